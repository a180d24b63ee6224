import assert from 'node:assert/strict';
import {test} from 'node:test';
import {bare, decimal, isolated, listed, missing, plain, printable, signedInterval, withUnit} from '../../tools/web/source/shared/format.ts';
import {csv} from '../../tools/web/source/shared/table.ts';

// How the page writes numbers and names: as the program does in the terminal.

const share = {factor: 100, decimals: 1, unit: '%'};
const plainOutcome = {factor: 1, decimals: 3, unit: ''};

test('numbers have commas, true minus signs and no sign at zero', () => {
  assert.equal(decimal(1234567.891, 1), '1,234,567.9');
  assert.equal(decimal(-0.0384, 3), '−0.038');
  assert.equal(decimal(0.5, 1, '+'), '+0.5');
  assert.equal(decimal(0, 3, '+'), '0.000');
  assert.equal(decimal(-0.0001, 3, '+'), '0.000');
  assert.equal(decimal(2.5e12, 2), '2.50e+12');
});

test('a missing value is a dash, with unit or without', () => {
  for (const value of [null, undefined, NaN, Infinity]) assert.equal(withUnit(share, value), missing);
});

test('values are shown in the unit that people see', () => {
  assert.equal(bare(share, 0.283036), '28.3');
  assert.equal(withUnit(share, 0.283036), '28.3\u00a0%');
});

test('an interval without zero has as many digits as show that', () => {
  assert.equal(signedInterval(plainOutcome, {value: 0.0778, low: 0.0731, high: 0.0829}), '+0.078 [+0.073, +0.083]');
  assert.equal(signedInterval(plainOutcome, {value: 0.0004, low: 0.0001, high: 0.0007}), '+0.0004 [+0.0001, +0.0007]');
  assert.equal(signedInterval(plainOutcome, {value: 0.0004, low: -0.0001, high: 0.0009}), '0.000 [0.000, +0.001]');
  assert.equal(signedInterval(share, {value: -0.129, low: null, high: null}), '−12.9');
});

test('names from right to left are isolated in sentences and plain in files', () => {
  assert.equal(isolated('level2'), 'level2');
  assert.equal(isolated('قيادة'), '\u2068قيادة\u2069');
  assert.equal(plain(isolated('قيادة')), 'قيادة');
  assert.equal(listed(['a', 'b', 'c']), 'a, b and c');
});

test('CSV quotes what needs it, leaves missing values empty and ends lines as RFC 4180 says', () => {
  const table = {caption: '', columns: [{label: 'say "hi"'}, {label: 'a, b'}], rows: [['x\ny', 0.1], [isolated('قيادة'), null]]};
  assert.equal(csv(table), '"say ""hi""","a, b"\r\n"x\ny",0.1\r\nقيادة,\r\n');
});

test('CSV has no text that a spreadsheet would compute', () => {
  const texts = ['=1+1', '+SUM(A1)', '-x', '@name', '\t=1', '-0.5', '+3', '-', 'a=b'];
  const table = {caption: '', columns: [{label: '=cmd'}], rows: [...texts.map((text) => [text]), [-0.25]]};
  assert.deepEqual(csv(table).trimEnd().split('\r\n'),
    ["'=cmd", "'=1+1", "'+SUM(A1)", "'-x", "'@name", "'\t=1", '-0.5', '+3', "'-", 'a=b', '-0.25']);
});

test('files hold no control characters but tabs and ends of lines', () => {
  assert.equal(printable('a\u0000\u0007b\tc\nd\u001f\uffff'), 'ab\tc\nd');
});
