import {scaleLinear} from 'd3-scale';
import {choice} from '../shared/element.ts';
import {figure, type Words} from '../shared/figure.ts';
import {bare, decimal, nameWithUnit, shown, signedInterval} from '../shared/format.ts';
import type {Table} from '../shared/table.ts';
import {outcomeOf, sweepText} from './claims.ts';
import {drawTornado, type Row, type Tornado} from './matters_tornado.ts';
import type {Estimate, Matters, Outcome, Payload} from './payload.ts';

type Factor = Matters['factors'][number];

/** What an outcome hangs on most, of a sweep: a bar for each factor, from most to least. */
export function matters(payload: Payload): HTMLElement | null {
  if (!payload.matters.length) return null;
  let shownNow = payload.matters[0]!;
  const outcome = () => outcomeOf(payload, shownNow.outcome);
  const made = figure(payload.sweep ?? payload, {
    name: 'matters', kicker: 'What matters most',
    words: () => words(payload, shownNow, outcome()),
    controls: payload.matters.length > 1 ? [choice('Of', payload.matters.map((each) => nameOf(payload, each)), (index) => {
      shownNow = payload.matters[index]!;
      made.update();
    })] : [],
    draw: (group, width) => drawTornado(group, tornado(shownNow, outcome()), width),
    table: () => table(shownNow, outcome()),
  });
  return made.element;
}

// `performance, level2 - command`; with the method where others show the same.
function nameOf(payload: Payload, of: Matters): string {
  const twins = payload.matters.filter((each) => each.outcome === of.outcome && each.of === of.of).length > 1;
  return [outcomeOf(payload, of.outcome).label, of.of, twins ? methodNames[of.method] : ''].filter(Boolean).join(', ');
}

const methodNames = {sobol: 'Sobol indices', morris: 'elementary effects', means: 'means at the ends'};

// Shares of variance have no unit.
const plain = {factor: 1, decimals: 2, unit: ''};
const scaleOf = (of: Matters, outcome: Outcome) => (of.method === 'sobol' ? plain : outcome);

// More bars than these are for the table.
const most = 15;

function words(payload: Payload, of: Matters, outcome: Outcome): Words {
  const what = `${nameWithUnit(outcome)}${of.of ? ` (${of.of})` : ''}`;
  const methods = {
    sobol: `Wide bars: the share of the variance of ${what} that a factor carries, alone and together with others (Sobol's `
      + 'total index). Thin bars: what it carries alone (first order). Lines: 95 % intervals.',
    morris: `Wide bars: how far ${what} moves on average when one factor moves, as for its whole range (µ*, the mean of `
      + 'absolute elementary effects, Morris 1991). Thin bars: how much that varies with all other factors (σ); where it is '
      + 'as large as the wide bar, the factor acts together with others. Lines: 95 % intervals.',
    means: `Each bar runs from the mean of ${what} at the low end of a factor (ring) to the mean at its high end (dot), `
      + 'over all values of the other factors. At the right: high less low, with its 95 % interval.',
  };
  const left = of.factors.length > most ? `The ${most} that matter most of ${of.factors.length}; all are in the table.` : '';
  return {
    title: of.claim,
    caption: [[methods[of.method], left].filter(Boolean).join(' '), of.note, sweepText(payload)],
    description: `Bars for ${of.factors.slice(0, most).map(({name, main}) => `${name} ${bare(scaleOf(of, outcome), main.value)}`).join(', ')}.`,
  };
}

function tornado(of: Matters, outcome: Outcome): Tornado {
  const scale = scaleOf(of, outcome);
  const value = (stored: number | null) => shown(scale, stored);
  const estimate = (stored: Estimate): Estimate => ({value: value(stored.value), low: value(stored.low), high: value(stored.high)});
  const rows = of.factors.slice(0, most).map((factor): Row => ({
    name: factor.name,
    text: of.method === 'means' ? signedInterval(scale, factor.main) : interval(scale, factor.main),
    main: estimate(factor.main),
    other: factor.other ? value(factor.other.value) : null,
    ends: factor.ends && {...factor.ends, low: value(factor.ends.low), high: value(factor.ends.high)},
  }));
  const titles = {
    sobol: `share of the variance of ${outcome.label}`,
    morris: `mean effect on ${nameWithUnit(outcome)}`,
    means: `mean of ${nameWithUnit(outcome)}`,
  };
  const keys = {sobol: ['total', 'alone'], morris: ['mean effect µ*', 'variation σ'], means: []};
  return {rows, domain: domainOf(rows, of.method), title: titles[of.method], key: keys[of.method]};
}

// Indices from 0, means from the least to the most.
function domainOf(rows: Row[], method: Matters['method']): [number, number] {
  const ofRow = ({main, other, ends}: Row) =>
    method === 'means' ? [ends?.low, ends?.high] : [main.value, main.low, main.high, other, 0];
  const values = rows.flatMap(ofRow).filter((value): value is number => typeof value === 'number');
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (values.length === 0 || low === high) return [Math.min(0, ...values), Math.max(1, ...values)];
  const [from, to] = scaleLinear([low, high], [0, 1]).nice(5).domain() as [number, number];
  return [from, to];
}

function interval(scale: Pick<Outcome, 'factor' | 'decimals' | 'unit'>, {value, low, high}: Estimate): string {
  return low === null || high === null ? bare(scale, value) : `${bare(scale, value)} [${bare(scale, low)}, ${bare(scale, high)}]`;
}

function table(of: Matters, outcome: Outcome): Table {
  const scale = scaleOf(of, outcome);
  const format = (value: number) => decimal(value, scale.decimals + 1);
  const number = (label: string, take: (factor: Factor) => number | null | undefined) =>
    ({label, format, cell: (factor: Factor) => shown(scale, take(factor))});
  const text = (label: string, take: (factor: Factor) => string | undefined) =>
    ({label, cell: (factor: Factor) => take(factor) ?? null});
  const estimate = (label: string, take: (factor: Factor) => Estimate | null) => [
    number(label, (factor) => take(factor)?.value),
    number(`${label}, low`, (factor) => take(factor)?.low),
    number(`${label}, high`, (factor) => take(factor)?.high),
  ];
  const columns = {
    sobol: [...estimate('total', ({main}) => main), ...estimate('first order', ({other}) => other)],
    morris: [...estimate('µ*', ({main}) => main), ...estimate('σ', ({other}) => other)],
    means: [...estimate('high less low', ({main}) => main), text('low end', ({ends}) => ends?.low_at),
      number('mean at the low end', ({ends}) => ends?.low), text('high end', ({ends}) => ends?.high_at),
      number('mean at the high end', ({ends}) => ends?.high)],
  }[of.method];
  const all = [text('factor', ({name}) => name), text('path', ({path}) => path), ...columns];
  return {
    caption: `${nameWithUnit(outcome)}${of.of ? `, ${of.of}` : ''}: ${methodNames[of.method]}, with 95 % intervals`,
    columns: all,
    rows: of.factors.map((factor) => all.map(({cell}) => cell(factor))),
  };
}
