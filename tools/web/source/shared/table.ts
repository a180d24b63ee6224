import {element} from './element.ts';
import {missing, plain, printable} from './format.ts';

/** The numbers behind a figure: shown as a table, saved as CSV. */
export interface Table {
  caption: string;
  columns: Column[];
  /** Numbers are in the unit that people see, with all their digits; the column says how a page shows them. */
  rows: Cell[][];
}
export interface Column {
  label: string;
  /** Of a column of numbers. */
  format?: (value: number) => string;
}
export type Cell = string | number | null;

/** The table as HTML; the first cell of a row heads it. Numbers keep all their digits in `data-value`. */
export function tableElement({caption, columns, rows}: Table): HTMLTableElement {
  const side = (column: Column) => (column.format ? 'number' : null);
  const head = columns.map((column) => element('th', {scope: 'col', class: side(column), dir: 'auto'}, column.label));
  const body = rows.map((row) => element('tr', {}, ...row.map((cell, index) => {
    const column = columns[index]!;
    const attributes = {class: side(column), dir: column.format ? null : 'auto'};
    const text = cell === null ? missing : typeof cell === 'number' && column.format ? column.format(cell) : `${cell}`;
    if (index === 0) return element('th', {scope: 'row', ...attributes}, text);
    return element('td', {...attributes, 'data-value': typeof cell === 'number' ? `${cell}` : null}, text);
  })));
  return element('table', {}, element('caption', {}, caption), element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...body));
}

/** The table as CSV (RFC 4180); a missing value is empty. */
export function csv({columns, rows}: Table): string {
  return [columns.map((column) => column.label), ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** The same as a file that spreadsheets read as UTF-8. */
export const csvFile = (table: Table) => new Blob(['\ufeff', csv(table)], {type: 'text/csv;charset=utf-8'});

function field(cell: Cell): string {
  if (typeof cell === 'number') return `${cell}`;
  const text = harmless(printable(plain(cell ?? '')));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// What begins like a formula, spreadsheets compute; after an apostrophe they leave it alone. A number stays one.
const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text);
