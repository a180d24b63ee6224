/** Everything that a pointer can do can be done by keys, and is said aloud once it rests. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import type {Browser, Locator} from 'playwright-core';
import {close, launch, open, showAll} from './support/browser.ts';
import {unfold} from './support/inspect.ts';

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const focusable = 'a[href], button, select, input, summary, [tabindex="0"]';

for (const name of ['timeline', 'grid', 'sobol']) {
  test(`Tab reaches every control of ${name} in the order of the page, and shows where it is`, async () => {
    const opened = await open(browser, name);
    const {page} = opened;
    await showAll(page);
    const expected = await page.evaluate((which) => {
      const all = [...document.querySelectorAll<HTMLElement>(which)]
        .filter((e) => e.checkVisibility() && !e.matches(':disabled'));
      all.forEach((element, index) => { element.dataset['stop'] = `${index}`; });
      return all.map((e) => `${e.tagName} ${e.getAttribute('aria-label') ?? e.textContent?.slice(0, 30)}`);
    }, focusable);
    assert.ok(expected.length > 10);
    const reached: string[] = [];
    for (let stop = 0; stop < expected.length; ++stop) {
      await page.keyboard.press('Tab');
      const {at, seen} = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const {outlineStyle, outlineWidth} = getComputedStyle(element);
        return {at: element.dataset['stop'], seen: outlineStyle !== 'none' && outlineWidth !== '0px'};
      });
      reached.push(expected[Number(at)] ?? 'nothing');
      assert.ok(seen, `${reached.at(-1)} shows that it has the focus`);
    }
    assert.deepEqual(reached, expected);
    await close(opened);
  });
}

/** What is said aloud in this part, once it is another text than `before`. */
async function said(part: Locator, before: string): Promise<string> {
  const live = part.locator('[aria-live=polite]');
  for (let wait = 0; wait < 40; ++wait) {
    const now = (await live.allInnerTexts()).join(' ').trim();
    if (now !== before.trim()) return now;
    await new Promise((done) => setTimeout(done, 50));
  }
  return assert.fail(`nothing but "${before}" is said`);
}

for (const figure of ['course', 'difference']) {
  test(`arrows move the week of ${figure}, and its values are said`, async () => {
    const opened = await open(browser, 'timeline');
    const {page} = opened;
    await showAll(page);
    await unfold(page);
    const part = page.locator(`#${figure}`);
    const slider = part.getByRole('slider');
    const before = await page.locator(`#${figure} .stage`).innerHTML();
    await slider.focus();
    const first = await said(part, '');
    for (let step = 0; step < 6; ++step) await page.keyboard.press('ArrowRight');
    const text = await said(part, first);
    assert.match(text, /^Week 7\b/);
    assert.match((await slider.getAttribute('aria-valuetext')) ?? '', /\b7\b/);
    const [, ...cells] = await part.locator('.behind tbody tr').nth(6).locator('th, td').allInnerTexts();
    for (const median of figure === 'course' ? [cells[0]!, cells[6]!] : [cells[0]!]) {
      assert.ok(text.includes(median), `${median} in "${text}"`);
    }
    assert.notEqual(await page.locator(`#${figure} .stage`).innerHTML(), before, 'the cursor is drawn');
    await page.keyboard.press('End');
    assert.match(await said(part, text), /^Week 40\b/);
    await close(opened);
  });
}

test('a choice of another outcome changes claim, drawing and table', async () => {
  const opened = await open(browser, 'timeline');
  const {page} = opened;
  await showAll(page);
  await unfold(page);
  for (const figure of ['course', 'difference', 'levels']) {
    const part = page.locator(`#${figure}`);
    const facts = async () => [
      await part.locator('h2').innerText(), await part.locator('.stage').innerHTML(),
      await part.locator('tbody').innerText(),
    ];
    const before = await facts();
    await part.getByRole('combobox').focus();
    await page.keyboard.press('ArrowDown');
    const now = await facts();
    now.forEach((fact, index) => assert.notEqual(fact, before[index], `${figure}, ${index}`));
  }
  await close(opened);
});

test('single runs are switched on and off by the keyboard', async () => {
  const opened = await open(browser, 'timeline');
  const {page} = opened;
  await showAll(page);
  const button = page.locator('#course').getByRole('button', {name: 'Single runs'});
  const lines = () => page.locator('#course .stage path').count();
  const before = await lines();
  await button.focus();
  await page.keyboard.press('Enter');
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  assert.ok((await lines()) > before, 'there are more lines');
  await page.keyboard.press('Space');
  assert.equal(await button.getAttribute('aria-pressed'), 'false');
  assert.equal(await lines(), before);
  await close(opened);
});

test('tables open by Enter', async () => {
  const opened = await open(browser, 'timeline');
  const {page} = opened;
  const figures = await page.locator('figure').all();
  for (const figure of figures) {
    const summary = figure.locator('summary').first();
    assert.equal(await figure.locator('table').count(), 0);
    await summary.focus();
    await page.keyboard.press('Enter');
    await figure.locator('table').first().waitFor();
  }
  assert.ok(figures.length >= 5);
  await close(opened);
});

test('the week of the members moves by arrows, plays by the space bar, and is said when it rests', async () => {
  const opened = await open(browser, 'timeline', {reducedMotion: 'no-preference'});
  const {page} = opened;
  await showAll(page);
  await unfold(page);
  const part = page.locator('#people');
  const slider = part.getByRole('slider');
  const week = async () => Number(/\d+/.exec(await part.locator('h2').innerText())![0]);
  const table = () => part.locator('tbody').innerText();
  const picture = () => part.locator('canvas').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  assert.equal(await week(), 40);
  const before = {table: await table(), picture: await picture()};
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await week(), 38);
  assert.notEqual(await table(), before.table);
  assert.notEqual(await picture(), before.picture);
  const text = await said(part, '');
  assert.match(text, /Week 38\b/);
  await page.keyboard.press('Home');
  assert.equal(await week(), 1);
  await page.keyboard.press('Space');
  await part.getByRole('button', {name: 'Pause'}).waitFor();
  await page.waitForFunction(() => Number(/\d+/.exec(document.querySelector('#people h2')!.textContent!)![0]) >= 4);
  await page.keyboard.press('Space');
  await part.getByRole('button', {name: 'Play'}).waitFor();
  const stopped = await week();
  assert.ok(stopped >= 4 && stopped < 40, `stopped in week ${stopped}`);
  await page.waitForTimeout(900);
  assert.equal(await week(), stopped, 'it stays there');
  assert.match(await said(part, text), new RegExp(`Week ${stopped}\\b`));
  await close(opened);
});
