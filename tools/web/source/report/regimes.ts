import {choice} from '../shared/element.ts';
import {figure, type Words} from '../shared/figure.ts';
import {decimal, nameWithUnit, shown} from '../shared/format.ts';
import type {Cell, Column, Table} from '../shared/table.ts';
import {outcomeOf, sweepText} from './claims.ts';
import type {Outcome, Payload, RegimeField, RegimeMap} from './payload.ts';
import {drawMap} from './regimes_map.ts';
import {fieldsText, mapPolicies, winnerTitle} from './regimes_policies.ts';

/** Which policy is best where, over two factors of a sweep. */
export function regimes(payload: Payload): HTMLElement | null {
  if (!payload.regimes.length) return null;
  let map = payload.regimes[0]!;
  const outcome = () => outcomeOf(payload, map.outcome);
  const nameOf = ({x, y, outcome: name}: RegimeMap) => `${outcomeOf(payload, name).label}, ${x.name} and ${y.name}`;
  const made = figure(payload.sweep ?? payload, {
    name: 'regimes', kicker: 'Who wins where',
    words: () => words(payload, map, outcome()),
    controls: payload.regimes.length > 1 ? [choice('Map', payload.regimes.map(nameOf), (index) => {
      map = payload.regimes[index]!;
      made.update();
    })] : [],
    draw: (group, width) => drawMap(group, {
      map, policies: mapPolicies(map, payload), outcome: outcome(), advantage: advantages(map, outcome()),
    }, width),
    table: () => table(map, outcome()),
  });
  return made.element;
}

/** How much better, or higher, the winner is than the next best, as people see it, [y][x]; null where nobody is clearly best. */
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
  const wins = map.policies.map((policy, index) => `${policy} in ${fields.filter(({winner}) => winner === index).length}`);
  const unclear = fields.filter(({winner}) => winner === null).length;
  // Who wins in how many fields, then where the borders are.
  const [claim, ...borders] = map.claim.split(/(?<=\.) /) as [string, ...string[]];
  return {
    title: claim,
    caption: [borders.join(' '), fieldsText(outcome, nameWithUnit(outcome)), sweepText(payload)],
    description: `A map over ${map.x.name} and ${map.y.name}. `
      + `Of ${fields.length} fields, ${winnerTitle(outcome)}: ${wins.join(', ')}; not clear: ${unclear}.`,
  };
}

function table(map: RegimeMap, outcome: Outcome): Table {
  const digits = outcome.decimals + 1;
  const number = (label: string): Column => ({label, format: (value) => decimal(value, digits)});
  const count = (label: string): Column => ({label, format: (value) => decimal(value, 0)});
  const [first, ...others] = map.policies;
  const columns = [
    {label: map.x.name}, {label: map.y.name}, {label: winnerTitle(outcome)},
    ...map.policies.map((policy) => number(`mean, ${policy}`)),
    ...others.flatMap((policy) => ['', ', low', ', high'].map((end) => number(`${policy} less ${first}${end}`))),
    count('points'), count('replicates'),
  ];
  const rows = map.fields.flatMap((row, y) => row.map((field, x): Cell[] => [
    map.x.labels[x]!, map.y.labels[y]!, field.winner === null ? 'not clear' : map.policies[field.winner]!,
    ...field.means.map((mean) => shown(outcome, mean)),
    ...field.differences.flatMap(({value, low, high}) => [value, low, high].map((each) => shown(outcome, each))),
    field.points, field.replicates,
  ]));
  return {caption: `${nameWithUnit(outcome)}, field by field, with 95 % intervals of the differences`, columns, rows};
}
