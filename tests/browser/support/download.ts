/** Files that a page gives away. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {setTimeout as rest} from 'node:timers/promises';
import type {Locator, Page} from 'playwright-core';
import {readCsv} from './inspect.ts';

// Of more than ten files a second Chromium drops the rest, and says nothing.
const apart = 120;
let next = 0;

/** What a button gives: the one in `part` whose name begins with the kind of file. */
export async function download(
  page: Page, part: Locator, kind: 'PNG' | 'SVG' | 'CSV',
): Promise<{name: string; bytes: Buffer}> {
  const button = part.getByRole('button', {name: new RegExp(`^${kind}\\b`)});
  assert.equal(await button.count(), 1, `one button for ${kind}`);
  await rest(Math.max(0, next - performance.now()));
  next = performance.now() + apart;
  const [file] = await Promise.all([page.waitForEvent('download', {timeout: 20_000}), button.click()]);
  assert.match(file.suggestedFilename(), new RegExp(`^[\\w.-]+\\.${kind.toLowerCase()}$`));
  return {name: file.suggestedFilename(), bytes: readFileSync(await file.path())};
}

export type Row = Record<string, number | string | null>;

/** The CSV of a part of the page, row by row; numbers where it holds numbers, null where nothing. */
export async function rows(page: Page, part: Locator): Promise<Row[]> {
  const [head, ...body] = readCsv(new TextDecoder().decode((await download(page, part, 'CSV')).bytes));
  const read = (cell: string) => (cell === '' ? null : Number.isNaN(Number(cell)) ? cell : Number(cell));
  return body.map((row) => Object.fromEntries(row.map((cell, index) => [head![index]!, read(cell)])));
}

/** The same, by what is in the first column. */
export async function values(page: Page, part: Locator): Promise<Map<string, Row>> {
  return new Map((await rows(page, part)).map((row) => [`${Object.values(row)[0]}`, row]));
}

/** The same number, as far as a report's five digits go. */
export function assertClose(found: unknown, value: number | null, where: string): void {
  if (value === null) return assert.equal(found, null, where);
  assert.equal(typeof found, 'number', `${where}: ${found}`);
  assert.ok(Math.abs((found as number) - value) <= 6e-5 * Math.abs(value) + 1e-9, `${where}: ${found}, not ${value}`);
}
