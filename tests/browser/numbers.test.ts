/** What a report says is what is in the result file, computed anew by others (support/expected.py). */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {after, before, test} from 'node:test';
import type {Browser} from 'playwright-core';
import {close, launch, open, showAll, type Opened} from './support/browser.ts';
import {assertClose, values} from './support/download.ts';
import {unfold} from './support/inspect.ts';
import {recipes, resultFile, root} from './support/reports.ts';

interface Expected {
  policies: string[];
  weeks: number;
  replicates: number;
  content_hash: string;
  outcomes: Record<string, {
    means: number[];
    differences: {value: number; low: number; high: number; higher: number; pairs: number}[];
    /** [policy][week][quantile] */
    quantiles: number[][][];
    mean_by_week: number[][];
    median_difference: number[][];
  }>;
  voice: Record<string, number>[];
  /** [policy][replicate] */
  last_week: Record<'trust_leader' | 'issues' | 'spoken' | 'heard', number[][]>;
  /** [policy][level] */
  trust_leader_by_level: number[][];
}

const name = 'comparison';
/** What people see times so many is stored. */
const factor = (outcome: string) => (outcome === 'quits' ? 100 : 1);
let browser: Browser;
let opened: Opened;
let expected: Expected;
before(async () => {
  const file = resultFile(recipes.find((recipe) => recipe.name === name)!);
  expected = JSON.parse(execFileSync(`${root}build/venv/bin/python`, [`${root}tests/browser/support/expected.py`, file], {
    encoding: 'utf8', maxBuffer: 1e8,
  }));
  browser = await launch();
  opened = await open(browser, name);
  await showAll(opened.page);
});
after(async () => {
  await close(opened);
  await browser.close();
});

/** Numbers in a text, in order. */
const numbers = (text: string) =>
  [...text.matchAll(/[+\-−]?\d[\d,]*(?:\.\d+)?/g)].map(([found]) => found.replace('−', '-').replaceAll(',', ''));

/** As it is shown: so many decimals, with a sign where asked for. */
const written = (value: number, decimals: number, sign = '') =>
  `${value < 0 ? '-' : sign}${Math.abs(value).toFixed(decimals)}`;

test('the headline says the means, their difference and its interval', async () => {
  const {means: [command, level2], differences: [difference]} = expected.outcomes['performance']!;
  const text = await opened.page.locator('h1').innerText();
  const {value, low, high, higher, pairs} = difference!;
  assert.deepEqual(numbers(text.replace(/level2/g, 'level')), [
    written(level2!, 3), written(command!, 3), ...[value, low, high].map((each) => written(each, 3, '+')),
    `${higher}`, `${pairs}`,
  ]);
  assert.match(text, /level2 performs better than command/);
});

test('the table of outcomes holds means, differences, intervals and pairs', async () => {
  const part = opened.page.locator('.outcomes');
  const saved = await values(opened.page, part);
  for (const [outcome, {means, differences}] of Object.entries(expected.outcomes)) {
    const row = saved.get(outcome);
    assert.ok(row, outcome);
    expected.policies.forEach((policy, index) =>
      assertClose(row[policy], means[index]! * factor(outcome), `${outcome}, ${policy}`));
    differences.forEach((difference, index) => {
      const of = (what: string) => row[`${expected.policies[index + 1]}, ${what}`];
      assertClose(of('difference'), difference.value * factor(outcome), `${outcome}, difference`);
      assertClose(of('low'), difference.low * factor(outcome), `${outcome}, low`);
      assertClose(of('high'), difference.high * factor(outcome), `${outcome}, high`);
      assert.equal(of('pairs higher'), difference.higher);
    });
  }
});

test('the table of outcomes shows what it holds', async () => {
  await unfold(opened.page);
  const rows = await opened.page.locator('.outcomes tbody tr').evaluateAll((all) => all.map((row) =>
    [...(row as HTMLTableRowElement).cells].map((cell) => cell.innerText)));
  const row = rows.find(([first]) => first!.startsWith('performance'))!;
  const {means, differences: [difference]} = expected.outcomes['performance']!;
  assert.deepEqual(row.slice(1, 3), means.map((mean) => mean.toFixed(3)));
  const {value, low, high} = difference!;
  assert.deepEqual(numbers(row[3]!).slice(0, 3), [value, low, high].map((each) => written(each, 3, '+')));
  const quits = rows.find(([first]) => first!.startsWith('quits'))!;
  assert.deepEqual(quits.slice(1, 3), expected.outcomes['quits']!.means.map((mean) => (100 * mean).toFixed(1)));
});

