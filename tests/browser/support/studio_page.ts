/** The studio with a small organization that is there in a moment. */
import type {Browser, BrowserContextOptions, Page} from 'playwright-core';
import {openFile, type Opened} from './browser.ts';
import {root} from './reports.ts';
import {studioFile} from './studio.ts';

/** 60 members, 40 weeks, 6 replicates; command and level2. */
export const small = `${root}tests/browser/scenarios/small.yaml`;

/** With the people of both organizations on the page, in week 1. */
export async function openStudio(browser: Browser, options: BrowserContextOptions = {}): Promise<Opened> {
  const opened = await openFile(browser, studioFile, options);
  const {page} = opened;
  page.setDefaultTimeout(60_000);
  await page.locator('.top input[type=file]').setInputFiles(small);
  await page.waitForFunction(() => /A small organization/.test(document.title)
    && document.querySelector('.player .week output')?.textContent === 'week 1 of 40'
    && document.querySelector('.player .replicate')?.textContent?.includes('of 6'));
  await settled(page);
  return opened;
}

/** Two frames on, what was to be drawn is. */
export const settled = (page: Page) => page.evaluate(() => new Promise<void>((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => done()));
}));

export const week = (page: Page) => page.locator('.player .week output').innerText();

export const treemap = (page: Page, arm: 'A' | 'B') => page.locator(`.organization[data-arm=${arm}] canvas`).first();
