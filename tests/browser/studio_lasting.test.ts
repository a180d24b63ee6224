/** Whether something lasts: the sentence that the differences make, without a browser. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Payload} from '../../tools/web/source/report/payload.ts';
import {lastingText} from '../../tools/web/source/studio/lasting.ts';

/** Pairs whose median difference goes so, and nine in ten of which are within `spread` of it. */
function report(medians: number[], spread: number): Payload {
  const band = {q50: medians, q05: medians.map((value) => value - spread), q95: medians.map((value) => value + spread)};
  return {
    weeks: {shown: medians.map((_, index) => index + 1)}, differences: [{outcome: 'performance', band}],
    outcomes: [{name: 'performance', label: 'performance', unit: '', factor: 1, decimals: 2}],
  } as unknown as Payload;
}

test('what most pairs still have at the end lasts', () => {
  assert.equal(lastingText(report([0, -0.3, 0.2, 0.5, 0.4], 0.1), 2),
    'The difference in performance, B less A, is −0.30 in week 2, +0.50 in week 4 and +0.40 in week 5. In this model it lasts to the end.');
});

test('what is much less than at its best fades', () => {
  assert.match(lastingText(report([0, -0.3, 0.2, 0.5, 0.3], 0.1), 2), /In this model it lasts to the end, but less and less\.$/);
});

test('what pairs do not agree on does not last, and a loss is called so', () => {
  assert.match(lastingText(report([0, -0.3, 0.5, 0.05], 0.1), 2), /In this model it does not last: the pairs no longer agree/);
  assert.match(lastingText(report([0, 0.3, -0.2, -0.4], 0.1), 2), /, B less A, is \+0\.30 in week 2 and −0\.40 in week 4\. .* a loss\.$/);
});
