/** What members' bytes say and where their cells lie, without a browser. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Chart, People} from '../../tools/web/source/report/payload.ts';
import {type Box, cellAt, layOut} from '../../tools/web/source/report/people_layout.ts';
import {fate, isWithoutLeader, recordings, tally} from '../../tools/web/source/report/people_recording.ts';
import {peopleTable} from '../../tools/web/source/report/people_table.ts';
import {idsOf, linesOf} from '../../tools/web/source/report/people_words.ts';
import {patternPath, policyPattern} from '../../tools/web/source/report/regimes_patterns.ts';

const room: Box = {left: 10, top: 20, width: 500, height: 300};

function chart(members: number, span: number): Chart {
  const cells = [...Array(members).keys()];
  return {
    ids: cells.map((cell) => `m${cell}`), sizes: cells.map(() => 1),
    above: cells.map((cell) => (cell === 0 ? -1 : Math.floor((cell - 1) / span))),
  };
}

const overlap = (a: Box, b: Box) =>
  Math.max(0, Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left))
  * Math.max(0, Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top));

for (const [members, span] of [[1, 7], [2, 1], [50, 1], [57, 7], [1000, 7], [2500, 40]] as const) {
  test(`${members} members, ${span} below each leader: each has room of its own`, () => {
    const {boxes} = layOut(chart(members, span), room);
    assert.equal(boxes.length, members);
    boxes.forEach((box, cell) => {
      assert.ok(box.width > 1 && box.height > 1, `cell ${cell} is ${box.width} by ${box.height}`);
      assert.ok(box.left >= room.left - 1e-9 && box.left + box.width <= room.left + room.width + 1e-9);
      assert.ok(box.top >= room.top - 1e-9 && box.top + box.height <= room.top + room.height + 1e-9);
    });
    const some = boxes.slice(0, 200);
    some.forEach((one, index) => some.slice(index + 1).forEach((other) => assert.ok(overlap(one, other) < 1e-6)));
  });
}

test('a branch is one rectangle that holds its leader and nobody else', () => {
  const {boxes, top} = layOut(chart(57, 7), room);
  assert.equal(top.branches.length, 7);
  for (const {box, cells} of top.branches) {
    assert.equal(cells.length, 8);
    boxes.forEach((each, cell) => {
      const inside = overlap(each, box) > each.width * each.height - 1e-6;
      assert.equal(inside, cells.includes(cell), `cell ${cell}`);
    });
  }
});

test('the cell at a point is the one drawn there', () => {
  const layout = layOut(chart(57, 7), room);
  layout.boxes.forEach(({left, top, width, height}, cell) => {
    assert.equal(cellAt(layout, left + width / 2, top + height / 2), cell);
  });
  assert.equal(cellAt(layout, room.left - 1, room.top), -1);
});

test('cells are as large as the units they stand for', () => {
  const units: Chart = {ids: ['a', 'b', 'c'], above: [-1, 0, 0], sizes: [10, 10, 40]};
  const [, small, large] = layOut(units, room).boxes as [Box, Box, Box];
  const ratio = (large.width * large.height) / (small.width * small.height);
  assert.ok(Math.abs(ratio - 4) < 0.1, `${ratio}`);
});

const base64 = (...bytes: number[]) => Buffer.from(bytes).toString('base64');

// Three members over two weeks: the top, one on duty with trust .5 and 1, one who leaves.
const shown: People = {
  replicate: 1, weeks: [1, 2], kind: 'member', note: '', charts: [chart(3, 2)],
  policies: [{chart: 0, trust: base64(255, 125, 250, 255, 250, 255), voice: base64(0, 1, 2, 0, 4, 0)}],
};

test('bytes are trust times 250, and 255 is nobody on duty', () => {
  const [recording] = recordings(shown);
  assert.equal(recording!.trust(0, 1), 0.5);
  assert.equal(recording!.trust(0, 2), 1);
  assert.equal(recording!.trust(1, 2), null);
  assert.equal(recording!.fate(1, 1), fate.ignored);
  assert.equal(isWithoutLeader(recording!, 0, 0), true);
  assert.equal(isWithoutLeader(recording!, 1, 2), false);
});

test('a tally is over those on duty, by their sizes', () => {
  const [recording] = recordings(shown);
  assert.deepEqual(tally(recording!, 0, [1, 2]), {trust: 0.75, fates: [0, 1, 1, 0, 0]});
  assert.deepEqual(tally(recording!, 1, [1, 2]), {trust: 1, fates: [1, 0, 0, 0, 1]});
  assert.equal(tally(recording!, 1, [2]).trust, null);
  const [unequal] = recordings({...shown, charts: [{...shown.charts[0]!, sizes: [1, 3, 1]}]});
  assert.equal(tally(unequal!, 0, [1, 2]).trust, 0.625);
});

test('on one chart a member is introduced once', () => {
  const [recording] = recordings(shown);
  assert.deepEqual(linesOf('member', [recording!, recording!], ['a', 'b'], 0, 'm1'),
    ['m1, below m0', 'a: trust 0.50, kept silent', 'b: trust 0.50, kept silent']);
  assert.deepEqual(linesOf('member', [recording!], ['a'], 1, 'm0'), ['m0, leads 2', 'has no leader to trust']);
});

// The same ids, at other places.
const line: Chart = {ids: ['m0', 'm2', 'm1', 'm9'], above: [-1, 0, 1, 2], sizes: [1, 1, 1, 1]};
const apart: People = {...shown, charts: [...shown.charts, line], policies: [...shown.policies,
  {chart: 1, trust: base64(255, 0, 250, 125, 255, 0, 250, 125), voice: base64(0, 3, 0, 4, 0, 3, 0, 4)}]};

test('where charts differ, each policy says where the member is', () => {
  const everyone = recordings(apart);
  const lines = (id: string) => linesOf('member', everyone, ['a', 'b'], 0, id);
  assert.deepEqual(lines('m2'), ['m2', 'a: below m0, trust 1.00, used', 'b: leads 1, below m0, trust 0.00, explained']);
  assert.deepEqual(lines('m1'), ['m1', 'a: below m0, trust 0.50, kept silent', 'b: leads 1, below m2, trust 1.00, no issue']);
  assert.deepEqual(lines('m9'),
    ['m9', 'a: not in this chart', 'b: below m1, trust 0.50, ignored, unheard or punished']);
});

test('keys go through the members of all charts, each once', () => {
  assert.deepEqual(idsOf(recordings(apart)), ['m0', 'm1', 'm2', 'm9']);
});

test('the table has the digits of trust that bytes have', () => {
  const seven: People = {...shown, charts: [chart(4, 3)], weeks: [1],
    policies: [{chart: 0, trust: base64(255, 100, 125, 123), voice: base64(0, 0, 0, 0)}]};
  assert.deepEqual(peopleTable(seven, ['a'], recordings(seven), 0).rows, [['m0', 3, 0.464, 0, 0, 0, 0]]);
});

test('policies differ by pattern, and stay in their field', () => {
  const field = {left: 5, top: 7, width: 40, height: 20};
  const paths = [0, 1, 2, 3, 4, 5].map((policy) => patternPath(field, policyPattern(policy, 6)));
  assert.equal(new Set(paths).size, 6);
  for (const [, x, y] of paths[0]!.matchAll(/[ML]([\d.]+),([\d.]+)/g)) {
    assert.ok(Number(x) >= 5 && Number(x) <= 45 && Number(y) >= 7 && Number(y) <= 27, `${x},${y}`);
  }
});
