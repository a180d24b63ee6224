/** What is said of a member, or of a unit, in a week: who it is and how it fares under each policy. */
import {decimal, isolated, whole} from '../shared/format.ts';
import type {People} from './payload.ts';
import {fateWords, isWithoutLeader, type Recording} from './people_recording.ts';

/** All that any policy's chart has, in its order; then those that only later ones have. */
export const idsOf = (everyone: Recording[]) => [...new Set(everyone.flatMap(({chart}) => chart.ids))];

/** Who it is, then a line for each policy. Where charts differ, so may the place of the same id: each line says it. */
export function linesOf(kind: People['kind'], everyone: Recording[], policies: string[], week: number, id: string): string[] {
  const isShared = everyone.every(({chart}) => chart === everyone[0]!.chart);
  const name = kind === 'member' ? isolated(id) : `unit of ${isolated(id)}`;
  const lines = everyone.map((recording, policy) => {
    const cell = recording.chart.ids.indexOf(id);
    const fare = cell < 0 ? 'not in this chart'
      : [...(isShared ? [] : placeOf(kind, recording, cell)), fareOf(recording, week, cell)].join(', ');
    return policies.length > 1 ? `${policies[policy]}: ${fare}` : fare;
  });
  const place = isShared ? placeOf(kind, everyone[0]!, everyone[0]!.chart.ids.indexOf(id)) : [];
  return [[name, ...place].join(', '), ...lines];
}

// `leads 7`, `below n1`
function placeOf(kind: People['kind'], {chart}: Recording, cell: number): string[] {
  const above = chart.above[cell]!;
  const reports = chart.above.filter((one) => one === cell).length;
  const words: string[] = [];
  if (kind === 'unit') words.push(`members: ${whole(chart.sizes[cell])}`);
  else if (reports > 0) words.push(`leads ${whole(reports)}`);
  if (above >= 0) words.push(`below ${isolated(chart.ids[above]!)}`);
  return words;
}

function fareOf(recording: Recording, week: number, cell: number): string {
  if (isWithoutLeader(recording, week, cell)) return 'has no leader to trust';
  const trust = recording.trust(week, cell);
  return trust === null ? 'nobody on duty' : `trust ${decimal(trust, 2)}, ${fateWords[recording.fate(week, cell)]}`;
}
