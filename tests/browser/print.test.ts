/** On paper: A4, light, every figure whole on its page. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import type {Browser} from 'playwright-core';
import {close, launch, open} from './support/browser.ts';

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** What there is room for on a sheet of A4 with the page's margins of 15 mm, in CSS pixels. */
const sheet = {width: Math.floor((180 / 25.4) * 96), height: Math.floor((267 / 25.4) * 96)};

/** By report: the most sheets that it may take. */
const sheets = {comparison: 20, timeline: 20, one_policy: 18, grid: 12, fifty_levels: 20, seven_policies: 30};

for (const [name, most] of Object.entries(sheets)) {
  test(`${name} on paper`, async () => {
    const opened = await open(browser, name, {viewport: sheet, colorScheme: 'dark'});
    const {page} = opened;
    await page.emulateMedia({media: 'print'});
    const found = await page.evaluate(async () => {
      dispatchEvent(new Event('beforeprint'));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
      const figures = [...document.querySelectorAll('figure')].map((figure) => ({
        name: figure.closest('section')!.id, height: figure.getBoundingClientRect().height,
        inside: getComputedStyle(figure).breakInside,
        drawn: [...figure.querySelectorAll('svg, canvas')].some((e) => e.getBoundingClientRect().height > 40),
        right: Math.max(...[...figure.querySelectorAll('*')].map((e) => e.getBoundingClientRect().right)),
      }));
      const seen = (e: Element) => e.getBoundingClientRect().height > 0;
      const controls = [...document.querySelectorAll('button, select, input')].filter(seen).map((e) => e.outerHTML);
      const background = getComputedStyle(document.body).backgroundColor;
      return {figures, controls, background, wide: document.documentElement.scrollWidth - innerWidth};
    });
    assert.ok(found.figures.length > 0);
    for (const figure of found.figures) {
      assert.ok(figure.height > 100 && figure.height <= sheet.height, `${figure.name}: ${figure.height} pixels high`);
      assert.equal(figure.inside, 'avoid', figure.name);
      assert.ok(figure.drawn, `${figure.name} is drawn`);
      assert.ok(figure.right <= sheet.width + 1, `${figure.name} ends at ${figure.right}`);
    }
    assert.deepEqual(found.controls, [], 'nobody presses buttons on paper');
    assert.equal(found.background, 'rgb(255, 255, 255)');
    assert.equal(found.wide, 0);
    await page.emulateMedia({media: null});
    const pdf = (await page.pdf({preferCSSPageSize: true})).toString('latin1');
    const pages = pdf.match(/\/Type\s*\/Page\b/g)!.length;
    assert.ok(pages >= 3 && pages <= most, `${pages} pages`);
    assert.deepEqual(opened.messages, []);
    await close(opened);
  });
}
