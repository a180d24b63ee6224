import {choice, toggle} from '../shared/element.ts';
import {figure, type Words} from '../shared/figure.ts';
import {bare, nameWithUnit, withUnit} from '../shared/format.ts';
import {policyLook} from '../shared/palette.ts';
import {domain} from '../shared/plot.ts';
import {weekCursor} from '../shared/week_cursor.ts';
import {claimOf, outcomeOf, rowOf, windowText} from './claims.ts';
import {courseTable} from './course_table.ts';
import {type Courses, drawCourses, drawCursor, frame} from './courses.ts';
import {eventsText} from './interventions.ts';
import type {Fan, Outcome, Payload} from './payload.ts';

/** The course of an outcome over weeks: a fan for each policy. */
export function fans(payload: Payload): HTMLElement | null {
  if (!payload.weeks || !payload.fans.length) return null;
  let fan = payload.fans[0]!;
  let hasRuns = false;
  const outcome = () => outcomeOf(payload, fan.outcome);
  const courses = () => coursesOf(payload, fan, outcome(), hasRuns);
  const showsRuns = () => fan.runs.some((runs) => runs.length > 0);
  const hidesRuns = () => !showsRuns() || payload.replicates < 2 || payload.weeks!.shown.length < 2;
  const runsToggle = toggle('Single runs', false, (on) => { hasRuns = on; made.update(); });
  const says = (index: number) => weekText(payload, fan, outcome(), index);
  const cursor = weekCursor(payload.weeks.shown, says, () => made.updateOverlay());
  const made = figure(payload, {
    name: 'course', kicker: 'Course over the weeks',
    words: () => words(payload, fan, outcome(), hasRuns && !hidesRuns()),
    controls: [
      choice('Outcome', payload.fans.map((each) => nameWithUnit(outcomeOf(payload, each.outcome))), (index) => {
        fan = payload.fans[index]!;
        runsToggle.hidden = hidesRuns();
        cursor.update();
        made.update();
      }),
      runsToggle,
    ],
    draw: (group, width) => drawCourses(group, courses(), width),
    overlay: (group, width) => {
      const at = cursor.at();
      if (at !== null) drawCursor(group, courses(), width, at);
    },
    below: payload.weeks.shown.length > 1 ? [cursor.element] : [],
    table: () => courseTable(payload, outcome(), courses().courses),
  });
  runsToggle.hidden = hidesRuns();
  cursor.follow(made.drawing, (x) => frame(courses(), made.drawing.getBoundingClientRect().width).x.invert(x));
  return made.element;
}

/** Fans of an outcome, as they are drawn. */
export function coursesOf(payload: Payload, fan: Fan, outcome: Outcome, hasRuns: boolean): Courses {
  const lines = fan.bands.map((band, policy) => ({
    name: payload.policies[policy]!, band, runs: hasRuns ? (fan.runs[policy] ?? []) : [],
    look: policyLook(policy, payload.policies.length),
  }));
  return {
    payload, outcome, courses: lines, zero: false,
    domain: domain(outcome.range, lines.flatMap(({band, runs}) => [band.q05, band.q95, ...runs])),
    value: (value) => withUnit({...outcome, unit: outcome.unit === '%' ? '%' : ''}, value),
  };
}

export function words(payload: Payload, fan: Fan, outcome: Outcome, hasRuns: boolean): Words {
  const ends = fan.bands.map((band, policy) => {
    const of = (values: (number | null)[]) => withUnit(outcome, values.find((value) => value !== null));
    return `${payload.policies[policy]} from ${of(band.q50)} to ${of(band.q50.toReversed())}`;
  });
  return {
    title: claimOf(payload, outcome),
    caption: [
      `${nameWithUnit(outcome)}: ${outcome.meaning}. ${meansText(payload, outcome)}`,
      spreadText(payload, hasRuns ? fan.runs[0]!.length : 0),
      eventsText(payload),
    ],
    description: `Lines of ${outcome.label} over ${payload.weeks!.count} weeks: ${ends.join('; ')}. ${eventsText(payload)}`,
  };
}

/** What lines and bands are, or single runs instead of bands. */
export function spreadText(payload: Payload, runs: number): string {
  const {replicates, weeks} = payload;
  if (weeks!.shown.length < 2) {
    return replicates === 1 ? 'One replicate of one week: a point each.'
      : `Points are medians of ${replicates} replicates; thick bars hold half of the runs, thin ones 90 %.`;
  }
  const window = `The bar at the axis marks ${windowText(payload)}, over which means are taken.`;
  if (replicates === 1) return `One replicate: the line is that single run, so there is no band. ${window}`;
  if (runs > 0) return `Thick lines are medians; thin lines the first ${runs} of ${replicates} replicates. ${window}`;
  return `Lines are medians of ${replicates} replicates; half of the runs are in the dark band, 90 % in the light one. ${window}`;
}

export function meansText(payload: Payload, outcome: Outcome): string {
  const row = rowOf(payload, outcome.name);
  if (!row) return '';
  const means = row.means.map((mean, policy) => `${payload.policies[policy]} ${withUnit(outcome, mean)}`);
  return `Means of ${windowText(payload)}: ${means.join(', ')}.`;
}

/** The values of a week in a sentence. */
export function weekText(payload: Payload, fan: Fan, outcome: Outcome, index: number): string {
  const values = fan.bands.map((band, policy) => {
    const range = payload.replicates > 1 ? ` (${bare(outcome, band.q05[index])} to ${bare(outcome, band.q95[index])})` : '';
    return `${payload.policies[policy]} ${withUnit(outcome, band.q50[index])}${range}`;
  });
  return `Week ${payload.weeks!.shown[index]}, ${outcome.label}: ${values.join('; ')}`;
}
