/** The numbers of a week, unit by unit under each policy: what canvas shows, for those who read. */
import {decimal, whole} from '../shared/format.ts';
import type {Cell, Column, Table} from '../shared/table.ts';
import type {People} from './payload.ts';
import {fate, fateWords, reportsOf, tally, type Recording} from './people_recording.ts';

// As many as bytes of trust tell apart.
const trustDecimals = 3;
const rounded = (trust: number | null) => (trust === null ? null : Number(trust.toFixed(trustDecimals)));

export function peopleTable(shown: People, policies: string[], everyone: Recording[], week: number): Table {
  const ofMembers = shown.kind === 'member';
  const units = everyone.map(unitsOf);
  const leaders = [...new Set(units.flatMap((those) => [...those.keys()]))];
  const columns = policies.flatMap((policy): Column[] => {
    const name = (what: string) => (policies.length > 1 ? `${policy}: ${what}` : what);
    const own = [{label: name('members'), format: whole}, {label: name('mean trust'), format: (value: number) => decimal(value, trustDecimals)}];
    if (!ofMembers) return [...own, {label: name('what happened most')}];
    return [...own, ...countColumns.map(({label}) => ({label: name(label), format: whole}))];
  });
  const rows = leaders.map((leader): Cell[] => [leader, ...everyone.flatMap((recording, policy): Cell[] => {
    const cells = units[policy]!.get(leader);
    if (!cells) return new Array<null>(ofMembers ? 2 + countColumns.length : 3).fill(null);
    const members = cells.reduce((sum, cell) => sum + recording.chart.sizes[cell]!, 0);
    const {trust, fates} = tally(recording, week, cells);
    if (!ofMembers) return [members, rounded(trust), fateWords[recording.fate(week, cells[0]!)]!];
    return [members, rounded(trust), ...countColumns.map(({code}) => fates[code]!)];
  })]);
  const what = ofMembers ? 'reports of each leader, with the fate of their issues' : 'units';
  return {
    caption: `Week ${shown.weeks[week]}: ${what}`,
    columns: [{label: ofMembers ? 'leader' : 'unit of'}, ...columns],
    rows,
  };
}

const countColumns = [fate.used, fate.explained, fate.ignored, fate.silent].map((code) => ({label: fateWords[code]!, code}));

// By leader's id: the cells of the unit. One member alone is a unit of its own.
function unitsOf({chart}: Recording): Map<string, number[]> {
  const reports = reportsOf(chart);
  const alone = reports.every((list) => list.length === 0) || chart.sizes.some((size) => size !== 1);
  return new Map(chart.ids.flatMap((id, cell): [string, number[]][] => {
    if (alone) return [[id, [cell]]];
    return reports[cell]!.length > 0 ? [[id, reports[cell]!]] : [];
  }));
}
