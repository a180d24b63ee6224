/** How much a report weighs and how long it takes to open. Times are told, never judged: machines differ. */
import assert from 'node:assert/strict';
import {readFileSync, statSync} from 'node:fs';
import {after, before, test} from 'node:test';
import type {Browser} from 'playwright-core';
import {close, launch, open, showAll} from './support/browser.ts';
import {reportFile, root} from './support/reports.ts';

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const template = readFileSync(`${root}tools/web/report.html`, 'utf8');

test('a page without data is small', (context) => {
  const bytes = Buffer.byteLength(template);
  context.diagnostic(`page without data: ${Math.round(bytes / 1000)} kB`);
  assert.ok(bytes <= 450_000, `${bytes} bytes`);
});

test('a page names nothing outside of itself', () => {
  // Names of XML vocabularies look like addresses and are none.
  const addresses = (template.match(/\b(?:https?|wss?):\/\/[^\s"'`)<]*/g) ?? [])
    .filter((address) => !address.startsWith('http://www.w3.org/'));
  assert.deepEqual(addresses, []);
  const tags = /<(?:script|link|img|iframe|source|object|embed|base)\b[^>]*\b(?:src|href|data)\s*=[^>]*>/g;
  assert.deepEqual(template.match(tags) ?? [], []);
  assert.doesNotMatch(template, /@import|url\(\s*['"]?(?!data:|#|['"])/);
  assert.doesNotMatch(template, /\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts)\b/);
});

test('a comparison of a thousand replicates is small and opens at once', async (context) => {
  const {size} = statSync(reportFile('thousand_replicates'));
  const opened = await open(browser, 'thousand_replicates');
  const milliseconds = await opened.page.evaluate(() => new Promise<number>((done) => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    requestAnimationFrame(() => requestAnimationFrame(() => done(Math.max(navigation!.loadEventEnd, performance.now()))));
  }));
  await showAll(opened.page);
  const facts = await opened.page.locator('.facts').innerText();
  context.diagnostic(`1,000 replicates: ${Math.round(size / 1000)} kB, opens in ${Math.round(milliseconds)} ms`);
  assert.match(facts, /1,000 (paired )?replicates/);
  assert.ok(size < 2_000_000, `${size} bytes`);
  await close(opened);
});
