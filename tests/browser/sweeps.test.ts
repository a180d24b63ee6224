/** The report of a sweep shows what `candor regimes` and `candor sensitivity` say of its folder. */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {after, before, test} from 'node:test';
import type {Browser, Page} from 'playwright-core';
import {close, launch, open, showAll} from './support/browser.ts';
import {assertClose, download, rows, type Row} from './support/download.ts';
import {folder, program} from './support/reports.ts';

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const said = (...line: string[]) =>
  JSON.parse(execFileSync(program, [...line, '--json'], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']}));

test('a map of winners is that of `candor regimes`', async () => {
  const expected = said('regimes', `${folder}grid`, 'routineness', 'volatility');
  const opened = await open(browser, 'grid');
  const {page} = opened;
  await showAll(page);
  const part = page.locator('#regimes');
  assert.ok((await part.locator('h2').innerText()).startsWith(expected.finding));
  const found = await rows(page, part);
  assert.equal(found.length, 63);
  const at = (x: number, y: number) => found.find((row) =>
    row['routineness'] === expected.x.values[x] && row['volatility'] === expected.y.values[y])!;
  for (const {x, y, winner, means, differences, points, replicates} of expected.fields) {
    const row = at(x, y);
    const where = `field ${x}, ${y}`;
    assert.equal(row['clearly best'], winner ?? 'not clear', where);
    for (const policy of ['command', 'level2']) assertClose(row[`mean, ${policy}`], means[policy], `${where}, ${policy}`);
    assertClose(row['level2 less command'], differences.level2.mean, where);
    assertClose(row['level2 less command, low'], differences.level2.low, where);
    assertClose(row['level2 less command, high'], differences.level2.high, where);
    assert.deepEqual([row['points'], row['replicates']], [points, replicates], where);
  }
  await close(opened);
});

test('beside a comparison of other policies, a sweep is shown as its own', async () => {
  const expected = said('regimes', `${folder}grid`, 'routineness', 'volatility');
  const opened = await open(browser, 'beside_sweep');
  const {page} = opened;
  await showAll(page);
  const part = page.locator('#regimes');
  const winners = (await rows(page, part)).map((row) => row['clearly best']);
  const fields = expected.fields.map(({winner}: {winner: string | null}) => winner ?? 'not clear');
  assert.deepEqual([...winners].sort(), [...fields].sort());
  const key = await part.locator('.stage text').allTextContents();
  assert.ok(key.includes('command is best') && key.includes('level2 is best'), key.join('; '));
  assert.match(await part.locator('figcaption').innerText(), /From the sweep “Where Level 2 stops winning”/);
  const hash = (name: string) => execFileSync(program, ['hash', name], {encoding: 'utf8'}).match(/[0-9a-f]{16,}/)![0];
  const [sweep, comparison] = [hash(`${folder}grid/results.h5`), hash(`${folder}beside_sweep.h5`)];
  const source = async (section: string) =>
    (await download(page, page.locator(`#${section} figure`), 'SVG')).bytes.toString('utf8');
  assert.ok((await source('regimes')).includes(sweep));
  assert.ok((await source('voice')).includes(comparison));
  const text = await page.locator('#reproduce').innerText();
  for (const each of [sweep, comparison, 'candor sweep']) assert.ok(text.includes(each), each);
  assert.deepEqual(opened.messages, []);
  await close(opened);
});

/** By what the choice says; of the outcomes, of policies and differences. */
async function tables(page: Page): Promise<Map<string, Row[]>> {
  const part = page.locator('#matters');
  const choice = part.getByRole('combobox');
  const found = new Map<string, Row[]>();
  for (const [index, label] of (await choice.locator('option').allInnerTexts()).entries()) {
    await choice.selectOption({index});
    found.set(label, await rows(page, part));
  }
  return found;
}

for (const {name, main, other, columns} of [
  {name: 'sobol', main: 'total', other: 'first', columns: ['total', 'first order']},
  {name: 'morris', main: 'mu_star', other: 'sigma', columns: ['µ*', 'σ']},
] as const) {
  test(`what matters is what \`candor sensitivity\` says: ${name}`, async () => {
    const {sensitivities} = said('sensitivity', `${folder}${name}`);
    const opened = await open(browser, name);
    await showAll(opened.page);
    const found = await tables(opened.page);
    for (const {outcome, policy, factors} of sensitivities) {
      const label = `${outcome}, ${policy}`;
      const table = found.get(label) ?? assert.fail(`no "${label}" among ${[...found.keys()].join('; ')}`);
      // Quits are shown in percent.
      const factor = name === 'morris' && outcome === 'quits' ? 100 : 1;
      assert.equal(table.length, factors.length);
      for (const each of factors) {
        const row = table.find((one) => one['factor'] === each.factor)!;
        assertClose(row[columns[0]], each[main].value * factor, `${label}, ${each.factor}`);
        assertClose(row[columns[1]], (each[other].value ?? each[other]) * factor, `${label}, ${each.factor}`);
      }
      const sizes = table.map((row) => Number(row[columns[0]]));
      assert.deepEqual(sizes, [...sizes].sort((a, b) => b - a), 'from most to least');
    }
    await close(opened);
  });
}
