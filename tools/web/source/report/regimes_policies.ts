/** What a regime map's policies look like, and what its winners are called. */
import {policyLook, type Look} from '../shared/palette.ts';
import type {Outcome, Payload, RegimeMap} from './payload.ts';
import {policyPattern, type Pattern} from './regimes_patterns.ts';

export interface MapPolicy {
  name: string;
  look: Look;
  pattern: Pattern;
}

/** Of a map, which may be of another file than the rest of the page: a policy that the page has too looks the same. */
export function mapPolicies({policies}: RegimeMap, page: Pick<Payload, 'policies'>): MapPolicy[] {
  // One policy alone looks like the second of several.
  const first = page.policies.length === 1 ? 1 : 0;
  const known = new Map(page.policies.map((name, index) => [name, first + index]));
  const taken = new Set(known.values());
  let next = 0;
  const free = () => {
    while (taken.has(next)) next += 1;
    return next++;
  };
  return policies.map((name) => {
    const place = known.get(name) ?? free();
    return {name, look: policyLook(place, policies.length), pattern: policyPattern(place, policies.length)};
  });
}

/** Nothing is best where neither more nor less is better. */
const isJudged = ({better}: Outcome) => better !== 'neither';

/** In the key. */
export const winnerText = (outcome: Outcome, policy: string) =>
  isJudged(outcome) ? `${policy} is best` : `higher under ${policy}`;

/** Above a column of winners. */
export const winnerTitle = (outcome: Outcome) => (isJudged(outcome) ? 'clearly best' : 'clearly higher under');

/** What colors and numbers of fields say. */
export function fieldsText(outcome: Outcome, what: string): string {
  const [color, next] = isJudged(outcome) ? ['which policy is clearly best', 'best']
    : [`under which policy ${outcome.label} is clearly higher, which is neither better nor worse`, 'highest'];
  return `Each field is a pair of values. Its color and pattern say ${color}: 95 % intervals of differences are without 0. `
    + `Its number, where there is room, says by how much in ${what}, compared with the next ${next}; the fuller the color, `
    + 'the more. Crossed fields are not clear.';
}
