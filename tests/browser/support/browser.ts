/** A browser that opens reports from files, as a double click does, and keeps what they say and ask for. */
import {fileURLToPath, pathToFileURL} from 'node:url';
import type {Browser, BrowserContextOptions, Page} from 'playwright-core';
import {chromium} from './packages.ts';
import {reportFile} from './reports.ts';

/** Only DejaVu, as many pixels as CSS says, no smoothing that depends on a screen: pictures are the same anywhere. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'],
    env: {...process.env, FONTCONFIG_FILE: fileURLToPath(new URL('fonts.conf', import.meta.url))},
  });
}

export interface Opened {
  page: Page;
  /** All that the console showed, and errors that nobody caught. */
  messages: string[];
  /** Addresses that were asked for, without the report's own and what is made within it. */
  requests: string[];
}

export const wide = {width: 1280, height: 900};
export const narrow = {width: 390, height: 844};

/** Opens a report in surroundings of its own; motion is reduced unless `options` say otherwise. */
export async function open(browser: Browser, report: string, options: BrowserContextOptions = {}): Promise<Opened> {
  return openFile(browser, reportFile(report), options);
}

export async function openFile(browser: Browser, file: string, options: BrowserContextOptions = {}): Promise<Opened> {
  return openAddress(browser, pathToFileURL(file).href, options);
}

export async function openAddress(
  browser: Browser, address: string, options: BrowserContextOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: wide, reducedMotion: 'reduce', colorScheme: 'light', locale: 'en-US', acceptDownloads: true, ...options,
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const opened: Opened = {page, messages: [], requests: []};
  page.on('console', (message) => opened.messages.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => opened.messages.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    opened.messages.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('request', (request) => {
    if (request.url() !== address.replace(/#.*/s, '') && !/^(blob|data):/.test(request.url())) opened.requests.push(request.url());
  });
  await page.goto(address, {waitUntil: 'load'});
  return opened;
}

/** Scrolls through the page, so that what is drawn when it comes into sight is drawn, and back. */
export async function showAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight / 2) {
      scrollTo(0, top);
      await frame();
    }
    scrollTo(0, 0);
    await document.fonts.ready;
    await frame();
  });
}

export async function close(opened: Opened): Promise<void> {
  await opened.page.context().close();
}
