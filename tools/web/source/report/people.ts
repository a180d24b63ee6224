import './people.css';
import {element} from '../shared/element.ts';
import {figure, type Words} from '../shared/figure.ts';
import {decimal, listed, whole} from '../shared/format.ts';
import type {Payload, People} from './payload.ts';
import {drawAsSvg, drawOnCanvas} from './people_drawing.ts';
import {inspect} from './people_inspector.ts';
import {led, pictureShapes, plan, type Plan} from './people_picture.ts';
import {player} from './people_player.ts';
import {recordings, tally, type Recording, type Tally} from './people_recording.ts';
import {peopleTable} from './people_table.ts';
import {linesOf} from './people_words.ts';

/** The organization member by member, side by side under each policy, at a week that the reader chooses. */
export function people(payload: Payload): HTMLElement | null {
  if (payload.people) return picture(payload, payload.people);
  if (!payload.no_people) return null;
  return element('div', {}, element('p', {class: 'kicker'}, 'Member by member'), element('h2', {}, 'No members to show'),
    element('p', {class: 'muted', dir: 'auto'}, payload.no_people));
}

function picture(payload: Payload, shown: People): HTMLElement {
  const everyone = recordings(shown);
  const {policies} = payload;
  let week = shown.weeks.length - 1;
  let inspected: string | null = null;
  const plans = new Map<number, Plan>();
  const planFor = (width: number) => {
    if (!plans.has(width)) plans.set(width, plan(shown, everyone, width));
    return plans.get(width)!;
  };
  const words = () => wordsOf(shown, policies, everyone, week);
  const spoken = element('p', {class: 'visually-hidden', 'aria-live': 'polite'});
  const weeks = player(shown.weeks, {
    changed: (chosen) => { week = chosen; made.update(); inspector.update(); },
    settled: () => { spoken.textContent = [words().title, words().caption].flat().join(' '); },
  });
  let drawn: Plan;
  const made = figure(payload, {
    name: 'people',
    kicker: shown.kind === 'member' ? 'Member by member' : 'Unit by unit',
    words,
    controls: weeks.controls,
    draw: (group, width) => {
      const there = planFor(width);
      drawAsSvg(group, pictureShapes(there, policies, everyone, week, null));
      return there.height;
    },
    canvas: (canvas, width) => {
      drawn = planFor(width);
      drawOnCanvas(canvas, width, drawn.height, pictureShapes(drawn, policies, everyone, week, inspected));
    },
    below: [spoken],
    table: () => peopleTable(shown, policies, everyone, week),
  });
  const inspector = inspect(made.drawing as HTMLCanvasElement, {
    plan: () => drawn,
    lines: (id) => linesOf(shown.kind, everyone, policies, week, id),
    everyone, weeks, spoken,
    changed: (id) => { inspected = id; made.update(); },
  });
  return made.element;
}

function wordsOf(shown: People, policies: string[], everyone: Recording[], week: number): Words {
  const tallies = everyone.map((recording) => tally(recording, week, led(recording)));
  const title = `Week ${shown.weeks[week]}: ${trustText(tallies.map(({trust}) => trust), policies)}`;
  const caption = tallies.map((each, policy) => fatesOf(each, shown.kind, policies.length > 1 ? policies[policy]! : ''));
  return {
    title,
    caption: [...caption, shown.note],
    description: `A treemap for each policy. ${title}. The table behind the figure has the numbers of each unit in this week.`,
  };
}

// Of more policies than a heading has room for, the least and the most.
function trustText(trusts: (number | null)[], policies: string[]): string {
  const under = trusts.map((trust, policy) => ({trust, text: `${decimal(trust, 2)} under ${policies[policy]}`}));
  const known = under.filter(({trust}) => trust !== null).sort((a, b) => a.trust! - b.trust!);
  if (known.length === 0) return 'nobody on duty has a leader to trust';
  if (policies.length === 1) return `mean trust in the leader is ${decimal(trusts[0], 2)}`;
  if (policies.length > 3) return `mean trust in the leader goes from ${known[0]!.text} to ${known.at(-1)!.text}`;
  return `mean trust in the leader is ${listed(under.map(({text}) => text))}`;
}

// `level2. Issues: 120; used or explained: 12 (used: 9); ignored, unheard or punished: 30; kept silent: 78.`
function fatesOf({fates}: Tally, kind: People['kind'], policy: string): string {
  const [, silent, used, explained, ignored] = fates as [number, number, number, number, number];
  const what = kind === 'member' ? 'Issues' : 'Units with issues, by what happened most in them';
  return `${policy ? `${policy}. ` : ''}${what}: ${whole(silent + used + explained + ignored)}; `
    + `used or explained: ${whole(used + explained)} (used: ${whole(used)}); `
    + `ignored, unheard or punished: ${whole(ignored)}; kept silent: ${whole(silent)}.`;
}
