/** The studio in use: what is changed is run, as the program would, and can be undone, linked, saved and opened again. */
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import type {Browser, Page} from 'playwright-core';
import {launch, narrow, wide} from './support/browser.ts';
import {misplaced, overflow, sharedNames, unfold, violations} from './support/inspect.ts';
import {root} from './support/reports.ts';
import {nativeHash, nativeProblems} from './support/studio.ts';
import {closeQuietly, hashOf, headlineOf, makeSmall, number, openStudio, pickFile, set, settled, yamlOf} from './support/studio_use.ts';

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** In a page with a small organization. */
async function inStudio(use: (page: Page) => Promise<void>): Promise<void> {
  const opened = await openStudio(browser);
  await makeSmall(opened.page);
  await use(opened.page);
  await closeQuietly(opened);
}

/** What the program makes of the YAML that the page gives away. */
async function programsHash(page: Page): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'candor-'));
  try {
    const file = join(folder, 'scenario.yaml');
    writeFileSync(file, await yamlOf(page));
    return await nativeHash(file);
  } finally {
    rmSync(folder, {recursive: true});
  }
}

test('a slider changes the numbers, and the program agrees', async () => {
  await inStudio(async (page) => {
    const before = await headlineOf(page);
    const slider = page.locator('[data-path="leadership.styles.STYLE.receptiveness"] .policy-1 input[type=range]');
    await slider.focus();
    for (let step = 0; step < 20; ++step) await page.keyboard.press('ArrowLeft');
    await settled(page);
    assert.equal(await number(page, 'leadership.styles.STYLE.receptiveness', 1).inputValue(), '0.65');
    assert.notEqual(await headlineOf(page), before);
    assert.match(await yamlOf(page), /my_level2: \{like: 'level2', receptiveness: 0\.65\}/);
    assert.equal(await hashOf(page), await programsHash(page));
  });
});

test('what differs in B gets a column of its own, and goes again', async () => {
  await inStudio(async (page) => {
    const control = page.locator('[data-path="environment.turbulence"]');
    const split = control.getByRole('button', {name: 'A ≠ B'});
    await split.click();
    await set(page, 'environment.turbulence', '0.3', 1);
    assert.equal(await number(page, 'environment.turbulence', 0).inputValue(), '0.05');
    assert.match(await headlineOf(page), /level2@b/);
    assert.equal(await hashOf(page), await programsHash(page));
    await split.click();
    await settled(page);
    assert.equal(await control.locator('.policy-1').isVisible(), false);
    assert.doesNotMatch(await headlineOf(page), /level2@b/);
  });
});

test('keys undo and redo, step by step', async () => {
  await inStudio(async (page) => {
    const [first, hash] = [await headlineOf(page), await hashOf(page)];
    await page.locator('[data-path="voice.fear"] input[type=range]').first().focus();
    await page.keyboard.press('Home');
    await settled(page);
    const changed = await hashOf(page);
    assert.notEqual(changed, hash);
    await page.keyboard.press('Control+z');
    await settled(page);
    assert.deepEqual([await headlineOf(page), await hashOf(page)], [first, hash]);
    await page.keyboard.press('Control+Shift+Z');
    await settled(page);
    assert.equal(await hashOf(page), changed);
  });
});

test('what happens is added, moved, stretched, edited and deleted by keys', async () => {
  await inStudio(async (page) => {
    await page.getByLabel('Add what happens').selectOption('coach');
    await settled(page);
    const bar = page.locator('[data-bar="0 0 move"]');
    await bar.focus();
    await page.keyboard.press('Shift+ArrowRight');
    await settled(page);
    await page.keyboard.press('ArrowRight');
    await settled(page);
    await page.locator('[data-bar="0 0 stretch"]').focus();
    await page.keyboard.press('Shift+ArrowRight');
    await settled(page);
    assert.match(await yamlOf(page), /timeline: \[\{"week":12,"coach":0\.5,"weeks":11\}\]/);
    assert.match(await bar.getAttribute('aria-label') ?? '', /coach 0\.5.*weeks 12 to 22/);
    const form = page.getByRole('form', {name: 'Coach leaders'});
    await form.getByLabel('coach').fill('1');
    await page.keyboard.press('Tab');
    await settled(page);
    assert.match(await yamlOf(page), /"coach":1/);
    assert.equal(await hashOf(page), await programsHash(page));
    await form.getByRole('button', {name: 'Delete'}).click();
    await settled(page);
    assert.match(await yamlOf(page), /timeline: \[\]/);
  });
});

test('a bar is dragged', async () => {
  await inStudio(async (page) => {
    await page.getByLabel('Add what happens').selectOption('market');
    await settled(page);
    const drag = async (handle: string, weeks: number) => {
      await page.locator('#timeline').scrollIntoViewIfNeeded();
      const room = (await page.locator('.bars .axis').boundingBox())!;
      const {x, y, width, height} = (await page.locator(`[data-bar="0 0 ${handle}"]`).boundingBox())!;
      await page.mouse.move(x + width / 2, y + height / 2);
      await page.mouse.down();
      await page.mouse.move(x + width / 2 + (weeks * room.width) / 60, y + height / 2, {steps: 5});
      await page.mouse.up();
      await settled(page);
    };
    await drag('move', 10);
    await drag('stretch', -6);
    assert.match(await yamlOf(page), /timeline: \[\{"week":11,"market":\{"factor":2\},"weeks":20\}\]/);
  });
});

