/** Bets before the result, the presentation for a room, and the help on keys. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import type {Browser, Page} from 'playwright-core';
import {close, launch} from './support/browser.ts';
import {overflow, violations} from './support/inspect.ts';
import {assertLooksAsBefore} from './support/screenshots.ts';
import {drawn, looksOf, openSmall, treemap, week} from './support/studio_use.ts';

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** The numbers of the course of the outcome that is shown, from its table: [week, median of A, ..., median of B, ...]. */
async function medians(page: Page): Promise<{a: number[]; b: number[]}> {
  const table = page.locator('[data-name=course] details');
  await table.locator('summary').click();
  await table.locator('tbody tr').first().waitFor();  // made when it is opened
  const rows = await table.locator('tbody tr').evaluateAll((all) => all.map((row) =>
    [...row.querySelectorAll('td')].map((cell) => Number(cell.dataset['value']))));
  await table.locator('summary').click();
  const half = rows[0]!.length / 2;
  return {a: rows.map((row) => row[0]!), b: rows.map((row) => row[half]!)};
}

const revealed = (page: Page) => page.locator('.bets [data-course=median]').count();

test('a bet by keys: nothing of B before, the fan and the distance after', async () => {
  const opened = await openSmall(browser);
  const {page} = opened;
  const {b} = await medians(page);
  await page.keyboard.press('b');
  const dialog = page.getByRole('dialog', {name: /^Where does .* go under B level2\?$/});
  await dialog.waitFor();
  const board = page.getByRole('slider', {name: 'Your line'});
  assert.equal(await revealed(page), 1, 'A alone');
  assert.equal(await page.getByRole('button', {name: 'Reveal'}).isDisabled(), true, 'nothing is drawn yet');
  await page.getByRole('button', {name: 'Show A command'}).click();
  assert.equal(await revealed(page), 0);
  const text = await dialog.innerText();
  assert.doesNotMatch(text, /in this model it is/);
  await board.focus();
  const level = Number(await board.getAttribute('aria-valuenow'));
  assert.ok(Math.abs(level - b[0]!) < 1e-6, 'it begins level from where B begins');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  const last = Number(await board.getAttribute('aria-valuenow'));
  assert.ok(last > level);
  await page.keyboard.press('ArrowLeft');
  assert.match((await board.getAttribute('aria-valuetext'))!, /^week 35: /);
  await page.getByRole('button', {name: 'Reveal'}).click();
  assert.equal(await revealed(page), 2);
  // The line: level up to a point, then straight up to the end.
  const reach = 5;
  const line = b.map((_, index) => Math.max(level, level + ((last - level) * (index - (b.length - 1 - reach))) / reach));
  const off = line.reduce((sum, value, index) => sum + Math.abs(value - b[index]!), 0) / b.length;
  const verdict = await page.locator('.verdict').innerText();
  assert.ok(verdict.includes(`${off.toFixed(3)} away from the median of 6 replicates`), `${off} in "${verdict}"`);
  assert.ok(verdict.includes(`you said ${last.toFixed(3)}; in this model it is ${b.at(-1)!.toFixed(3)}`), verdict);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('dialog[open]').count(), 0);
  assert.deepEqual(opened.messages, []);
  await close(opened);
});

for (const {name, options} of looksOf('studio_bet')) {
  test(`a bet by pointer, and how it looks: ${name}`, async () => {
    const opened = await openSmall(browser, options);
    const {page} = opened;
    await page.getByRole('button', {name: 'Bet', exact: true}).click();
    const {x, y, width, height} = (await page.locator('.board svg').boundingBox())!;
    await page.mouse.move(x + width * 0.2, y + height * 0.6);
    await page.mouse.down();
    for (let step = 1; step <= 10; ++step) await page.mouse.move(x + width * (0.2 + step * 0.05), y + height * (0.6 - step * 0.04));
    await page.mouse.up();
    assert.deepEqual(await violations(page), []);
    await page.getByRole('button', {name: 'Reveal'}).click();
    const dialog = page.locator('.bets');
    assert.deepEqual(await violations(page), []);
    assert.equal(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth), 0);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    assertLooksAsBefore(name, await dialog.screenshot({animations: 'disabled'}));
    await close(opened);
  });
}

/** What is shown and lies beyond the window, or is cut off by what it lies in. */
const cutOff = (page: Page) => page.evaluate(() => [...document.querySelectorAll<HTMLElement | SVGElement>('#studio *')].filter((e) => {
  if (!e.checkVisibility() || e.closest('.visually-hidden, option')) return false;
  const box = e.getBoundingClientRect();
  const cuts = e instanceof HTMLElement && getComputedStyle(e).overflow !== 'visible'
    && (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1);
  return cuts || (box.width > 0 && (box.right > innerWidth + 1 || box.bottom > innerHeight + 1));
}).map((e) => e.outerHTML.slice(0, 100)));

test('the presentation is large, has nothing to set, and fits a screen of 1280 by 720', async () => {
  const opened = await openSmall(browser, {viewport: {width: 1280, height: 720}});
  const {page} = opened;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({colorScheme});
    await page.keyboard.press('p');
    await drawn(page);
    assert.equal(await page.locator('.top, main > aside').filter({visible: true}).count(), 0);
    assert.equal(await page.locator('.organization h2').first().evaluate((e) => parseFloat(getComputedStyle(e).fontSize) >= 24), true);
    assert.deepEqual(await cutOff(page), []);
    assert.deepEqual(await overflow(page), {pixels: 0, elements: []});
    assert.deepEqual(await violations(page), []);
    assertLooksAsBefore(`studio_present_${colorScheme}`, await page.screenshot({animations: 'disabled', caret: 'hide'}));
    await page.keyboard.press('p');
  }
  await page.keyboard.press('p');
  await page.keyboard.press('ArrowRight');
  assert.equal(await week(page), 'week 2 of 40', 'keys go on');
  await treemap(page, 'A').focus();
  for (let time = 0; time < 12; ++time) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('.claim:not(:empty)').waitFor();
  await drawn(page);
  assert.deepEqual(await cutOff(page), [], 'with a member that is explained');
  await page.getByRole('button', {name: 'Leave the presentation'}).click();
  assert.equal(await page.locator('.top').isVisible(), true);
  assert.deepEqual(opened.messages, []);
  await close(opened);
});

test('the help tells every key; letters that are typed stay letters', async () => {
  const opened = await openSmall(browser);
  const {page} = opened;
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', {name: 'Keys'});
  await help.waitFor();
  assert.ok((await help.locator('dt').count()) >= 10);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Escape');
  await page.getByText('Everything else').click();
  await page.getByRole('searchbox').fill('');
  await page.getByRole('searchbox').pressSequentially('pbar 1');
  assert.equal(await page.getByRole('searchbox').inputValue(), 'pbar 1');
  assert.equal(await page.locator('dialog[open], .presenting').count(), 0);
  assert.equal(await week(page), 'week 1 of 40');
  await close(opened);
});
