/** Files that a page gives away. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import type {Locator, Page} from 'playwright-core';
import {readCsv} from './inspect.ts';

/** What a button gives: the one in `part` whose name begins with the kind of file. */
export async function download(page: Page, part: Locator, kind: 'PNG' | 'SVG' | 'CSV'): Promise<{name: string; bytes: Buffer}> {
  const button = part.getByRole('button', {name: new RegExp(`^${kind}\\b`)});
  assert.equal(await button.count(), 1, `one button for ${kind}`);
  const [file] = await Promise.all([page.waitForEvent('download', {timeout: 20_000}), button.click()]);
  assert.match(file.suggestedFilename(), new RegExp(`^[\\w.-]+\\.${kind.toLowerCase()}$`));
  return {name: file.suggestedFilename(), bytes: readFileSync(await file.path())};
}

/** The CSV of a part of the page, by names of rows and columns; numbers where it holds numbers, null where nothing. */
export async function values(page: Page, part: Locator): Promise<Map<string, Record<string, number | string | null>>> {
  const [head, ...rows] = readCsv((await download(page, part, 'CSV')).bytes.toString('utf8'));
  const read = (cell: string) => (cell === '' ? null : Number.isNaN(Number(cell)) ? cell : Number(cell));
  return new Map(rows.map((row) => [row[0]!, Object.fromEntries(row.map((cell, index) => [head![index]!, read(cell)]))]));
}
