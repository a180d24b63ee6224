/** Whether what was done for some weeks is still seen when the run ends. */
import {outcomeOf} from '../report/claims.ts';
import type {Payload} from '../report/payload.ts';
import {listed, signed} from '../shared/format.ts';
import {nearest} from '../shared/week_cursor.ts';

/** What is left counts as faded below this share of the most that there was. */
const faded = 2 / 3;

/** The median difference, pair by pair, in the week that it ended, at its best since, and in the last one. */
export function lastingText(report: Payload, ended: number): string {
  const {outcome: name, band: {q05, q50, q95}} = report.differences[0]!;
  const outcome = outcomeOf(report, name);
  const {shown} = report.weeks!;
  const from = nearest(shown, ended);
  const end = shown.length - 1;
  const since = q50.slice(from).map((value) => value ?? 0);
  const best = from + since.indexOf(Math.max(...since));
  const at = (index: number) => `${signed(outcome, q50[index])} in week ${shown[index]}`;
  const course = [...new Set([from, best, end])].map(at);
  const [low, middle, high] = [q05[end] ?? 0, q50[end] ?? 0, q95[end] ?? 0];
  const isLess = middle < faded * q50[best]!;
  const verdict = low > 0 ? (isLess ? 'it lasts to the end, but less and less' : 'it lasts to the end')
    : high < 0 ? 'what lasts is a loss' : 'it does not last: the pairs no longer agree that anything is left';
  return `The difference in ${outcome.label}, B less A, is ${listed(course)}. In this model ${verdict}.`;
}
