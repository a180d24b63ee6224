import {choice} from '../shared/element.ts';
import {figure, type Words} from '../shared/figure.ts';
import {decimal, nameWithUnit, shown} from '../shared/format.ts';
import type {Cell, Column, Table} from '../shared/table.ts';
import {outcomeOf} from './claims.ts';
import type {Outcome, Payload, RegimeField, RegimeMap} from './payload.ts';
import {drawMap} from './regimes_map.ts';

/** Which policy is best where, over two factors of a sweep. */
export function regimes(payload: Payload): HTMLElement | null {
  if (!payload.regimes.length) return null;
  let map = payload.regimes[0]!;
  const outcome = () => outcomeOf(payload, map.outcome);
  const nameOf = ({x, y, outcome: name}: RegimeMap) => `${outcomeOf(payload, name).label}, ${x.name} and ${y.name}`;
  const made = figure(payload, {
    name: 'regimes', kicker: 'Who wins where',
    words: () => words(payload, map, outcome()),
    controls: payload.regimes.length > 1 ? [choice('Map', payload.regimes.map(nameOf), (index) => {
      map = payload.regimes[index]!;
      made.update();
    })] : [],
    draw: (group, width) => drawMap(group, {map, policies: payload.policies, outcome: outcome(), advantage: advantages(map, outcome())}, width),
    table: () => table(payload, map, outcome()),
  });
  return made.element;
}

/** How much better the winner is than the next best, as people see it, [y][x]; null where nobody is clearly best. */
function advantages({fields}: RegimeMap, outcome: Outcome): (number | null)[][] {
  return fields.map((row) => row.map((field) => advantage(field, outcome)));
}

function advantage({winner, means}: RegimeField, outcome: Outcome): number | null {
  if (winner === null || means[winner] == null) return null;
  const sign = outcome.better === 'lower' ? -1 : 1;
  const others = means.filter((mean, policy): mean is number => policy !== winner && mean !== null);
  return others.length ? shown(outcome, Math.min(...others.map((mean) => sign * (means[winner]! - mean)))) : null;
}

function words(payload: Payload, map: RegimeMap, outcome: Outcome): Words {
  const fields = map.fields.flat();
  const wins = payload.policies.map((policy, index) => `${policy} in ${fields.filter(({winner}) => winner === index).length}`);
  const unclear = fields.filter(({winner}) => winner === null).length;
  // Who wins in how many fields, then where the borders are.
  const [claim, ...borders] = map.claim.split(/(?<=\.) /) as [string, ...string[]];
  const numbers = `Each field is a pair of values. Its color and pattern say which policy is clearly best: 95 % intervals of `
    + `differences are without 0. Its number, where there is room, says by how much in ${nameWithUnit(outcome)}, compared `
    + 'with the next best; the fuller the color, the more. Crossed fields are not clear.';
  return {
    title: claim,
    caption: [borders.join(' '), numbers],
    description: `A map over ${map.x.name} and ${map.y.name}. Clearly best of ${fields.length} fields: ${wins.join(', ')}; not clear: ${unclear}.`,
  };
}

function table(payload: Payload, map: RegimeMap, outcome: Outcome): Table {
  const digits = outcome.decimals + 1;
  const number = (label: string): Column => ({label, format: (value) => decimal(value, digits)});
  const count = (label: string): Column => ({label, format: (value) => decimal(value, 0)});
  const [first, ...others] = payload.policies;
  const columns = [
    {label: map.x.name}, {label: map.y.name}, {label: 'clearly best'},
    ...payload.policies.map((policy) => number(`mean, ${policy}`)),
    ...others.flatMap((policy) => ['', ', low', ', high'].map((end) => number(`${policy} less ${first}${end}`))),
    count('points'), count('replicates'),
  ];
  const rows = map.fields.flatMap((row, y) => row.map((field, x): Cell[] => [
    map.x.labels[x]!, map.y.labels[y]!, field.winner === null ? 'not clear' : payload.policies[field.winner]!,
    ...field.means.map((mean) => shown(outcome, mean)),
    ...field.differences.flatMap(({value, low, high}) => [value, low, high].map((each) => shown(outcome, each))),
    field.points, field.replicates,
  ]));
  return {caption: `${nameWithUnit(outcome)}, field by field, with 95 % intervals of the differences`, columns, rows};
}