test('fans are quantiles over replicates in every week, for every outcome that can be chosen', async () => {
  const part = opened.page.locator('#course');
  const choice = part.getByRole('combobox');
  const labels = await choice.locator('option').allInnerTexts();
  let checked = 0;
  for (const [index, label] of labels.entries()) {
    const outcome = Object.keys(expected.outcomes).find((each) => label.startsWith(each));
    if (!outcome) continue;
    await choice.selectOption({index});
    const saved = await values(opened.page, part);
    assert.equal(saved.size, expected.weeks);
    const {quantiles, mean_by_week} = expected.outcomes[outcome]!;
    expected.policies.forEach((policy, p) => [...saved.values()].forEach((row, week) => {
      const where = `${outcome}, ${policy}, week ${week + 1}`;
      ['5 %', '25 %', 'median', '75 %', '95 %'].forEach((what, q) =>
        assertClose(row[`${policy}, ${what}`], quantiles[p]![week]![q]! * factor(outcome), `${where}, ${what}`));
      assertClose(row[`${policy}, mean`], mean_by_week[p]![week]! * factor(outcome), `${where}, mean`);
    }));
    ++checked;
  }
  assert.ok(checked >= 5, `${checked} outcomes of ${labels.join(', ')}`);
});

test('differences are medians over pairs in every week', async () => {
  const part = opened.page.locator('#difference');
  const saved = await values(opened.page, part);
  assert.equal(saved.size, expected.weeks);
  const {median_difference, differences: [difference]} = expected.outcomes['performance']!;
  const [name] = Object.keys([...saved.values()][0]!).filter((label) => label.endsWith(', median'));
  [...saved.values()].forEach((row, week) => assertClose(row[name!], median_difference[1]![week]!, `week ${week + 1}`));
  const {value, low, high} = difference!;
  const said = (await part.locator('figcaption').innerText()).replace(/level2/g, 'level');
  for (const each of [value, low, high]) assert.ok(numbers(said).includes(written(each, 3, '+')), `${each} in ${said}`);
});

test('voices are those that were counted', async () => {
  const saved = await values(opened.page, opened.page.locator('#voice'));
  const rows = {chances: 'issues', spoken: 'spoken', heard: 'heard', used: 'welcomed', punished: 'punished', explained: 'explained',
    'ignored or unheard': 'ignored'};
  expected.policies.forEach((policy, index) => {
    for (const [row, name] of Object.entries(rows)) {
      const {issues} = expected.voice[index]!;
      assert.equal(saved.get(row)?.[policy], expected.voice[index]![name], `${policy}, ${row}`);
      assertClose(saved.get(row)?.[`${policy}, per 100`], (100 * expected.voice[index]![name]!) / issues!, `${policy}, ${row}`);
    }
  });
});

test('levels have the means of their members', async () => {
  const part = opened.page.locator('#levels');
  const choice = part.getByRole('combobox');
  const labels = await choice.locator('option').allInnerTexts();
  const index = labels.findIndex((label) => label.startsWith('trust_leader'));
  assert.ok(index >= 0, labels.join(', '));
  await choice.selectOption({index});
  const saved = [...(await values(opened.page, part)).values()];
  expected.policies.forEach((policy, p) => {
    assert.equal(saved.length, expected.trust_leader_by_level[p]!.length);
    saved.forEach((row, level) =>
      assertClose(row[`${policy}, mean`], expected.trust_leader_by_level[p]![level]!, `${policy}, ${level + 1}`));
  });
});

test('members of the one replicate add up to its numbers', async () => {
  const part = opened.page.locator('#people');
  const caption = await part.locator('figcaption').innerText();
  const replicate = Number(/replicate (\d+)/i.exec(caption)?.[1]) - 1;
  assert.ok(replicate >= 0 && replicate < expected.replicates, caption);
  const heading = numbers((await part.locator('h2').innerText()).replace(/level2/g, 'level'));
  assert.equal(Number(heading[0]), expected.weeks);
  const saved = [...(await values(opened.page, part)).values()];
  expected.policies.forEach((policy, p) => {
    const of = (name: keyof Expected['last_week']) => expected.last_week[name][p]![replicate]!;
    // A byte holds trust in steps of 1/250; the heading has two decimals.
    assert.ok(Math.abs(Number(heading[p + 1]) - of('trust_leader')) <= 0.005 + 0.002 + 1e-6, `${policy}: ${heading[p + 1]}`);
    const sum = (what: string) => saved.reduce((total, row) => total + Number(row[`${policy}: ${what}`]), 0);
    const [used, explained, silent] = [sum('used'), sum('explained'), sum('kept silent')];
    const ignored = sum('ignored, unheard or punished');
    assert.equal(silent, of('issues') - of('spoken'), `${policy}, silent`);
    assert.equal(used + explained + ignored, of('spoken'), `${policy}, spoken`);
  });
});

test('what is needed to make it again is there', async () => {
  const text = await opened.page.locator('#reproduce').innerText();
  assert.ok(text.includes(expected.content_hash), 'content hash');
  assert.match(text, /candor compare scenarios\/hierarchy_or_level2\.yaml/);
  assert.match(text, /candor verify/);
});
