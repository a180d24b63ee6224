/** What every figure gives away is a whole file of its kind, with what the figure shows. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import type {Browser, Locator, Page} from 'playwright-core';
import {close, launch, open, showAll} from './support/browser.ts';
import {download} from './support/download.ts';
import {readCsv, unfold} from './support/inspect.ts';
import {PNG} from './support/packages.ts';

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** Decodes; has two pixels for each of the drawing; shows more than its ground, not in one corner alone. */
function assertPicture(bytes: Buffer, drawing: {width: number; height: number}): void {
  const picture = PNG.sync.read(bytes);
  assert.deepEqual([picture.width, picture.height], [2 * drawing.width, 2 * drawing.height]);
  const colors = new Set<number>();
  const marked = {left: 0, right: 0, top: 0, bottom: 0};
  const ground = picture.data.readUInt32BE(0);
  for (let y = 0; y < picture.height; ++y) {
    for (let x = 0; x < picture.width; ++x) {
      const color = picture.data.readUInt32BE(4 * (y * picture.width + x));
      colors.add(color);
      if (color === ground) continue;
      ++marked[x < picture.width / 2 ? 'left' : 'right'];
      ++marked[y < picture.height / 2 ? 'top' : 'bottom'];
    }
  }
  assert.equal(ground & 0xff, 0xff, 'the ground is not transparent');
  assert.ok(colors.size > 20, `${colors.size} colors`);
  for (const [side, count] of Object.entries(marked)) assert.ok(count > 500, `${side}: ${count} pixels of ink`);
}

/** Well-formed, draws by itself, and asks for nothing. */
async function assertDrawing(page: Page, text: string): Promise<{width: number; height: number}> {
  const found = await page.evaluate(async (source) => {
    const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
    const drawn = await image.decode().then(() => image.naturalWidth > 0 && image.naturalHeight > 0, () => false);
    const references = [...parsed.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes].filter((a) => /^(xlink:)?href$|^src$/.test(a.name) && !/^(#|data:)/.test(a.value)));
    return {
      error: parsed.querySelector('parsererror')?.textContent ?? '',
      root: parsed.documentElement.nodeName,
      title: parsed.querySelector('title')?.textContent ?? '',
      drawn,
      references: references.map((a) => a.value),
      scripts: parsed.querySelectorAll('script, foreignObject').length,
      texts: parsed.querySelectorAll('text').length,
      variables: /var\(--/.test(source),
      size: {width: image.naturalWidth, height: image.naturalHeight},
    };
  }, text);
  const {size, title, texts, ...rest} = found;
  assert.deepEqual(rest, {
    error: '', root: 'svg', drawn: true, references: [], scripts: 0, variables: false,
  });
  assert.notEqual(title, '', 'says what it is');
  assert.ok(texts > 0, 'has texts');
  assert.doesNotMatch(text, /@import|url\(['"]?(?!#|['"]?data:)/);
  return size;
}

/** Parses, is as wide everywhere, and says what the table behind the figure says, with all digits. */
async function assertValues(figure: Locator, bytes: Buffer): Promise<void> {
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], 'spreadsheets see that it is UTF-8');
  const rows = readCsv(new TextDecoder('utf-8', {fatal: true}).decode(bytes));
  const shown = await figure.locator('.behind table').evaluate((table) =>
    [...(table as HTMLTableElement).rows].map((row) => [...row.cells].map((cell) => ({
      text: cell.textContent ?? '', value: cell.dataset['value'] ?? null,
    }))));
  assert.ok(rows.length > 1);
  assert.equal(rows.length, shown.length, 'as many rows as the table');
  assert.deepEqual([...new Set(rows.map((row) => row.length))], [shown[0]!.length], 'as many columns as the table');
  rows.forEach((row, r) => row.forEach((cell, c) => {
    const {text, value} = shown[r]![c]!;
    if (value !== null) assert.equal(Number(cell), Number(value), `row ${r}, column ${c}`);
    else if (cell === '') assert.equal(text, '–', `row ${r}, column ${c}`);
    else assert.equal(text.replaceAll(/,(?=\d{3})/g, ''), cell.replaceAll(/,(?=\d{3})/g, ''), `row ${r}, column ${c}`);
  }));
}

const reports = ['comparison', 'timeline', 'one_policy', 'one_week_one_replicate', 'any_script', 'grid', 'sobol', 'morris'];

for (const name of reports) {
  test(`downloads of ${name}`, async () => {
    const opened = await open(browser, name);
    const {page} = opened;
    await showAll(page);
    await unfold(page);
    const names = new Set<string>();
    for (const figure of await page.locator('figure').all()) {
      await figure.scrollIntoViewIfNeeded();
      const svg = await download(page, figure, 'SVG');
      const size = await assertDrawing(page, svg.bytes.toString('utf8'));
      const picture = await download(page, figure, 'PNG');
      assertPicture(picture.bytes, size);
      const values = await download(page, figure, 'CSV');
      await assertValues(figure, values.bytes);
      for (const file of [picture, svg, values]) {
        assert.ok(!names.has(file.name), `${file.name} is another figure's`);
        names.add(file.name);
      }
    }
    assert.ok(names.size > 0);
    assert.deepEqual(opened.messages, []);
    assert.deepEqual(opened.requests, []);
    await close(opened);
  });
}

test('a file that cannot be made is said to fail, until it can', async () => {
  const {page, ...opened} = await open(browser, 'one_week');
  const figure = page.locator('#course figure');
  await page.evaluate(() => {
    const prototype = HTMLCanvasElement.prototype as unknown as Record<string, unknown>;
    prototype['whole'] = prototype['toDataURL'];
    prototype['toDataURL'] = () => 'data:,';
  });
  await figure.getByRole('button', {name: /^PNG/}).click();
  assert.match(await figure.getByRole('alert').innerText(), /PNG could not be made/);
  await page.evaluate(() => {
    const prototype = HTMLCanvasElement.prototype as unknown as Record<string, unknown>;
    prototype['toDataURL'] = prototype['whole'];
  });
  assert.ok((await download(page, figure, 'PNG')).bytes.length > 0);
  assert.equal(await figure.getByRole('alert').count(), 0);
  assert.deepEqual(opened.messages, []);
  await close({page, ...opened});
});
