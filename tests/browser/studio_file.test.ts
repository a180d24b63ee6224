/** The studio is one small file that opens anywhere and asks nobody for anything. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import type {Browser} from 'playwright-core';
import {close, launch, openAddress} from './support/browser.ts';
import {addresses, studioFile} from './support/studio.ts';

let browser: Browser;
let pages: Awaited<ReturnType<typeof addresses>>;
before(async () => {
  pages = await addresses(studioFile);
  browser = await launch();
});
after(async () => {
  await browser.close();
  pages.close();
});

const page = readFileSync(studioFile, 'utf8');
const markup = page.replace(/(<script\b[^>]*>).*?<\/script>/gs, '$1').replace(/<style\b.*?<\/style>/gs, '');

test('it is small', (context) => {
  const bytes = Buffer.byteLength(page);
  context.diagnostic(`studio.html: ${Math.round(bytes / 1000)} kB`);
  assert.ok(bytes <= 600_000, `${bytes} bytes`);
});

test('it names nothing outside of itself, and may not ask', () => {
  const tags = /<(?:script|link|img|iframe|source|object|embed|base)\b[^>]*\b(?:src|href|data)\s*=[^>]*>/g;
  assert.deepEqual(markup.match(tags) ?? [], []);
  assert.doesNotMatch(page.match(/<style\b.*?<\/style>/gs)?.join('') ?? '', /@import|url\(\s*['"]?(?!data:|#)/);
  const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(markup)!;
  assert.match(policy!, /default-src 'none'/);
  assert.match(policy!, /connect-src 'self'/);
  assert.ok(page.indexOf('Content-Security-Policy') < page.indexOf('<script'), 'before any script');
});

test('it opens by double click and from a server, quietly', async () => {
  for (const address of pages.addresses) {
    const opened = await openAddress(browser, address);
    await opened.page.locator('figure svg').first().waitFor();
    assert.deepEqual(opened.requests, [], 'nothing is asked for');
    assert.deepEqual(opened.messages, [], 'the console is silent');
    await close(opened);
  }
});

test('its policy holds', async () => {
  const opened = await openAddress(browser, pages.addresses[1]);
  const asked = await opened.page.evaluate(() => fetch('http://127.0.0.1:1/').then(() => 'answered', () => 'refused'));
  assert.equal(asked, 'refused');
  assert.match(opened.messages.join(), /Content Security Policy/);
  assert.deepEqual(opened.requests, []);
  await close(opened);
});

for (const missing of ['DecompressionStream', 'WebAssembly']) {
  test(`a browser without ${missing} is told that it cannot open the page`, async () => {
    const context = await browser.newContext();
    await context.addInitScript((name) => { delete (window as unknown as Record<string, unknown>)[name]; }, missing);
    const opened = await context.newPage();
    await opened.goto(pages.addresses[0]);
    await opened.getByText(`This browser cannot open the page (it has no ${missing}).`).waitFor();
    await context.close();
  });
}
