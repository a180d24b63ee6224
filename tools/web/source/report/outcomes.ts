import './outcomes.css';
import {fileButton} from '../shared/download.ts';
import {element, named} from '../shared/element.ts';
import {bare, shown, signedInterval} from '../shared/format.ts';
import {policyLook} from '../shared/palette.ts';
import {csvFile, type Table} from '../shared/table.ts';
import {outcomeOf, windowText} from './claims.ts';
import type {Outcome, Payload, TableRow} from './payload.ts';

type Difference = TableRow['differences'][number];

/** All outcomes: means by policy and differences from the first; those that are not among the first (which are those with
 * a fan) in a disclosure. */
export function outcomes(payload: Payload, first = payload.fans.map((fan) => fan.outcome)): HTMLElement | null {
  if (!payload.table.length || !payload.weeks) return null;
  const isMain = (row: TableRow) => first.includes(row.outcome);
  const main = payload.table.filter(isMain);
  const others = payload.table.filter((row) => !isMain(row));
  const save = fileButton('CSV', 'all outcomes', 'outcomes.csv', () => csvFile(numbers(payload)));
  return element('div', {class: 'figure outcomes'},
    element('header', {},
      element('p', {class: 'kicker'}, 'Outcomes'),
      element('h2', {}, `Means of ${windowText(payload)}${payload.policies.length > 1 ? ', and how they differ' : ''}`)),
    main.length ? scrolling('Main outcomes', outcomeTable(payload, main)) : null,
    explanation(payload),
    element('div', {class: 'behind'},
      others.length ? element('details', {}, element('summary', {}, `${others.length} more outcomes`),
        scrolling('More outcomes', outcomeTable(payload, others))) : null,
      element('div', {class: 'downloads'}, save)));
}

const scrolling = (name: string, table: HTMLElement) =>
  element('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': name}, table);

function explanation(payload: Payload): HTMLElement | null {
  if (payload.policies.length < 2) return null;
  const from = `Differences are from ${payload.policies[0]}.`;
  const interval = 'In brackets the 95 % interval of the mean difference; not clear: it includes zero.';
  const pairs = 'Bars count the pairs that differ the same way as their mean.';
  const said = [from, payload.replicates > 1 ? interval : '', payload.paired ? pairs : ''];
  return element('p', {class: 'muted note'}, said.filter((text) => text).join(' '));
}

const differenceName = ({policies}: Payload, policy: number) =>
  (policies.length === 2 ? 'difference' : `${policies[policy]} − ${policies[0]}`);

function outcomeTable(payload: Payload, rows: TableRow[]): HTMLElement {
  const heads = [
    element('th', {scope: 'col'}, 'outcome'),
    ...payload.policies.map((policy, index) => element('th', {
      scope: 'col', class: 'number', style: `color: ${policyLook(index, payload.policies.length).text}`}, named(policy))),
    ...payload.policies.slice(1).map((_, index) =>
      element('th', {scope: 'col', class: 'number'}, named(differenceName(payload, index + 1)))),
  ];
  const groups = [
    ['consequence', 'Follows from the task'], ['built_in', 'Built in: follows from how the styles are defined'],
  ] as const;
  const columns = `--means: ${payload.policies.length}; --others: ${payload.policies.length - 1}`;
  return element('table', {class: payload.policies.length > 2 ? 'wide several' : 'wide', style: columns},
    element('thead', {}, element('tr', {}, ...heads)),
    ...groups.flatMap(([origin, title]) => {
      const of = rows.filter((row) => outcomeOf(payload, row.outcome).origin === origin);
      if (!of.length) return [];
      const head = element('tr', {}, element('th', {class: 'group', scope: 'rowgroup', colspan: `${heads.length}`}, title));
      return [element('tbody', {}, head, ...of.map((row) => outcomeRow(payload, row)))];
    }));
}

function outcomeRow(payload: Payload, row: TableRow): HTMLElement {
  const outcome = outcomeOf(payload, row.outcome);
  const unit = outcome.unit ? ` (${outcome.unit})` : '';
  return element('tr', {},
    element('th', {scope: 'row'}, named(outcome.label), unit, element('span', {class: 'meaning'}, outcome.meaning)),
    ...row.means.map((mean, policy) =>
      element('td', {class: 'number', 'data-name': payload.policies[policy]!}, bare(outcome, mean))),
    ...row.differences.map((difference, index) => differenceCell(outcome, difference, differenceName(payload, index + 1))));
}

function differenceCell(outcome: Outcome, difference: Difference, name: string): HTMLElement {
  const isZero = difference.value === 0;
  const isUnclear = isZero || (difference.low !== null && difference.high !== null && !difference.clear);
  const text = signedInterval(outcome, difference);
  const cut = text.indexOf(' [');
  return element('td', {class: `number${isUnclear ? ' unclear' : ''}`, 'data-name': name},
    element('strong', {}, cut < 0 ? text : text.slice(0, cut)), ' ',
    cut < 0 ? null : element('span', {class: 'interval'}, text.slice(cut + 1)),
    isUnclear ? element('span', {class: 'pairs'}, isZero ? 'no difference' : 'not clear') : pairsOf(outcome, difference));
}

// Of how many pairs one policy is ahead; a bar for those that only glance.
function pairsOf(outcome: Outcome, {value, pairs, pairs_higher, pairs_lower}: Difference): HTMLElement | null {
  const ahead = (value ?? 0) > 0 ? pairs_higher : pairs_lower;
  if (ahead === null || pairs === 0) return null;
  const side = outcome.better === 'neither' ? ((value ?? 0) > 0 ? ' higher' : ' lower') : '';
  return element('span', {class: 'pairs'}, `${ahead} of ${pairs}${side} `,
    element('span', {class: 'bar', 'aria-hidden': 'true'}, element('span', {style: `width: ${(100 * ahead) / pairs}%`})));
}

function numbers(payload: Payload): Table {
  const others = payload.policies.slice(1);
  return {
    caption: 'Outcomes',
    columns: ['outcome', 'unit', 'origin', ...payload.policies,
      ...others.flatMap((policy) =>
        ['difference', 'low', 'high', 'pairs higher', 'pairs lower'].map((what) => `${policy}, ${what}`)),
    ].map((label) => ({label})),
    rows: payload.table.map((row) => {
      const outcome = outcomeOf(payload, row.outcome);
      return [outcome.name, outcome.unit, outcome.origin === 'built_in' ? 'built in' : 'consequence',
        ...row.means.map((mean) => shown(outcome, mean)),
        ...row.differences.flatMap((each) => [...[each.value, each.low, each.high].map((value) => shown(outcome, value)),
          each.pairs_higher, each.pairs_lower])];
    }),
  };
}
