/** At the edges of what can be simulated a report shows what there is, and says what there is not. */
import assert from 'node:assert/strict';
import {readFileSync, statSync} from 'node:fs';
import {after, before, test} from 'node:test';
import type {Browser, Page} from 'playwright-core';
import {close, launch, open, showAll} from './support/browser.ts';
import {rows} from './support/download.ts';
import {unfold} from './support/inspect.ts';
import {reportFile, root} from './support/reports.ts';

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function look(name: string, see: (page: Page) => Promise<void>): Promise<void> {
  const opened = await open(browser, name);
  await showAll(opened.page);
  await see(opened.page);
  assert.deepEqual(opened.messages, []);
  await close(opened);
}

const sections = (page: Page) => page.locator('section').evaluateAll((all) => all.map(({id}) => id));
const bands = (page: Page, section: string) => page.locator(`#${section} .stage path`).evaluateAll((paths) =>
  paths.filter((path) => Number(getComputedStyle(path).fillOpacity) < 0.5 && getComputedStyle(path).fill !== 'none').length);

test('what a scenario says stays text, in any script', () => look('any_script', async (page) => {
  const title = '</script><script>alert(1)</script> <!-- 領導力 · القيادة · "trust" & 🚀\x07';
  assert.equal(await page.title(), title.replace('\x07', ''), 'windows show no control characters');
  const text = await page.locator('body').evaluate((body) => body.textContent!);
  assert.ok(text.includes(title));
  assert.ok(text.includes('<b>anything</b> of a scenario\'s text become a part of the page? <img src=x onerror=alert(2)>'));
  assert.equal(await page.locator('img, b, [onerror]').count(), 0);
  assert.equal(await page.locator('script').count(), 2, 'the data and the program');
  const ids = readFileSync(`${root}tests/browser/scenarios/any_script.csv`, 'utf8').split('\n').slice(1);
  const leaders = ['王小明', 'سارة أحمد', 'דנה כהן', 'دانا'];
  assert.ok(ids.some((line) => line.startsWith('👩🏽‍🚀')));
  await unfold(page);
  const shown = await page.locator('#people tbody th').allInnerTexts();
  assert.deepEqual([...shown].sort(), leaders.sort());
  await page.locator('#people canvas').focus();
  const seen = new Set<string>();
  for (let member = 0; member < 11; ++member) {
    await page.keyboard.press('ArrowDown');
    seen.add((await page.locator('#people .tooltip p').first().innerText()).split(', ')[0]!);
  }
  assert.equal(seen.size, 11, [...seen].join('; '));
  for (const id of ['</script><script>alert(1)</script>', '👩🏽‍🚀', 'अनिता शर्मा']) assert.ok(seen.has(id), id);
}));

test('one replicate has neither bands nor intervals, and that is said', () => look('one_replicate', async (page) => {
  assert.equal(await bands(page, 'course'), 0);
  assert.match(await page.locator('#course').innerText(), /One replicate/);
  assert.match(await page.locator('h1').innerText(), /one replicate|no interval|pair/i);
  const [first] = await rows(page, page.locator('#course'));
  assert.deepEqual(Object.keys(first!), ['week', 'command', 'level2']);
}));

test('of several replicates there are bands', () => look('timeline', async (page) => {
  assert.equal(await bands(page, 'course'), 4);
  assert.equal(await bands(page, 'difference'), 2);
}));

for (const name of ['one_week', 'one_week_one_replicate']) {
  test(`a single week has points and nothing to scrub: ${name}`, () => look(name, async (page) => {
    assert.equal(await page.getByRole('slider').count(), 0);
    assert.equal(await page.locator('#course [data-course=median]').count(), 0);
    assert.ok((await page.locator('#course .stage circle').count()) >= 2);
    assert.equal((await rows(page, page.locator('#course'))).length, 1);
  }));
}

test('a unit of one has its leader and its member', () => look('unit_of_one', async (page) => {
  const [unit, ...others] = await rows(page, page.locator('#people'));
  assert.deepEqual(others, []);
  assert.equal(unit!['command: members'], 1);
}));

test('the replicates of one level are a bar, as the caption says', () => look('unit_of_one', async (page) => {
  assert.equal((await rows(page, page.locator('#levels'))).length, 1);
  assert.match(await page.locator('#levels figcaption').innerText(), /bars hold 90 %/);
  assert.equal(await page.locator('#levels [data-course=spread]').count(), 2);
}));

test('fifty levels are drawn, those from 16 on together', () => look('fifty_levels', async (page) => {
  const levels = (await rows(page, page.locator('#levels'))).map((row) => row['level']);
  assert.deepEqual(levels, [...Array.from({length: 15}, (_, index) => index + 1), '16+']);
  assert.equal((await rows(page, page.locator('#people'))).length, 50);
}));

test('one policy is compared with nothing', () => look('one_policy', async (page) => {
  assert.ok(!(await sections(page)).includes('difference'));
  assert.equal(await page.locator('#course [data-course=median]').count(), 1);
  assert.deepEqual(Object.keys((await rows(page, page.locator('.outcomes')))[0]!).slice(3).length, 1);
}));

test('three policies have two differences from the first', () => look('three_policies', async (page) => {
  assert.equal(await page.locator('#course [data-course=median]').count(), 3);
  assert.equal(await page.locator('#difference [data-course=median]').count(), 2);
  assert.equal(await page.locator('#people canvas').count(), 1);
  const columns = Object.keys((await rows(page, page.locator('#voice')))[0]!);
  assert.deepEqual(columns.filter((column) => !column.includes('per 100')), ['voices', 'command', 'transactional', 'level2']);
}));

test('scenarios on different charts are shown side by side, without pairs', () => look('several_files', async (page) => {
  assert.ok(!(await sections(page)).includes('difference'), 'differences of pairs');
  const units = await rows(page, page.locator('#people'));
  const members = (policy: string) => units.reduce((sum, row) => sum + Number(row[`${policy}: members`] ?? 0), 0);
  assert.deepEqual([members('small'), members('larger')], [59, 179]);
  // The last member that keys reach is only in the larger one.
  await page.locator('#people canvas').focus();
  await page.keyboard.press('ArrowUp');
  const [who, small, larger] = await page.locator('#people .tooltip p').allInnerTexts();
  assert.equal(small, 'small: not in this chart', who);
  assert.match(larger!, /^larger: below [^,]+, trust \d/);
  const files = await page.locator('#reproduce').innerText();
  assert.match(files, /small\.yaml[\s\S]*larger\.yaml/);
}));

test('interventions are flags with words', () => look('timeline', async (page) => {
  const words = await page.locator('#course .stage text').allTextContents();
  assert.ok(words.some((text) => text.includes('adopt level2')), words.join('; '));
  assert.match(await page.locator('#course figcaption').innerText(), /adopt level2.*\(weeks 8–17\).*coach/);
}));

test('without levels there is no figure of them', () => look('without_levels', async (page) => {
  assert.ok(!(await sections(page)).includes('levels'));
}));

test('a large organization is shown unit by unit, and weighs little', () => look('large', async (page) => {
  assert.match(await page.locator('#people .kicker').innerText(), /unit by unit/i);
  assert.ok(statSync(reportFile('large')).size < 2_000_000);
}));

test('a partial result says so', () => look('interrupted', async (page) => {
  const text = await page.locator('main > header').innerText();
  assert.match(text, /\d of 20,?000 paired replicates/);
  assert.match(text, /partial: \d+ of 20,?000 replicates/);
  const promise = await page.locator('#reproduce h2').first().innerText();
  assert.match(promise, /partial/);
  assert.doesNotMatch(promise, /same numbers/);
}));
