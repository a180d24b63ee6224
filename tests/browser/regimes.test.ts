/** What a map calls its policies, and how they look, without a browser. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Outcome, RegimeMap} from '../../tools/web/source/report/payload.ts';
import {fieldsText, mapPolicies, winnerText, winnerTitle} from '../../tools/web/source/report/regimes_policies.ts';
import {policyLook} from '../../tools/web/source/shared/palette.ts';

const policies = (map: string[], page: string[]) => mapPolicies({policies: map} as RegimeMap, {policies: page});
const look = (place: number) => policyLook(place, 2);

test('a map names its own policies; one that the page has too looks the same', () => {
  const found = policies(['transactional', 'level2', 'command'], ['command', 'level2']);
  assert.deepEqual(found.map(({name}) => name), ['transactional', 'level2', 'command']);
  assert.deepEqual(found.map((each) => each.look), [look(2), look(1), look(0)]);
  assert.equal(new Set(found.map(({pattern}) => pattern)).size, 3);
});

test('beside one policy alone the others look like none of the page', () => {
  assert.deepEqual(policies(['command', 'level2'], ['level2']).map((each) => each.look), [look(0), look(1)]);
  assert.deepEqual(policies(['command', 'level2'], ['other']).map((each) => each.look), [look(0), look(2)]);
});

const outcome = (better: Outcome['better']) => ({label: 'surprise', better}) as Outcome;

test('a policy is best only where more or less is better', () => {
  for (const better of ['higher', 'lower'] as const) {
    assert.equal(winnerText(outcome(better), 'level2'), 'level2 is best');
    assert.equal(winnerTitle(outcome(better)), 'clearly best');
    assert.match(fieldsText(outcome(better), ''), /which policy is clearly best/);
  }
  assert.equal(winnerText(outcome('neither'), 'level2'), 'higher under level2');
  assert.equal(winnerTitle(outcome('neither')), 'clearly higher under');
  assert.match(fieldsText(outcome('neither'), ''), /under which policy surprise is clearly higher, which is neither/);
  assert.doesNotMatch(fieldsText(outcome('neither'), ''), /best/);
});
