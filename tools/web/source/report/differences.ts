import {choice} from '../shared/element.ts';
import {figure, type Group, type Words} from '../shared/figure.ts';
import {nameWithUnit, signed, signedInterval} from '../shared/format.ts';
import {policyLook} from '../shared/palette.ts';
import {domain} from '../shared/plot.ts';
import {fitted} from '../shared/text_width.ts';
import {weekCursor} from '../shared/week_cursor.ts';
import {outcomeOf, windowText} from './claims.ts';
import {courseTable} from './course_table.ts';
import {type Courses, drawCourses, drawCursor, frame} from './courses.ts';
import type {DifferenceFan, Outcome, Payload} from './payload.ts';

/** The difference from the first policy over weeks, replicate by replicate: fans around a line at zero. */
export function differences(payload: Payload): HTMLElement | null {
  if (!payload.weeks || !payload.differences.length) return null;
  const names = [...new Set(payload.differences.map((each) => each.outcome))];
  let name = names[0]!;
  const outcome = () => outcomeOf(payload, name);
  const all = () => payload.differences.filter((each) => each.outcome === name);
  const courses = () => coursesOf(payload, all(), outcome());
  const says = (index: number) => weekText(payload, all(), outcome(), index);
  const cursor = weekCursor(payload.weeks.shown, says, () => made.updateOverlay());
  const made = figure(payload, {
    name: 'difference', kicker: 'Difference, pair by pair',
    words: () => words(payload, all(), outcome()),
    controls: [choice('Outcome', names.map((each) => nameWithUnit(outcomeOf(payload, each))), (index) => {
      name = names[index]!;
      cursor.update();
      made.update();
    })],
    draw: (group, width) => drawDifferences(group, courses(), width),
    overlay: (group, width) => {
      const at = cursor.at();
      if (at !== null) drawCursor(group, courses(), width, at);
    },
    below: payload.weeks.shown.length > 1 ? [cursor.element] : [],
    table: () => courseTable(payload, outcome(), all().map((each) => ({name: lessText(payload, each), band: each.band}))),
  });
  cursor.follow(made.drawing, (x) => frame(courses(), made.drawing.getBoundingClientRect().width).x.invert(x));
  return made.element;
}

/** Draws them, and says what lies on which side of zero. */
export function drawDifferences(group: Group, courses: Courses, width: number): number {
  const height = drawCourses(group, courses, width);
  const {box, y} = frame(courses, width);
  const side = (text: string, place: number) =>
    group.append('text').attr('class', 'quiet halo').attr('x', box.left + 8).attr('y', place)
      .text(fitted(text, box.right - box.left - 16, 12));
  if (y(0) - box.top > 40) side(`↑ ${higherText(courses.payload)}`, box.top + 16);
  if (box.bottom - y(0) > 40) side(`↓ ${lowerText(courses.payload)}`, box.bottom - 10);
  return height;
}

// With two policies each side of zero has a name; with more, all differ from the first.
const higherText = ({policies}: Payload) =>
  policies.length === 2 ? `higher under ${policies[1]}` : `higher than under ${policies[0]}`;
const lowerText = ({policies}: Payload) =>
  policies.length === 2 ? `higher under ${policies[0]}` : `lower than under ${policies[0]}`;
export const lessText = (payload: Payload, {policy}: DifferenceFan) => `${payload.policies[policy]} − ${payload.policies[0]}`;

/** Fans of the differences, as they are drawn. */
export function coursesOf(payload: Payload, all: DifferenceFan[], outcome: Outcome): Courses {
  const lines = all.map((each) => ({
    name: payload.policies.length === 2 ? 'difference' : payload.policies[each.policy]!,
    band: each.band, runs: [], look: policyLook(each.policy, payload.policies.length),
  }));
  return {
    payload, outcome, courses: lines, zero: true,
    domain: domain(null, lines.flatMap(({band}) => [band.q05, band.q95])),
    value: (value) => signed(outcome, value),
  };
}

export function words(payload: Payload, all: DifferenceFan[], outcome: Outcome): Words {
  const [first, ...others] = all.map(({claim}) => claim);
  const means = all.map((each) => `${lessText(payload, each)} ${signedInterval(outcome, each.window)}`);
  return {
    title: first!.replace(/\.$/, ''),
    caption: [...others, `${nameWithUnit(outcome)}, mean of ${windowText(payload)}: ${means.join('; ')}.`, spreadText(payload)],
    description: `Lines of the difference in ${outcome.label} over ${payload.weeks!.count} weeks around zero. `
      + `${means.join('; ')}.`,
  };
}

// What the line and the bands are.
function spreadText({replicates, weeks}: Payload): string {
  if (replicates === 1) return 'One pair of runs, so there is neither band nor interval.';
  const interval = 'The interval is for the mean, 95 %.';
  if (weeks!.shown.length < 2) return `The point is the median of ${replicates} pairs. ${interval}`;
  return `The line is the median of ${replicates} pairs; half of the pairs are in the dark band, 90 % in the light one. ${interval}`;
}

/** The values of a week in a sentence. */
export function weekText(payload: Payload, all: DifferenceFan[], outcome: Outcome, index: number): string {
  const values = all.map((each) => {
    const {q05, q50, q95} = each.band;
    const range = payload.replicates > 1 ? ` (${signed(outcome, q05[index])} to ${signed(outcome, q95[index])})` : '';
    return `${lessText(payload, each)} ${signed(outcome, q50[index])}${range}`;
  });
  return `Week ${payload.weeks!.shown[index]}, ${outcome.label}: ${values.join('; ')}`;
}