test('the address brings everything back', async () => {
  const opened = await openStudio(browser);
  const {page} = opened;
  await makeSmall(page);
  await set(page, 'turnover.market', '3');
  await page.getByLabel('Outcome').selectOption('quits');
  await settled(page);
  const seen = async (page: Page) => [await hashOf(page), await page.locator('figure[data-name=course] h2').innerText()];
  const before = await seen(page);
  await page.waitForFunction(() => location.hash.length > 10);
  await page.waitForTimeout(400);
  const fragment = await page.evaluate(() => location.hash);
  await closeQuietly(opened);
  const again = await openStudio(browser, fragment);
  assert.deepEqual(await seen(again.page), before);
  await closeQuietly(again);
});

test('an address that says nothing is said to, and the first story is told', async () => {
  for (const fragment of ['#s=garbage', '#<script>alert(1)</script>', `#s=${'A'.repeat(250_000)}`]) {
    const opened = await openStudio(browser, fragment);
    assert.match(await opened.page.locator('.notice').innerText(), /does not say what to show .*first story/);
    assert.equal(await opened.page.locator('.answer .title').innerText(), 'Hierarchy or Level 2');
    await closeQuietly(opened);
  }
});

test('a scenario with mistakes is answered as by the program, and the last result stays', async () => {
  const path = 'tests/scenarios/bad/unknown_key_top.yaml';
  await inStudio(async (page) => {
    const before = await hashOf(page);
    await pickFile(page, path.replace(/.*\//, ''), readFileSync(root + path, 'utf8'));
    const said = await page.locator('.problems').innerText();
    const expected = (await nativeProblems(path)).replaceAll(path, path.replace(/.*\//, ''));
    assert.equal(said.trim(), expected);
    assert.equal(await hashOf(page), before);
    await page.setViewportSize({width: 800, height: 240});
    assert.ok(await page.locator('.problems').evaluate((e) => e.scrollHeight > e.clientHeight), 'it does not fit');
    assert.deepEqual(await violations(page), []);
  });
});

test('text of a scenario is never markup', async () => {
  const opened = await openStudio(browser);
  const {page} = opened;
  await pickFile(page, 'any_script.yaml', readFileSync(`${root}tests/browser/scenarios/any_script.yaml`, 'utf8'));
  await page.locator('.problems', {hasText: 'any_script.csv'}).waitFor();
  await pickFile(page, 'any_script.csv', readFileSync(`${root}tests/browser/scenarios/any_script.csv`, 'utf8'));
  await page.locator('.problems:empty').waitFor({state: 'attached'});
  await settled(page);
  assert.match(await page.locator('.answer .question').innerText(), /<b>anything<\/b>/);
  assert.equal(await hashOf(page), await nativeHash('tests/browser/scenarios/any_script.yaml'));
  await closeQuietly(opened);
});

test('a chart that is dropped is led', async () => {
  await inStudio(async (page) => {
    const chart = ['member,manager', 'top,', ...Array.from({length: 12}, (_, index) => `member ${index},top`)].join('\n');
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'ours.csv'));
      dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true}));
    }, chart);
    await page.getByText('13 members').first().waitFor();
    assert.equal(await page.locator('[data-path="organization.members"]').isVisible(), false);
  });
});

test('stories are told, and their variants', async () => {
  const opened = await openStudio(browser);
  const {page} = opened;
  await page.locator('.stories summary').click();
  await page.getByRole('button', {name: 'Return to the office'}).click();
  await settled(page);
  assert.equal(await hashOf(page), await nativeHash('scenarios/return_to_office.yaml'));
  await page.locator('.policy-1 select').first().selectOption('level2@decreed');
  await settled(page);
  assert.equal(await hashOf(page), await nativeHash('scenarios/return_to_office.yaml', '--policies', 'command,level2@decreed'));
  assert.match(await page.locator('.bars').innerText(), /Nothing happens in A[^]*mandate of severity 8/);
  await closeQuietly(opened);
});

test('settings are found by what they mean', async () => {
  const opened = await openStudio(browser);
  const {page} = opened;
  await page.getByText('Everything else').click();
  await page.getByLabel('Search all settings').fill('silent last week');
  const found = page.locator('.everything .control:visible');
  assert.deepEqual(await found.evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset['path'])), ['voice.silence']);
  await set(page, 'voice.silence', '3');
  assert.match(await yamlOf(page), /silence["']?: ?3/);
  await closeQuietly(opened);
});

test('the report is the program\'s', async () => {
  await inStudio(async (page) => {
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: 'Report of this comparison'}).click()]);
    const report = readFileSync(await saved.path(), 'utf8');
    assert.ok(report.includes(await hashOf(page)), 'it is of the same data');
  });
});

for (const [name, options] of Object.entries({wide: {viewport: wide}, dark: {colorScheme: 'dark'}, narrow: {viewport: narrow}} as const)) {
  test(`nothing is wrong with the page, ${name}`, async () => {
    const opened = await openStudio(browser, '', options);
    const {page} = opened;
    await unfold(page);
    await page.getByLabel('Add what happens').selectOption('mandate');
    await settled(page);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await overflow(page), {pixels: 0, elements: []});
    assert.deepEqual(await misplaced(page), []);
    assert.deepEqual(await sharedNames(page), []);
    await closeQuietly(opened);
  });
}
