/** Every report opens from its file, whatever it reports: quietly, alone, whole, and usable by anybody. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import type {Browser} from 'playwright-core';
import {close, launch, narrow, open, showAll} from './support/browser.ts';
import {crowded, figures, misplaced, overflow, sharedNames, unfold, violations} from './support/inspect.ts';
import {recipes} from './support/reports.ts';

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const {name} of recipes) {
  test(`${name} opens`, async () => {
    const opened = await open(browser, name);
    const {page} = opened;
    await showAll(page);
    assert.equal(await page.locator('h1').count(), 1);
    assert.notEqual((await page.locator('h1').innerText()).trim(), '');
    assert.ok((await page.locator('figure').count()) > 0, 'has figures');
    assert.deepEqual(await misplaced(page), []);
    assert.deepEqual(await crowded(page), [], 'texts have room');
    assert.deepEqual(await sharedNames(page), [], 'names of elements are their own');
    assert.deepEqual(await violations(page), []);
    await unfold(page);
    for (const figure of await figures(page)) {
      assert.notEqual(figure.name, '', 'a name');
      assert.ok(figure.rows > 0, `${figure.name}: rows in its table`);
      assert.equal(figure.empty, 0, `${figure.name}: empty cells`);
      assert.deepEqual(figure.unnamed, [], `${figure.name}: drawings without a name`);
      assert.deepEqual(figure.nonsense, [], `${figure.name}: numbers`);
    }
    assert.deepEqual(opened.requests, [], 'nothing is asked for');
    assert.deepEqual(opened.messages, [], 'the console is silent');
    await close(opened);
  });

  test(`${name} fits a telephone, in the dark`, async () => {
    const opened = await open(browser, name, {viewport: narrow, colorScheme: 'dark'});
    await showAll(opened.page);
    assert.deepEqual(await overflow(opened.page), {pixels: 0, elements: []});
    assert.deepEqual(await crowded(opened.page), [], 'texts have room');
    await unfold(opened.page);
    assert.deepEqual(await overflow(opened.page), {pixels: 0, elements: []}, 'unfolded');
    assert.deepEqual(await violations(opened.page), []);
    assert.deepEqual(opened.messages, []);
    await close(opened);
  });
}
