import {format} from 'd3-format';
import type {Estimate, Outcome} from '../report/payload.ts';

/** What stands for a missing value. */
export const missing = '–';

type Scale = Pick<Outcome, 'factor' | 'decimals' | 'unit'>;
type Value = number | null | undefined;

function isNumber(value: Value): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

/** A number in decimals, with commas; as a power of ten where it would be too long to read. */
export function decimal(value: Value, decimals: number, sign: '' | '+' = ''): string {
  if (!isNumber(value)) return missing;
  const text = format(`${sign},.${decimals}${Math.abs(value) < 1e9 ? 'f' : 'e'}`)(value);
  return /[1-9]/.test(text) ? text : text.replace(/^[+−]/, '');
}

/** A count, or any number that is whole. */
export const whole = (value: Value) => decimal(value, 0);

/** A stored value in the unit that people see, without the noise of the multiplication. */
export function shown(outcome: Scale, value: Value): number | null {
  return isNumber(value) ? Number((value * outcome.factor).toPrecision(12)) : null;
}

/** `0.346`, `28.3`: without unit, for axes and tables that name it. */
export const bare = (outcome: Scale, value: Value) => decimal(shown(outcome, value), outcome.decimals);

/** `0.346`, `28.3 % a year`. */
export function withUnit(outcome: Scale, value: Value): string {
  return isNumber(value) && outcome.unit ? `${bare(outcome, value)}\u00a0${outcome.unit}` : bare(outcome, value);
}

/** `+0.078`, `−12.9`. */
export const signed = (outcome: Scale, value: Value) => decimal(shown(outcome, value), outcome.decimals, '+');

/** `+0.078 [+0.073, +0.083]`; the value alone where there is no interval. */
export function signedInterval(outcome: Scale, estimate: Estimate): string {
  const scale = {...outcome, decimals: decimalsFor(outcome, estimate)};
  const value = signed(scale, estimate.value);
  if (!isNumber(estimate.low) || !isNumber(estimate.high)) return value;
  return `${value} [${signed(scale, estimate.low)}, ${signed(scale, estimate.high)}]`;
}

// An interval without zero is written with as many digits as show that.
function decimalsFor({factor, decimals}: Scale, {low, high}: Estimate): number {
  if (!isNumber(low) || !isNumber(high) || low * high <= 0) return decimals;
  const nearest = factor * Math.min(Math.abs(low), Math.abs(high));
  let needed = decimals;
  while (needed < 6 && nearest < 0.5 * 10 ** -needed) ++needed;
  return needed;
}

/** `performance`, `quits (% a year)`. */
export const nameWithUnit = (outcome: Outcome) => (outcome.unit ? `${outcome.label} (${outcome.unit})` : outcome.label);

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** A name that goes into sentences: written from right to left, it leaves their order alone (Unicode's isolates). */
export const isolated = (name: string) => (rightToLeft.test(name) ? `\u2068${name}\u2069` : name);

/** The name without what isolates it. */
export const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '');

/** The text without control characters, which no file of XML may hold; lines and tabs stay. */
export const printable = (text: string) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
