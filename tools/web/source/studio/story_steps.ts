/** The five-minute story: a scenario for each step, what is looked at in it, and the sentence that says what is seen. */
import {claimOf, outcomeOf, rowOf} from '../report/claims.ts';
import type {Payload} from '../report/payload.ts';
import {fate} from '../report/people_recording.ts';
import {decimal, isolated, whole, withUnit} from '../shared/format.ts';
import {lastingText} from './lasting.ts';
import {firstParting} from './member_course.ts';
import {prefersCalm} from './motion.ts';
import {beginning, withChange, type State} from './state.ts';
import type {Cast, ViewStore} from './view.ts';

/** The result of a step and its people. */
export interface Seen {
  report: Payload;
  cast: Cast;
}

/** A slider for both organizations. */
export interface Setting {
  path: string;
  label: string;
  most: number;
  step: number;
}

export interface Step {
  title: string;
  /** Null: what the step before left. */
  state: State | null;
  /** What is seen, with the numbers of the result. */
  says(seen: Seen): string[];
  /** What the room is to do; empty for nothing. */
  ask: string;
  /** Done once the result is there. */
  look?(view: ViewStore, seen: Seen): void;
  /** `bet`: the result is hidden until the room has bet on it. `link`: to what was set. A path: that setting is at hand. */
  hand?: 'bet' | 'link' | Setting;
}

const scenario = (outcome: string, values: Record<string, unknown>): State => Object.entries(values)
  .reduce((state, [path, value]) => withChange(state, path, value, 'both'), {...beginning, outcome});

const year = {'organization.members': 400, 'organization.span': 7, 'run.weeks': 52, 'run.replicates': 20};
const routine = 'environment.routineness';
// In a calm world; there the border is crossed within the range of routineness (scenarios/sweeps/where_level2_wins.yaml).
const calm = {'organization.members': 200, 'organization.span': 10, 'run.weeks': 104, 'run.replicates': 10,
  'environment.volatility': 0.1, [routine]: 0.5};

const coaching = {first: 30, last: 50};
// Leaders lead as they always did, and begin to do what is asked of them; B's get a coach for a while.
const coached: State = withChange({
  ...scenario('performance', {'organization.members': 400, 'organization.span': 7, 'run.weeks': 156, 'run.replicates': 10,
    'leadership.adoption': 0.1}),
  policies: ['level2', 'level2'],
}, 'timeline', [{week: coaching.first, weeks: coaching.last - coaching.first + 1, coach: 0.5}], 'onlyB');

// Below the story, where that stays in sight.
function showPart(id: string) {
  const part = document.getElementById(id)!;
  const story = document.getElementById('story')!;
  part.style.scrollMarginTop = getComputedStyle(story).position === 'sticky' ? `${story.offsetHeight + 8}px` : '';
  part.scrollIntoView({block: 'start'});
}

export const steps: Step[] = [
  {
    title: 'One person sees that something is wrong',
    state: scenario('trust_leader', {'organization.members': 8, 'organization.span': 7, 'run.weeks': 52, 'run.replicates': 20}),
    says: ({report, cast}) => {
      const first = firstParting(cast);
      if (!first) return ['In this replicate nobody fares differently under the two policies.'];
      const did = cast.everyone.map((recording, arm) => `under ${isolated(report.policies[arm]!)} `
        + `${words[recording.fate(first.week, recording.chart.ids.indexOf(first.id))]}`);
      return [`A team of ${whole(cast.everyone[0]!.chart.ids.length)}, week ${cast.people.weeks[first.week]}: ${did.join('; ')}. `
        + `It is the same person (${isolated(first.id)}), in the same week, with the same luck.`];
    },
    ask: 'Why? The inspector shows how likely it was to speak, and what that came from.',
    look: (view, {cast}) => {
      const first = firstParting(cast);
      if (first) view.set({week: cast.people.weeks[first.week]!, inspected: first.id});
      showPart('organizations');
    },
  },
  {
    title: 'Place your bets',
    state: scenario('trust_leader', year),
    says: ({report}) => {
      const {outcome, bands} = report.fans[0]!;
      const begin = bands.map((band, arm) =>
        `${withUnit(outcomeOf(report, outcome), band.q50[0])} under ${isolated(report.policies[arm]!)}`);
      return [`Now there are ${whole(year['organization.members'])} people. Trust in the leader begins at ${begin.join(' and ')}.`];
    },
    ask: 'Where does it go within a year? Draw the line before it is revealed.',
    hand: 'bet',
  },
  {
    title: 'Same people, same shocks, one change',
    state: scenario('trust_leader', year),
    says: ({report}) => {
      const {outcome} = report.fans[0]!;
      const difference = rowOf(report, outcome)?.differences[0];
      const pairs = difference?.pairs_higher == null ? '' : `; higher in ${difference.pairs_higher} of ${difference.pairs} pairs`;
      return [`In this model ${claimOf(report, outcomeOf(report, outcome))}${pairs}.`];
    },
    ask: 'Only what is asked of leaders differs. How people feel about a leader follows from how the styles are defined; '
      + 'what comes of it for work does not.',
    look: () => showPart('figures'),
  },
  {
    title: 'Where voice dies',
    state: scenario('trust_leader', year),
    says: ({report}) => {
      const of100 = (what: 'spoken' | 'used') => report.voice.map(({chances, policy, [what]: count}) =>
        `${decimal(chances > 0 ? (100 * count) / chances : null, 0)} under ${isolated(report.policies[policy]!)}`).join(' and ');
      return [`Of 100 chances to speak up, ${of100('spoken')} are taken; ${of100('used')} are welcomed, in this model.`];
    },
    ask: 'Watch the voices travel to the leaders: those that are ignored do not arrive.',
    look: (view) => {
      showPart('organizations');
      view.set({week: 1, inspected: null, isPlaying: !prefersCalm()});
    },
  },
  {
    title: 'Where Level 2 stops winning',
    state: scenario('performance', calm),
    says: ({report}) => [report.headline],
    ask: 'The world is calm now. Raise routineness until command wins: where work is known beforehand and can be watched, '
      + 'supervision costs less than trust, in this model.',
    look: () => showPart('figures'),
    hand: {path: routine, label: 'Routineness', most: 1, step: 0.05},
  },
  {
    title: 'Coaching, then none: does it last?',
    state: coached,
    says: ({report}) => [`Both ask leaders who are used to command for Level 2; those of B are coached in weeks ${coaching.first} to `
      + `${coaching.last}. ${lastingText(report, coaching.last)}`],
    ask: 'Make it easier to leave: who was coached goes too, and whoever comes next begins with half of the manager\'s adoption, in this model.',
    look: (view) => {
      view.set({week: coaching.last});
      showPart('figures');
    },
    hand: {path: 'turnover.market', label: 'Factor on quitting', most: 10, step: 0.5},
  },
  {
    title: 'What we assumed, and what would change our mind',
    state: null,
    says: ({report}) => [...report.caveats,
      'Against it would speak: people who are asked and heard and yet do not come to trust and to speak up; or work that becomes '
      + 'routine in a calm world, and command that does not gain by it.'],
    ask: 'Now it is yours: every setting can be changed, and the link carries what you made.',
    hand: 'link',
  },
];

const words: Record<number, string> = {
  [fate.none]: 'it saw nothing to object to', [fate.silent]: 'it kept silent', [fate.used]: 'it spoke and was welcomed',
  [fate.explained]: 'it spoke and was told why not', [fate.ignored]: 'it spoke and was ignored, not heard or punished',
};
