/** What tests ask of a page, whatever it shows. */
import type {Page} from 'playwright-core';
import {axe} from './packages.ts';

/** Violations that axe-core finds, in words. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const found = await (window as unknown as {axe: typeof import('axe-core')}).axe.run(document, {
      resultTypes: ['violations'],
    });
    return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}`));
  });
}

/** How far the page reaches beyond its window sideways, in pixels, and what reaches so far. */
export function overflow(page: Page): Promise<{pixels: number; elements: string[]}> {
  return page.evaluate(() => {
    const pixels = document.documentElement.scrollWidth - innerWidth;
    const far = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1);
    return {pixels, elements: pixels > 0 ? far.slice(0, 5).map((e) => e.outerHTML.slice(0, 120)) : []};
  });
}

/** Opens all that is folded, tables first of all. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    await new Promise((done) => setTimeout(done, 50));  // `toggle` is told later
  });
}

export interface FigureFacts {
  /** What assistive technology calls it. */
  name: string;
  rows: number;
  /** Cells of its tables that are empty, headings too. */
  empty: number;
  /** Drawings without a name. */
  unnamed: string[];
  /** Text that is not a number though a number was meant. */
  nonsense: string[];
}

/** Of every figure: its name, its table and whether its drawings have names. */
export function figures(page: Page): Promise<FigureFacts[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('figure')].map((figure) => {
      const named = (element: Element): string => {
        const ids = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter((id) => id);
        const texts = ids.map((id) => document.getElementById(id)?.textContent ?? '');
        return (element.getAttribute('aria-label') ?? texts.join(' ')).trim();
      };
      const heading = figure.querySelector('h1, h2, h3, h4, figcaption')?.textContent ?? '';
      const cells = [...figure.querySelectorAll('table :is(th, td)')];
      const drawings = [...figure.querySelectorAll('svg, canvas')].filter((e) => !e.closest('[aria-hidden=true], button'));
      const texts = [...figure.querySelectorAll('text, td, figcaption, h2, h3, p')].map((e) => e.textContent ?? '');
      return {
        name: named(figure) || heading.trim(),
        rows: figure.querySelectorAll('table tbody tr').length,
        empty: cells.filter((cell) => !cell.textContent?.trim()).length,
        unnamed: drawings.filter((e) => e.getAttribute('role') !== 'img' || !named(e)).map((e) => e.outerHTML.slice(0, 100)),
        nonsense: texts.filter((text) => /\b(NaN|undefined|Infinity|null|\[object)\b/.test(text)),
      };
    }),
  );
}

/** Parts of drawings that lie where nothing can be: `NaN` in what places them. */
export function misplaced(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('svg *')]
      .filter((e) => [...e.attributes].some((a) => /NaN|Infinity|undefined/.test(a.value)))
      .map((e) => e.outerHTML.slice(0, 160)),
  );
}

/** Texts of drawings that lie upon each other or reach beyond their drawing. */
export function crowded(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll('figure svg')].flatMap((drawing) => {
    const frame = drawing.getBoundingClientRect();
    const texts = [...drawing.querySelectorAll('text')].filter((text) => text.textContent?.trim())
      .map((text) => ({said: text.textContent!, box: text.getBoundingClientRect()}));
    const slack = 2;  // Boxes are higher than letters.
    const beyond = texts.filter(({box}) => box.left < frame.left - slack || box.right > frame.right + slack
      || box.top < frame.top - 2 * slack || box.bottom > frame.bottom + 2 * slack);
    const pairs = texts.flatMap((one, index) => texts.slice(index + 1).filter(({box}) =>
      Math.min(one.box.right, box.right) - Math.max(one.box.left, box.left) > slack
      && Math.min(one.box.bottom, box.bottom) - Math.max(one.box.top, box.top) > 2 * slack)
      .map((other) => `"${one.said}" upon "${other.said}"`));
    return [...pairs, ...beyond.map(({said}) => `"${said}" is cut off`)];
  }));
}

/** Values of `id` that several elements have. */
export function sharedNames(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const names = [...document.querySelectorAll('[id]')].map((element) => element.id);
    return names.filter((name, index) => names.indexOf(name) !== index);
  });
}

/** Rows of a file of comma-separated values (RFC 4180). */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|$)/g)) {
    if (end === '' && quoted === undefined && plain === '' && row.length === 0) break;
    row.push(quoted !== undefined ? quoted.replaceAll('""', '"') : plain!);
    if (end !== ',') {
      rows.push(row);
      row = [];
    }
    if (end === '') break;
  }
  return rows;
}
