/** The two organizations: they play on one clock, go by keys, and explain their members as the program does. */
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {promisify} from 'node:util';
import type {Browser, Page} from 'playwright-core';
import {close, launch, narrow} from './support/browser.ts';
import {overflow, violations} from './support/inspect.ts';
import {program, root} from './support/reports.ts';
import {assertLooksAsBefore, differentPixels} from './support/screenshots.ts';
import {drawn, openSmall, smallScenario, treemap, week} from './support/studio_use.ts';

const start = promisify(execFile);

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const picture = (page: Page, arm: 'A' | 'B') =>
  treemap(page, arm).evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
const trust = async (page: Page, arm: 'A' | 'B') => page.locator(`.organization[data-arm=${arm}] .trust output`).innerText();

test('keys move both organizations by one week and by ten, and the week is said when it rests', async () => {
  const opened = await openSmall(browser);
  const {page} = opened;
  const before = {a: await picture(page, 'A'), b: await picture(page, 'B')};
  await page.keyboard.press('ArrowRight');
  assert.equal(await week(page), 'week 2 of 40');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  assert.equal(await week(page), 'week 22 of 40');
  await page.keyboard.press('ArrowLeft');
  await drawn(page);
  assert.equal(await week(page), 'week 21 of 40');
  assert.notEqual(await picture(page, 'A'), before.a);
  assert.notEqual(await picture(page, 'B'), before.b);
  const expected = `Week 21: trust A ${await trust(page, 'A')}, B ${await trust(page, 'B')}`;
  await page.getByText(expected, {exact: true}).waitFor({state: 'attached'});
  assert.notEqual(await trust(page, 'A'), await trust(page, 'B'));
  for (let time = 0; time < 5; ++time) await page.keyboard.press('Shift+ArrowRight');
  assert.equal(await week(page), 'week 40 of 40', 'there it ends');
  assert.deepEqual(opened.messages, []);
  assert.deepEqual(opened.requests, []);
  await close(opened);
});

test('space plays and pauses; voices move where motion is welcome, and every week only once where it is not', async () => {
  for (const reducedMotion of ['no-preference', 'reduce'] as const) {
    const opened = await openSmall(browser, {reducedMotion});
    const {page} = opened;
    const voices = () => page.locator('.organization[data-arm=B] .above').evaluate((canvas) =>
      (canvas as HTMLCanvasElement).toDataURL());
    const still = await voices();
    await page.keyboard.press('Space');
    await page.getByRole('button', {name: 'Pause'}).waitFor();
    await page.waitForFunction(() => Number(/\d+/.exec(document.querySelector('.player output')!.textContent!)![0]) >= 3);
    if (reducedMotion === 'reduce') assert.equal(await voices(), still);
    else await page.waitForFunction((before) =>
      (document.querySelector('.organization[data-arm=B] .above') as HTMLCanvasElement).toDataURL() !== before, still);
    await page.keyboard.press('Space');
    await page.getByRole('button', {name: 'Play', exact: true}).waitFor();
    const stopped = await week(page);
    await page.waitForTimeout(1_200);
    assert.equal(await week(page), stopped, 'it stays there');
    assert.equal(await voices(), still, 'nothing is left of the voices');
    await close(opened);
  }
});

/** The table of `candor explain`, [label, under A, under B]; headings have no values. */
async function explained(member: string, weekOf: number): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'candor-'));
  const file = join(folder, 'result.h5');
  try {
    await start(program, ['compare', smallScenario, '-o', file, '--no-report', '--quiet'], {cwd: root});
    const {stdout} = await start(program, ['explain', file, '--member', member, '--week', `${weekOf}`,
      '--counterfactual', 'level2'], {cwd: root, env: {...process.env, COLUMNS: '200', LC_ALL: 'C.UTF-8'}});
    return stdout.split('\n').slice(3).filter((line) => line).map((line) => line.trim().split(/\s{2,}/));
  } finally {
    rmSync(folder, {recursive: true});
  }
}

test('by keys to a member: its week under both is the program\'s, line by line', async () => {
  const opened = await openSmall(browser);
  const {page} = opened;
  for (let time = 0; time < 10; ++time) await page.keyboard.press('ArrowRight');
  await treemap(page, 'A').focus();
  for (let time = 0; time < 9; ++time) await page.keyboard.press('ArrowDown');
  const pointed = await page.locator('.pointed').innerText();
  const member = pointed.split(',')[0]!;
  await page.keyboard.press('Enter');
  await page.getByRole('heading', {name: `Member ${member}`}).waitFor();
  await page.locator('.claim:not(:empty)').waitFor();
  await page.getByText('The whole week, number by number').click();
  const rows = await page.locator('.whole tr').evaluateAll((all) => all.slice(1).map((row) =>
    [...row.children].map((cell) => (cell as HTMLElement).innerText.trim())));
  const expected = await explained(member, 11);
  assert.ok(expected.length > 60, `${expected.length} lines`);
  assert.deepEqual(rows, expected);
  const value = (label: string) => expected.find(([first]) => first === label)!;
  const [, a, b] = value('so it');
  const claim = await page.locator('.claim').innerText();
  for (const did of [a!, b!].filter((each) => each !== 'had no issue')) assert.match(claim, new RegExp(did));
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.locator('.inspector .steps strong').innerText(), 'week 12');
  await treemap(page, 'A').focus();
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.inspector.empty').count(), 1);
  assert.deepEqual(opened.messages, []);
  await close(opened);
});

