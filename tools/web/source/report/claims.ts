import {isolated, listed, withUnit} from '../shared/format.ts';
import type {Outcome, Payload} from './payload.ts';

/** The outcome of this name; the program names no other. */
export function outcomeOf(payload: Payload, name: string): Outcome {
  const found = payload.outcomes.find((outcome) => outcome.name === name);
  if (!found) throw new Error(`no outcome ${name} (the report does not say what it is)`);
  return found;
}

export const rowOf = (payload: Payload, name: string) => payload.table.find((row) => row.outcome === name);

/** Of a sweep beside the page's own file: which one it is, and what it consists of. Empty where there is none. */
export function sweepText({sweep}: Payload): string {
  if (!sweep) return '';
  const facts = sweep.facts.length ? `: ${sweep.facts.join(', ')}` : '';
  return `From the sweep \u201c${isolated(sweep.title)}\u201d${facts}.`;
}

/** The weeks that means are over, in words. */
export function windowText(payload: Payload): string {
  const {first, last} = payload.weeks!.window;
  return first === last ? `week ${first}` : `weeks ${first}–${last}`;
}

/** An outcome's means in a sentence, by policy, with the claim that their differences bear. */
export function claimOf(payload: Payload, outcome: Outcome): string {
  const row = rowOf(payload, outcome.name);
  if (!row) return outcome.label;
  const means = row.means.map((mean) => withUnit(outcome, mean));
  if (means.length === 1) return `${outcome.label}: ${means[0]}`;
  const difference = row.differences[0];
  const [first, second] = payload.policies as [string, string];
  if (means.length > 2 || !difference || difference.low === null) {
    return `${outcome.label}: ${listed(means.map((mean, index) => `${mean} under ${payload.policies[index]}`))}`;
  }
  if (!difference.clear) return `${outcome.label}: no clear difference between ${first} and ${second}`;
  // `15.4 % against 28.3 % a year`
  const shortly = (policy: number) => withUnit({...outcome, unit: outcome.unit.slice(0, 1)}, row.means[policy]);
  const direction = (difference.value ?? 0) > 0 ? 'higher' : 'lower';
  return `${outcome.label}: ${direction} under ${second} than under ${first}, ${shortly(1)} against ${means[0]}`;
}
