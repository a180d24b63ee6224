/** What is read of an explanation (`candor explain --json`), and said of it. */
import {isolated} from '../shared/format.ts';
import type {Explanation} from './engine.ts';

export interface MemberWeek extends Explanation {
  on_duty: boolean;
  issue: boolean;
  speak: {terms: Record<string, number>; probability: number; draw: number; spoke: boolean};
  leader: {member: string; present: boolean; heard_probability: number};
  /** Of the draw: below the first welcomed, else below the second punished, and so on. */
  answer: {draw: number; welcomed_below: number; punished_below: number; explained_below: number; outcome: string};
  quit: {quits: boolean};
  beliefs: Record<string, {before: number; after: number; for: Record<string, number>; against: Record<string, number>}>;
}

export const memberWeek = (explanation: Explanation) => explanation as MemberWeek;

const answers: Record<string, string> = {
  welcomed: 'spoke and was welcomed', punished: 'spoke and was punished', explained: 'spoke and was told why not',
  ignored: 'spoke and was ignored', 'not heard': 'spoke and was not heard',
};

/** `kept silent`, `spoke and was welcomed`, `kept silent, then left`. */
export function whatItDid(week: MemberWeek): string {
  const {on_duty, issue, speak, answer, quit} = week;
  if (!on_duty) return 'was not on duty';
  const did = !issue ? 'had nothing to object to' : !speak.spoke ? 'kept silent' : (answers[answer.outcome] ?? answer.outcome);
  return quit.quits ? `${did}, then left` : did;
}

/** The same person under every policy, in a sentence. */
export function claimOf(member: string, weeks: MemberWeek[]): string {
  const did = weeks.map(whatItDid);
  const name = isolated(member);
  if (did.every((each) => each === did[0])) {
    return weeks.length === 1 ? `${name} ${did[0]}` : `${name} ${did[0]} under both`;
  }
  const [first, ...others] = did.map((each, arm) => `under ${isolated(weeks[arm]!.policy)} ${arm === 0 ? name : 'it'} ${each}`);
  return [first!.replace('under', 'Under'), ...others].join('; ');
}

/** The parts of the draw's range that lead to each answer, in its order; empty ones are left out. */
export function answerParts({answer, leader}: MemberWeek): {from: number; to: number; what: string}[] {
  const ends = [
    {to: answer.welcomed_below, what: 'welcomed'}, {to: answer.punished_below, what: 'punished'},
    {to: answer.explained_below, what: 'explained'}, {to: Math.max(answer.explained_below, leader.heard_probability), what: 'ignored'},
    {to: 1, what: 'not heard'},
  ];
  return ends.map(({to, what}, index) => ({from: ends[index - 1]?.to ?? 0, to, what})).filter(({from, to}) => to - from > 1e-6);
}

/** Of an organization: cause and amount, which is negative where it moved down. */
export type Amounts = Record<string, number>;

/** Why it spoke or kept silent: the terms of its chance. */
export const speakingReasons = ({speak}: MemberWeek): Amounts => speak.terms;

/** What speaks for and against its trust in the leader this week. */
export function trustReasons({beliefs}: MemberWeek): Amounts {
  const trust = beliefs['trust_leader'];
  if (!trust) return {};
  return {...trust.for, ...Object.fromEntries(Object.entries(trust.against).map(([cause, amount]) => [cause, -amount]))};
}
