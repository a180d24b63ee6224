/** The line of a bet, without a browser. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {meanDistance, weeksWithin, withPoint, withStroke} from '../../tools/web/source/studio/bet_line.ts';

const level = [0.5, 0.5, 0.5, 0.5, 0.5];

test('a stroke goes straight from point to point, in either direction, and leaves the rest', () => {
  const expected = [0.5, 0.2, 0.4, 0.6, 0.5];
  for (const [from, to] of [[{week: 1, value: 0.2}, {week: 3, value: 0.6}], [{week: 3, value: 0.6}, {week: 1, value: 0.2}]] as const) {
    withStroke(level, from, to).forEach((value, week) => assert.ok(Math.abs(value - expected[week]!) < 1e-12, `week ${week}`));
  }
  assert.deepEqual(withStroke(level, {week: 2, value: 0.1}, {week: 2, value: 0.9}), [0.5, 0.5, 0.9, 0.5, 0.5]);
  assert.deepEqual(level, [0.5, 0.5, 0.5, 0.5, 0.5], 'the line before is as it was');
});

test('a point that moves draws its sides along, up to the next points', () => {
  assert.deepEqual(withPoint(level, {week: 2, value: 1}, 2), [0.5, 0.75, 1, 0.75, 0.5]);
  assert.deepEqual(withPoint(level, {week: 4, value: 1}, 2), [0.5, 0.5, 0.5, 0.75, 1], 'at the end there is one side');
});

test('distances are absolute, and over weeks that have a value', () => {
  assert.equal(meanDistance([1, 2, 3], [2, null, 1]), 1.5);
  assert.equal(meanDistance([1], [null]), null);
  assert.equal(weeksWithin([1, 2, 3, 4], [0, 3, 3, null], [1, 4, 4, 5]), 2);
});
