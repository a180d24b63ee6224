import {bare, nameWithUnit, shown} from '../shared/format.ts';
import type {Table} from '../shared/table.ts';
import type {Band, Outcome, Payload} from './payload.ts';

const quantiles = [
  ['q50', 'median'], ['q05', '5 %'], ['q25', '25 %'], ['q75', '75 %'], ['q95', '95 %'], ['mean', 'mean'],
] as const;

/** Quantiles by week, of named courses of one outcome; of one replicate its values. */
export function courseTable(payload: Payload, outcome: Outcome, courses: {name: string; band: Band}[]): Table {
  const kept = payload.replicates > 1 ? quantiles : quantiles.slice(0, 1);
  const format = (value: number) => bare({...outcome, factor: 1}, value);
  const columns = courses.flatMap(({name}) =>
    kept.map(([, quantile]) => ({label: payload.replicates > 1 ? `${name}, ${quantile}` : name, format})));
  return {
    caption: `${nameWithUnit(outcome)} by week${payload.replicates > 1 ? `, over ${payload.replicates} replicates` : ''}`,
    columns: [{label: 'week'}, ...columns],
    rows: payload.weeks!.shown.map((week, index) => [
      week, ...courses.flatMap(({band}) => kept.map(([key]) => shown(outcome, band[key][index]))),
    ]),
  };
}
