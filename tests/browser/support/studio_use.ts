/** The studio as people use it: opened, changed, waited for. */
import assert from 'node:assert/strict';
import {pathToFileURL} from 'node:url';
import type {Browser, BrowserContextOptions, Page} from 'playwright-core';
import {close, narrow, openAddress, openFile, type Opened} from './browser.ts';
import {root} from './reports.ts';
import {studioFile} from './studio.ts';

/** Opens the studio from its file with a fragment, once its first figures are drawn. */
export async function openStudio(browser: Browser, fragment = '', options: BrowserContextOptions = {}): Promise<Opened> {
  const opened = await openAddress(browser, pathToFileURL(studioFile).href + fragment, options);
  opened.page.setDefaultTimeout(60_000);
  await opened.page.locator('figure[data-name=course] svg path').first().waitFor();
  await settled(opened.page);
  return opened;
}

/** 60 members, 40 weeks, 6 replicates; command and level2. */
export const smallScenario = `${root}tests/browser/scenarios/small.yaml`;

/** Opens the studio with a small organization, with the people of both policies on the page, in week 1. */
export async function openSmall(browser: Browser, options: BrowserContextOptions = {}): Promise<Opened> {
  const opened = await openFile(browser, studioFile, options);
  const {page} = opened;
  page.setDefaultTimeout(60_000);
  await page.locator('.top input[type=file]').setInputFiles(smallScenario);
  await page.waitForFunction(() => /A small organization/.test(document.title)
    && document.querySelector('.player .week output')?.textContent === 'week 1 of 40'
    && document.querySelector('.player .replicate')?.textContent?.includes('of 6'));
  await drawn(page);
  return opened;
}

/** Two frames on, what was to be drawn is. */
export const drawn = (page: Page) => page.evaluate(() => new Promise<void>((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => done()));
}));

/** Waits until all that was asked for is shown. */
export async function settled(page: Page): Promise<void> {
  await page.locator('.shown[aria-busy=false]').waitFor();
}

/** Looks whether the page was quiet and alone, and closes it. */
export async function closeQuietly(opened: Opened): Promise<void> {
  assert.deepEqual(opened.requests, [], 'nothing is asked for');
  assert.deepEqual(opened.messages, [], 'the console is silent');
  await close(opened);
}

/** The names of pictures, and how the page is opened for each. */
export const looksOf = (name: string): {name: string; options: BrowserContextOptions}[] => [
  {name, options: {}},
  {name: `${name}_dark`, options: {colorScheme: 'dark'}},
  {name: `${name}_narrow`, options: {viewport: narrow}},
];

export const week = (page: Page) => page.locator('.player .week output').innerText();
export const treemap = (page: Page, arm: 'A' | 'B') => page.locator(`.organization[data-arm=${arm}] canvas`).first();
export const hashOf = (page: Page) => page.locator('.hash code').innerText();
export const headlineOf = (page: Page) => page.locator('h1').innerText();

/** The scenario as the page gives it away. */
export async function yamlOf(page: Page): Promise<string> {
  await page.getByRole('button', {name: 'YAML', exact: true}).click();
  const dialog = page.getByRole('dialog');
  const text = await dialog.locator('pre').innerText();
  await dialog.getByRole('button', {name: 'Close'}).click();
  return text;
}

/** The number of a setting; of A or B where they differ. */
export const number = (page: Page, path: string, side: 0 | 1 = 0) =>
  page.locator(`[data-path="${path}"] .side input[type=number]`).nth(side);

export async function set(page: Page, path: string, value: string, side: 0 | 1 = 0): Promise<void> {
  await number(page, path, side).fill(value);
  await settled(page);
}

/** Small enough that tests are quick. */
export async function makeSmall(page: Page): Promise<void> {
  await set(page, 'organization.members', '57');
  await set(page, 'run.weeks', '60');
  await set(page, 'run.replicates', '6');
}

export async function pickFile(page: Page, name: string, text: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({name, mimeType: 'text/plain', buffer: Buffer.from(text)});
  await settled(page);
}
