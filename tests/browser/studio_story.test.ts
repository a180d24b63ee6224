/** The five-minute story by keys alone: every sentence has the numbers of the engine, which are the program's. */
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {promisify} from 'node:util';
import type {Browser, Page} from 'playwright-core';
import {close, launch} from './support/browser.ts';
import {rows} from './support/download.ts';
import {overflow, violations} from './support/inspect.ts';
import {program, root} from './support/reports.ts';
import {assertLooksAsBefore} from './support/screenshots.ts';
import {drawn, looksOf, openSmall, week} from './support/studio_use.ts';

const start = promisify(execFile);

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** What the program says first of the plain comparison with these changes. */
async function headline(changes: Record<string, number>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'candor-'));
  try {
    const set = Object.entries(changes).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
    const {stdout} = await start(program, ['compare', 'scenarios/hierarchy_or_level2.yaml', ...set, '--json', '--quiet',
      '--no-report', '-o', join(folder, 'result.h5')], {cwd: root});
    return [JSON.parse(stdout).headline].flat()[0];
  } finally {
    rmSync(folder, {recursive: true});
  }
}

/** The title of the step, and its sentence once its result is there. */
async function step(page: Page, title: string): Promise<string> {
  await page.getByRole('heading', {name: title}).waitFor();
  await page.locator('.story[aria-busy=false]').waitFor();
  await drawn(page);
  return page.locator('.story .says').innerText();
}

/** The median difference in some weeks, as the figure's own table has it. */
async function medians(page: Page, weeks: number[]): Promise<string[]> {
  const all = await rows(page, page.locator('figure[data-name=difference]'));
  const name = Object.keys(all[0]!).find((column) => column.endsWith(', median'))!;
  return weeks.map((each) => {
    const value = all.find((row) => row['week'] === each)![name] as number;
    return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
  });
}

const calm = {'organization.members': 200, 'organization.span': 10, 'run.weeks': 104, 'run.replicates': 10, 'environment.volatility': 0.1};

test('the story goes by keys, from one person to the sandbox', async () => {
  const opened = await openSmall(browser, {permissions: ['clipboard-read', 'clipboard-write']});
  const {page} = opened;
  const on = () => page.keyboard.press('PageDown');
  await page.keyboard.press('s');

  const first = await step(page, 'One person sees that something is wrong');
  const said = /week (\d+): under command it kept silent; under level2 it spoke and was welcomed\. It is the same person \((.+)\)/;
  const [, when, who] = said.exec(first) ?? assert.fail(first);
  assert.equal(await week(page), `week ${when} of 52`);
  await page.locator('.claim:not(:empty)').waitFor();
  assert.match(await page.locator('.claim').innerText(),
    new RegExp(`Under command ${who} kept silent.*; under level2 it spoke and was welcomed`));

  await on();
  await page.locator('dialog[open]').waitFor();
  assert.equal(await page.locator('#figures').evaluate((part) => getComputedStyle(part).visibility), 'hidden');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.match(await page.locator('.verdict').innerText(), /away from the median of 20 replicates/);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#figures').evaluate((part) => getComputedStyle(part).visibility), 'visible');

  await on();
  const change = await step(page, 'Same people, same shocks, one change');
  assert.ok(change.includes((await page.locator('[data-name=course] h2').textContent())!), change);
  assert.match(change, /^In this model .* higher in \d+ of 20 pairs\.$/);

  await on();
  assert.match(await step(page, 'Where voice dies'),
    /^Of 100 chances to speak up, \d+ under command and \d+ under level2 are taken; .* in this model\.$/);

  await on();
  const wins = await step(page, 'Where Level 2 stops winning');
  assert.equal(wins, await headline({...calm, 'environment.routineness': 0.5}));
  assert.match(wins, /level2 performs better than command/);
  const slider = page.locator('.story .hand input');
  await slider.press('Home');
  for (let time = 0; time < 16; ++time) await page.keyboard.press('ArrowRight');
  assert.equal(await page.locator('.story .hand output').innerText(), '0.8');
  await page.waitForFunction(() => /command performs better than level2/.test(document.querySelector('.says')!.textContent!));
  await page.locator('.story[aria-busy=false]').waitFor();
  assert.equal(await page.locator('.story .says').innerText(), await headline({...calm, 'environment.routineness': 0.8}));

  await on();
  const lasts = await step(page, 'Coaching, then none: does it last?');
  const [ended, last] = await medians(page, [50, 156]);
  assert.ok(lasts.includes(`B less A, is ${ended} in week 50`) && lasts.includes(` and ${last} in week 156.`), lasts);
  assert.match(lasts, /In this model it lasts to the end\.$/);
  assert.equal(await week(page), 'week 50 of 156');
  await page.locator('.story .hand input').focus();
  for (let time = 0; time < 18; ++time) await page.keyboard.press('ArrowRight');
  assert.equal(await page.locator('.story .hand output').innerText(), '10');
  await page.waitForFunction(() => /it does not last|less and less/.test(document.querySelector('.says')!.textContent!));

  await on();
  assert.match(await step(page, 'What we assumed, and what would change our mind'), /not measurements of a real organization/);
  await page.waitForFunction(() => location.hash.startsWith('#s='));
  await page.getByRole('button', {name: 'Copy the link to these settings'}).press('Enter');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(link, page.url());
  await page.keyboard.press('PageUp');
  await step(page, 'Coaching, then none: does it last?');
  await on();
  await on();
  assert.equal(await page.locator('.story').isHidden(), true);
  assert.equal(await page.locator('.policy-1 .bar').count(), 1, 'in the sandbox it is as the room left it');
  assert.deepEqual(opened.messages, []);
  assert.deepEqual(opened.requests, []);
  await close(opened);
});

for (const {name, options} of looksOf('studio_story')) {
  test(`looks and access: ${name}`, async () => {
    const opened = await openSmall(browser, options);
    const {page} = opened;
    await page.getByRole('button', {name: 'Story', exact: true}).click();
    await step(page, 'One person sees that something is wrong');
    await page.locator('.claim:not(:empty)').waitFor();
    assert.deepEqual(await overflow(page), {pixels: 0, elements: []});
    assert.deepEqual(await violations(page), []);
    assertLooksAsBefore(name, await page.locator('.story').screenshot({animations: 'disabled'}));
    await close(opened);
  });
}

test('in the presentation every step fits a screen of 1280 by 720', async () => {
  const opened = await openSmall(browser, {viewport: {width: 1280, height: 720}});
  const {page} = opened;
  await page.keyboard.press('p');
  await page.keyboard.press('s');
  const count = Number(/of (\d+)/.exec(await page.locator('.story .kicker').textContent() ?? '')![1]);
  for (let index = 0; index < count; ++index) {
    await page.locator('.story[aria-busy=false]').waitFor();
    await drawn(page);
    if (await page.locator('dialog[open]').count()) await page.keyboard.press('Escape');
    const beyond = await page.evaluate(() => [...document.querySelectorAll('#studio *')].filter((e) => {
      const box = e.getBoundingClientRect();
      const isBeyond = box.width > 0 && (box.bottom > innerHeight + 1 || box.right > innerWidth + 1);
      return isBeyond && e.checkVisibility() && !e.closest('.visually-hidden');
    }).map((e) => e.outerHTML.slice(0, 100)));
    assert.deepEqual(beyond, [], `step ${index + 1}`);
    assert.deepEqual(await violations(page), [], `step ${index + 1}`);
    await page.keyboard.press('PageDown');
  }
  await close(opened);
});
