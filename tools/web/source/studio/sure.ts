import {outcomeOf, rowOf} from '../report/claims.ts';
import type {Payload} from '../report/payload.ts';
import {nameWithUnit, signed, signedInterval} from '../shared/format.ts';

/** How sure the difference is that the figures show, and what that means. */
export function sure(payload: Payload): string {
  const outcome = outcomeOf(payload, payload.fans[0]!.outcome);
  const difference = rowOf(payload, outcome.name)?.differences[0];
  const limits = 'It is the precision of this model, not evidence from a real organization.';
  if (!difference || difference.value === null) return `How sure? ${outcome.label} has no value to compare here.`;
  if (payload.replicates < 2) return `How sure? One pair of runs cannot tell a difference from luck: run more replicates. ${limits}`;
  const {pairs, pairs_higher, pairs_lower, value, low, high, clear} = difference;
  if (value === 0) return `How sure? All ${pairs} pairs have the same ${outcome.label}: what differs does not reach it. ${limits}`;
  if (!clear) {
    return `How sure? No clear difference in ${nameWithUnit(outcome)} at ${payload.replicates} pairs `
      + `(${signed(outcome, low)} to ${signed(outcome, high)}): the interval includes zero. ${limits}`;
  }
  const ahead = (value > 0 ? pairs_higher : pairs_lower) ?? 0;
  return `How sure? In ${ahead} of ${pairs} pairs ${outcome.label} is ${value > 0 ? 'higher' : 'lower'} under `
    + `${payload.policies[1]}; ${nameWithUnit(outcome)} differs by ${signedInterval(outcome, difference)}, 95 % interval of the mean. ${limits}`;
}
