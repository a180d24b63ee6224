/** What is said of a member's weeks, without a browser. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {People} from '../../tools/web/source/report/payload.ts';
import {recordings} from '../../tools/web/source/report/people_recording.ts';
import {coursesOf, eventfulWeeks, firstParting, partingWeeks} from '../../tools/web/source/studio/member_course.ts';
import {answerParts, claimOf, speakingReasons, trustReasons, whatItDid, type MemberWeek} from '../../tools/web/source/studio/member_week.ts';
import {weekIndex, type Cast, type Result} from '../../tools/web/source/studio/view.ts';

const base64 = (...bytes: number[]) => Buffer.from(bytes).toString('base64');
const nobody = 255;

// A top and two members over four weeks. Week 3: member 1 is silent under the first, welcomed under the second.
// Week 4: member 2 leaves under the first. Explained and welcomed are both heard.
const people: People = {
  replicate: 1, weeks: [1, 2, 3, 5], kind: 'member', note: '',
  charts: [{ids: ['top', 'one', 'two'], above: [-1, 0, 0], sizes: [1, 1, 1]}],
  policies: [
    {chart: 0, trust: base64(nobody, 100, 100, nobody, 100, 100, nobody, 100, 100, nobody, 100, nobody),
      voice: base64(0, 0, 0, 0, 2, 4, 0, 1, 0, 0, 0, 0)},
    {chart: 0, trust: base64(nobody, 100, 100, nobody, 100, 100, nobody, 100, 100, nobody, 100, 100),
      voice: base64(0, 0, 0, 0, 3, 4, 0, 2, 0, 0, 0, 1)},
  ],
};
const cast: Cast = {result: {} as Result, people, everyone: recordings(people)};

test('weeks in which something happened, and in which the two part', () => {
  const one = coursesOf(cast, 'one');
  assert.deepEqual(eventfulWeeks(one), [1, 2]);
  assert.deepEqual(partingWeeks(one), [2]);
  const two = coursesOf(cast, 'two');
  assert.deepEqual(eventfulWeeks(two), [1, 3], 'an issue, then leaving under one and an issue under the other');
  assert.deepEqual(partingWeeks(two), [3]);
  assert.deepEqual(coursesOf(cast, 'nobody'), [null, null]);
  assert.deepEqual(eventfulWeeks([null, null]), []);
  assert.deepEqual(partingWeeks([one[0]!, null]), []);
});

test('the first to keep silent under one policy and be welcomed under the other', () => {
  assert.deepEqual(firstParting(cast), {id: 'one', week: 2});
  const same: Cast = {...cast, everyone: [cast.everyone[0]!, cast.everyone[0]!]};
  assert.equal(firstParting(same), null);
});

test('a week that is left out is the one before', () => {
  assert.deepEqual([1, 3, 4, 5, 9].map((week) => weekIndex(cast, week)), [0, 2, 2, 3, 3]);
});

const silent = {
  policy: 'command', lines: [], on_duty: true, issue: true, speak: {terms: {safety: -1}, probability: 0.2, draw: 0.7, spoke: false},
  leader: {member: 'top', present: true, heard_probability: 0.8},
  answer: {draw: 0.5, welcomed_below: 0.3, punished_below: 0.3, explained_below: 0.4, outcome: 'no voice'},
  quit: {quits: false}, beliefs: {trust_leader: {before: 0.4, after: 0.5, for: {listening: 0.2}, against: {fear: 0.1}}},
} as MemberWeek;
const welcomed: MemberWeek = {...silent, policy: 'level2', speak: {...silent.speak, spoke: true}, answer: {...silent.answer, outcome: 'welcomed'}};

test('what a member did, in words', () => {
  assert.equal(whatItDid(silent), 'kept silent');
  assert.equal(whatItDid(welcomed), 'spoke and was welcomed');
  assert.equal(whatItDid({...welcomed, answer: {...welcomed.answer, outcome: 'not heard'}}), 'spoke and was not heard');
  assert.equal(whatItDid({...silent, issue: false}), 'had nothing to object to');
  assert.equal(whatItDid({...silent, quit: {quits: true}}), 'kept silent, then left');
  assert.equal(whatItDid({...silent, on_duty: false}), 'was not on duty');
  assert.equal(claimOf('57', [silent, welcomed]), 'Under command 57 kept silent; under level2 it spoke and was welcomed');
  assert.equal(claimOf('57', [silent, {...silent, policy: 'level2'}]), '57 kept silent under both');
});

test('the draw is parted by answers; what cannot happen has no part', () => {
  assert.deepEqual(answerParts(silent), [
    {from: 0, to: 0.3, what: 'welcomed'}, {from: 0.3, to: 0.4, what: 'explained'}, {from: 0.4, to: 0.8, what: 'ignored'},
    {from: 0.8, to: 1, what: 'not heard'},
  ]);
  assert.deepEqual(answerParts({...silent, leader: {...silent.leader, heard_probability: 1}}).at(-1), {from: 0.4, to: 1, what: 'ignored'});
});

test('what speaks against is negative', () => {
  assert.deepEqual(speakingReasons(silent), {safety: -1});
  assert.deepEqual(trustReasons(silent), {listening: 0.2, fear: -0.1});
  assert.deepEqual(trustReasons({...silent, beliefs: {}}), {});
});
