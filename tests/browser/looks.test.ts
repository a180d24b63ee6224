/** Looks: as before, and to be told apart by any eye, in any colors, without motion. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import type {Browser, Page} from 'playwright-core';
import {close, launch, narrow, open, showAll, wide} from './support/browser.ts';
import {overflow, violations} from './support/inspect.ts';
import {PNG} from './support/packages.ts';
import {assertLooksAsBefore} from './support/screenshots.ts';

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

// The upper part of the page: its last sections name versions and paths.
const pictures = [
  {name: 'wide', height: 3200, viewport: wide, colorScheme: 'light'},
  {name: 'dark', height: 3200, viewport: wide, colorScheme: 'dark'},
  {name: 'narrow', height: 4400, viewport: narrow, colorScheme: 'light'},
] as const;

for (const {name, height, ...options} of pictures) {
  test(`the page, ${name}`, async () => {
    const opened = await open(browser, 'timeline', options);
    await showAll(opened.page);
    const clip = {x: 0, y: 0, width: options.viewport.width, height};
    const taken = await opened.page.screenshot({fullPage: true, clip, animations: 'disabled', caret: 'hide'});
    assertLooksAsBefore(name, taken);
    await close(opened);
  });
}

const figures = [
  {report: 'timeline', section: 'voice'}, {report: 'timeline', section: 'people'}, {report: 'timeline', section: 'levels'},
  {report: 'grid', section: 'regimes'}, {report: 'sobol', section: 'matters'},
];

// Else a line more in a text above moves every edge by a part of a pixel.
function onWholePixels(drawing: Element) {
  const {top} = drawing.getBoundingClientRect();
  (drawing as HTMLElement).style.translate = `0 ${Math.round(top) - top}px`;
}

test('figures', async () => {
  for (const {report, section} of figures) {
    const opened = await open(browser, report);
    await showAll(opened.page);
    const drawing = opened.page.locator(`#${section} .stage`);
    await drawing.evaluate(onWholePixels);
    assertLooksAsBefore(section, await drawing.screenshot({animations: 'disabled'}));
    await close(opened);
  }
});

/** Dash patterns of the lines that stand for policies, in one figure. */
const dashes = (page: Page, figure: string) => page.locator(`#${figure} [data-course=median]`).evaluateAll((lines) =>
  lines.map((line) => getComputedStyle(line).strokeDasharray));

test('policies differ by their dashes, whatever their colors', async () => {
  for (const [name, policies] of [['timeline', 2], ['three_policies', 3], ['seven_policies', 7]] as const) {
    const opened = await open(browser, name);
    await showAll(opened.page);
    const found = await dashes(opened.page, 'course');
    assert.equal(found.length, policies);
    assert.equal(new Set(found).size, policies, found.join('; '));
    await close(opened);
  }
});

// Machado et al. (2009), as Chromium emulates them; without any color only dashes are left.
const deficiencies = ['none', 'protanopia', 'deuteranopia', 'tritanopia'] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  test(`eyes that see fewer colors tell the policies of a comparison apart, ${colorScheme}`, async () => {
    const opened = await open(browser, 'timeline', {colorScheme});
    const {page} = opened;
    const swatches = await page.evaluate(() => {
      const strip = document.createElement('div');
      strip.id = 'swatches';
      strip.style.cssText = 'position: fixed; left: 0; top: 0; display: flex; z-index: 9';
      for (const color of ['--policy-0', '--policy-1', '--paper']) {
        const swatch = document.createElement('div');
        swatch.style.cssText = `width: 20px; height: 20px; background: var(${color})`;
        strip.append(swatch);
      }
      document.body.append(strip);
      return strip.children.length;
    });
    assert.equal(swatches, 3);
    const session = await page.context().newCDPSession(page);
    for (const type of deficiencies) {
      await session.send('Emulation.setEmulatedVisionDeficiency', {type});
      const picture = PNG.sync.read(await page.locator('#swatches').screenshot());
      const at = (x: number) => {
        const place = 4 * (10 * picture.width + x);
        return lab([...picture.data.subarray(place, place + 3)]);
      };
      const [first, second, paper] = [at(10), at(30), at(50)];
      assert.ok(distance(first, second) > 40, `${type}: ${distance(first, second)} between the policies`);
      assert.ok(distance(first, paper) > 25 && distance(second, paper) > 25, `${type}: a policy fades into the page`);
    }
    await close(opened);
  });
}

/** CIELAB of sRGB (D65). */
function lab(rgb: number[]): number[] {
  const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const [r, g, b] = rgb.map((part) => linear(part / 255)) as [number, number, number];
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Difference of colors as of 1976. */
const distance = (a: number[], b: number[]) => Math.hypot(...a.map((value, index) => value - b[index]!));

test('with colors of the reader\'s own the page is whole', async () => {
  const opened = await open(browser, 'timeline', {forcedColors: 'active', viewport: narrow});
  const {page} = opened;
  await showAll(page);
  assert.equal(await page.evaluate(() => matchMedia('(forced-colors: active)').matches), true);
  assert.deepEqual(await overflow(page), {pixels: 0, elements: []});
  assert.deepEqual(await violations(page), []);
  const hidden = await page.locator('[data-course=median]').evaluateAll((lines) => lines.filter((line) => {
    const chart = line.closest('.chart')!;
    return getComputedStyle(line).stroke === getComputedStyle(chart).backgroundColor;
  }).length);
  assert.equal(hidden, 0);
  assert.deepEqual(opened.messages, []);
  await close(opened);
});

test('the theme can be chosen, and holds', async () => {
  const opened = await open(browser, 'timeline', {colorScheme: 'light'});
  const ground = () => opened.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await opened.page.getByRole('button', {name: 'Dark theme'}).click();
  const dark = await ground();
  assert.notEqual(dark, light);
  await opened.page.reload();
  assert.equal(await ground(), dark);
  assert.deepEqual(await violations(opened.page), []);
  await opened.page.getByRole('button', {name: 'Light theme'}).click();
  assert.equal(await ground(), light);
  await close(opened);
});

test('nothing moves by itself where motion is not wanted', async () => {
  const opened = await open(browser, 'timeline', {reducedMotion: 'reduce'});
  await showAll(opened.page);
  const running = await opened.page.evaluate(() => ({
    animations: document.getAnimations().length, scroll: getComputedStyle(document.documentElement).scrollBehavior,
  }));
  assert.deepEqual(running, {animations: 0, scroll: 'auto'});
  await close(opened);
});