test('a click inspects the member that is there, in both; buttons lead to its weeks and to its leader', async () => {
  const opened = await openSmall(browser);
  const {page} = opened;
  const {width, height} = (await treemap(page, 'B').boundingBox())!;
  await treemap(page, 'B').click({position: {x: width * 0.93, y: height * 0.93}});
  const first = await page.locator('.inspector h2').innerText();
  await page.locator('.claim:not(:empty)').waitFor();
  await page.getByRole('button', {name: /^Next week in which A and B part: week/}).click();
  const shown = await week(page);
  assert.notEqual(shown, 'week 1 of 40');
  await page.waitForFunction(() => /under command .*; under level2/i.test(document.querySelector('.claim')!.textContent!));
  await page.getByRole('button', {name: /^Next event: week/}).click();
  assert.notEqual(await week(page), shown);
  await page.locator('.inspector .member').first().click();
  assert.notEqual(await page.locator('.inspector h2').innerText(), first);
  await page.getByRole('button', {name: 'Close the inspector'}).click();
  assert.equal(await page.locator('.inspector.empty').count(), 1);
  await close(opened);
});

test('A shows one organization alone, then the other, then both', async () => {
  const opened = await openSmall(browser);
  const {page} = opened;
  const shown = async () => (await page.locator('.organization:visible').evaluateAll((all) =>
    all.map((each) => (each as HTMLElement).dataset['arm']))).join('');
  const seen = [await shown()];
  for (let time = 0; time < 3; ++time) {
    await page.keyboard.press('a');
    seen.push(await shown());
  }
  assert.deepEqual(seen, ['AB', 'A', 'B', 'AB']);
  await close(opened);
});

test('another replicate has other people', async () => {
  const opened = await openSmall(browser);
  const {page} = opened;
  const before = await picture(page, 'A');
  await page.locator('.player .replicate input').fill('4');
  await page.keyboard.press('Enter');
  await page.waitForFunction((old) =>
    (document.querySelector('.organization canvas') as HTMLCanvasElement).toDataURL() !== old, before);
  await close(opened);
});

test('with less motion, what plays looks like what stands', async () => {
  const opened = await openSmall(browser, {viewport: compact});
  const {page} = opened;
  const sides = page.locator('.sides');
  await page.keyboard.press('Space');
  await page.getByText('week 2 of 40', {exact: true}).first().waitFor();
  let played: {picture: Buffer; when: string} | null = null;
  // A week rests for a second; where the picture took longer, the next one is tried.
  for (let time = 0; played === null && time < 10; ++time) {
    await page.getByRole('button', {name: 'Pause'}).waitFor();
    const when = await week(page);
    const picture = await sides.screenshot();
    if (when === await week(page)) played = {picture, when};
  }
  assert.ok(played, 'a week rests long enough to be seen');
  await page.keyboard.press('Space');
  while (await week(page) !== played.when) await page.keyboard.press('ArrowLeft');
  await drawn(page);
  assert.equal(differentPixels(played.picture, await sides.screenshot()), 0);
  await close(opened);
});

// Small, as pictures stay in history; still with every kind of mark.
const compact = {width: 800, height: 560};
const looks = [
  {name: 'studio_organizations', options: {}},
  {name: 'studio_organizations_dark', options: {colorScheme: 'dark'}},
  {name: 'studio_organizations_narrow', options: {viewport: narrow}},
  {name: 'studio_organizations_forced_colors', options: {forcedColors: 'active'}},
  {name: 'studio_organizations_deuteranopia', options: {}, vision: 'deuteranopia'},
] as const;
for (const {name, options, ...seen} of looks) {
  test(`looks and access: ${name}`, async () => {
    const opened = await openSmall(browser, {viewport: compact, ...options});
    const {page} = opened;
    if ('vision' in seen) {
      const session = await page.context().newCDPSession(page);
      await session.send('Emulation.setEmulatedVisionDeficiency', {type: seen.vision});
    }
    for (let time = 0; time < 2; ++time) await page.keyboard.press('Shift+ArrowRight');
    await treemap(page, 'A').focus();
    for (let time = 0; time < 30; ++time) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', {name: /^Next week in which A and B part: week/}).click();
    await page.waitForFunction(() => /^Under .*; under/.test(document.querySelector('.claim')!.textContent!));
    await page.locator('.inspected:not([aria-busy])').waitFor();
    await page.mouse.move(0, 0);
    assert.deepEqual(await overflow(page), {pixels: 0, elements: []});
    assert.deepEqual(await violations(page), []);
    // Alone on the page, as what is above would move it by parts of a pixel.
    await page.evaluate(() => {
      (document.activeElement as HTMLElement).blur();
      document.querySelector('.shown')!.replaceChildren(document.getElementById('organizations')!);
      // Drawn as the reasons of trust are, which is enough for a picture.
      document.querySelector('.reasons')!.remove();
    });
    await drawn(page);
    await drawn(page);
    assertLooksAsBefore(name, await page.locator('#organizations').screenshot({animations: 'disabled'}));
    await close(opened);
  });
}
