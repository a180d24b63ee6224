/** What the bytes of `People` say: trust and the fate of issues, week by week and cell by cell. */
import {bytesOf} from '../shared/base64.ts';
import type {Chart, People} from './payload.ts';

/** What became of issues, as the program codes it. */
export const fate = {none: 0, silent: 1, used: 2, explained: 3, ignored: 4} as const;

/** In the order of the codes. */
export const fateWords = ['no issue', 'kept silent', 'used', 'explained', 'ignored, unheard or punished'];

/** Bytes hold trust times this; 255 is nobody on duty. */
const trustSteps = 250;

/** Members or units under one policy. Weeks are indices of `People.weeks`. */
export interface Recording {
  chart: Chart;
  /** In 0..1; null where nobody is on duty. */
  trust(week: number, cell: number): number | null;
  /** A code of `fate`. */
  fate(week: number, cell: number): number;
}

export function recordings(people: People): Recording[] {
  return people.policies.map((policy) => {
    const chart = people.charts[policy.chart]!;
    const cells = chart.ids.length;
    const trust = bytesOf(policy.trust);
    const voice = bytesOf(policy.voice);
    return {
      chart,
      trust: (week, cell) => {
        const byte = trust[week * cells + cell];
        return byte === undefined || byte > trustSteps ? null : byte / trustSteps;
      },
      fate: (week, cell) => voice[week * cells + cell] ?? fate.none,
    };
  });
}

/** The one at the top trusts no leader, though on duty. */
export const isWithoutLeader = ({chart, trust}: Recording, week: number, cell: number) =>
  chart.above[cell]! < 0 && trust(week, cell) === null;

/** Over some cells in a week. */
export interface Tally {
  /** Mean over cells on duty, by their sizes; null if nobody is. */
  trust: number | null;
  /** Number of cells, by fate of their issues. */
  fates: number[];
}

export function tally(recording: Recording, week: number, cells: number[]): Tally {
  let sum = 0;
  let members = 0;
  const fates = fateWords.map(() => 0);
  for (const cell of cells) {
    const trust = recording.trust(week, cell);
    const size = recording.chart.sizes[cell]!;
    if (trust !== null) {
      sum += trust * size;
      members += size;
    }
    fates[recording.fate(week, cell)]! += 1;
  }
  return {trust: members > 0 ? sum / members : null, fates};
}

/** For each cell, those directly below it. */
export function reportsOf(chart: Chart): number[][] {
  const reports: number[][] = chart.ids.map(() => []);
  chart.above.forEach((above, cell) => {
    if (above >= 0) reports[above]!.push(cell);
  });
  return reports;
}
