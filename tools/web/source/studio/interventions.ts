/** What can happen to an organization: entries of a scenario's timeline, and how they move. */
import {isSame} from './changes.ts';
import type {Key} from './engine.ts';

/** As in a scenario: {week, weeks?, when?, scope?} and one intervention. */
export type Entry = Record<string, unknown>;

interface Kind {
  name: string;
  /** As people say it. */
  label: string;
  /** What a new one is. */
  begin: Entry;
}

export const kinds: Kind[] = [
  {name: 'coach', label: 'Coach leaders', begin: {coach: .5}},
  {name: 'adopt', label: 'Adopt a style', begin: {adopt: 'level2', adoption: .1}},
  {name: 'mandate', label: 'Mandate, such as return to office', begin: {mandate: {severity: 8}}},
  {name: 'connect', label: 'Connect people across units', begin: {connect: 2}},
  {name: 'promise', label: 'Promise', begin: {promise: {kept: .5}}},
  {name: 'replace_leaders', label: 'Replace leaders', begin: {replace_leaders: .2}},
  {name: 'layoff', label: 'Lay off', begin: {layoff: {share: .1}}},
  {name: 'market', label: 'Labor market', begin: {market: {factor: 2}, weeks: 26}},
  {name: 'shock', label: 'Shock from outside', begin: {shock: 2}},
];

export const kindOf = (entry: Entry): Kind => kinds.find(({name}) => name in entry) ?? kinds[0]!;

export const weekOf = (entry: Entry): number => (typeof entry['week'] === 'number' ? entry['week'] : 1);

const weeksOfMarket = (entry: Entry) => (entry['market'] as {weeks?: number} | undefined)?.weeks;

/** The last week it touches. What holds does so to the end, unless it says how long; all else happens once. */
export function lastWeekOf(entry: Entry, end: number): number {
  const weeks = (entry['weeks'] ?? weeksOfMarket(entry)) as number | undefined;
  if (typeof weeks === 'number') return Math.min(end, weekOf(entry) + weeks - 1);
  return holds(entry) ? end : weekOf(entry);
}

function holds(entry: Entry): boolean {
  const benefits = (entry['mandate'] as {benefits?: {contact_hours?: number; signal_noise?: number}} | undefined)?.benefits;
  const hasBenefits = (benefits?.contact_hours ?? 0) !== 0 || (benefits?.signal_noise ?? 1) !== 1;
  return 'adopt' in entry || 'market' in entry || hasBenefits;
}

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/** The same in another week, within the run. */
export function moved(entry: Entry, week: number, end: number): Entry {
  return {...entry, week: within(Math.round(week), 1, end)};
}

/** The same with another last week. */
export function stretched(entry: Entry, last: number, end: number): Entry {
  const weeks = within(Math.round(last), weekOf(entry), end) - weekOf(entry) + 1;
  const {weeks: _, ...rest} = entry;
  const market = rest['market'] as Entry | undefined;
  if (market) rest['market'] = {factor: market['factor']};
  const toTheEnd = weekOf(entry) + weeks - 1 === end && holds(entry);
  return toTheEnd || (weeks === 1 && !holds(entry)) ? rest : {...rest, weeks};
}

/** The entry without what is so by default: as people write it. */
export function tidied(entry: Entry, keys: Key[]): Entry {
  const usual = new Map(keys.map(({path, default: value}) => [path, value]));
  const clean = (tree: Entry, path: string): Entry => Object.fromEntries(Object.entries(tree).flatMap(([key, value]) => {
    const here = `${path}.${key}`;
    if (isEntry(value)) {
      const inner = clean(value, here);
      const isWanted = Object.keys(inner).length > 0 || isKind(here);
      return isWanted ? [[key, inner]] : [];
    }
    return value === null || (usual.has(here) && isSame(usual.get(here), value) && !isKind(here) && !isNeeded(here)) ? [] : [[key, value]];
  }));
  return clean(entry, 'timeline[0]');
}

const isEntry = (value: unknown): value is Entry => typeof value === 'object' && value !== null && !Array.isArray(value);
const isKind = (path: string) => kinds.some(({name}) => path === `timeline[0].${name}`);
// A mandate of the usual severity still says that.
const isNeeded = (path: string) => path === 'timeline[0].mandate.severity';
