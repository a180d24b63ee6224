import {scaleLinear} from 'd3-scale';
import {choice} from '../shared/element.ts';
import {endLabelRoom, endLabels, endLabelsHeight} from '../shared/end_labels.ts';
import {figure, type Group, type Words} from '../shared/figure.ts';
import {bare, listed, nameWithUnit, shown, withUnit} from '../shared/format.ts';
import {policyLook, type Look} from '../shared/palette.ts';
import {axisRoom, bandPath, type Box, coursePath, domain, plotHeight, type Scale, valueAxis} from '../shared/plot.ts';
import type {Table} from '../shared/table.ts';
import {outcomeOf, windowText} from './claims.ts';
import type {Levels, Outcome, Payload} from './payload.ts';

type LevelOutcome = Levels['outcomes'][number];

/** An outcome by level of hierarchy: a line for each policy. */
export function levels(payload: Payload): HTMLElement | null {
  const {levels} = payload;
  if (!levels?.outcomes.length || !levels.levels.length) return null;
  let of = levels.outcomes[0]!;
  const outcome = () => outcomeOf(payload, of.outcome);
  const made = figure(payload, {
    name: 'levels', kicker: 'Levels of hierarchy',
    words: () => words(payload, levels, of, outcome()),
    controls: [choice('Outcome', levels.outcomes.map((each) => nameWithUnit(outcomeOf(payload, each.outcome))), (index) => {
      of = levels.outcomes[index]!;
      made.update();
    })],
    draw: (group, width) => draw(group, payload, levels, of, outcome(), width),
    table: () => table(payload, levels, of, outcome()),
  });
  return made.element;
}

const levelText = ({levels, pooled}: Levels, index: number) =>
  `${levels[index]}${pooled && index === levels.length - 1 ? '+' : ''}`;
const firstOf = (values: (number | null)[]) => values.find((value) => value !== null) ?? null;
const lastOf = (values: (number | null)[]) => values.findLast((value) => value !== null) ?? null;

function words(payload: Payload, levels: Levels, of: LevelOutcome, outcome: Outcome): Words {
  const ends = of.mean.map((mean, policy) => levels.levels.length === 1
    ? `${withUnit(outcome, firstOf(mean))} under ${payload.policies[policy]}`
    : `from ${bare(outcome, firstOf(mean))} to ${withUnit(outcome, lastOf(mean))} under ${payload.policies[policy]}`);
  const where = levels.levels.length === 1 ? 'at the one level below the top' : 'from the first level to the lowest';
  return {
    title: `${outcome.label}, ${where}: ${listed(ends)}`,
    caption: `${nameWithUnit(outcome)}: ${outcome.meaning}. Means of ${windowText(payload)} by level below the top`
      + (payload.replicates > 1 ? `; ${levels.levels.length === 1 ? 'bars' : 'bands'} hold 90 % of the replicates.` : '.')
      + (levels.pooled ? ` ${levelText(levels, levels.levels.length - 1)} pools all levels from there down.` : ''),
    description: `Lines of ${outcome.label} over ${levels.levels.length} levels of hierarchy: ${ends.join('; ')}.`,
  };
}

function draw(group: Group, payload: Payload, levels: Levels, of: LevelOutcome, outcome: Outcome, width: number): number {
  const labels = of.mean.map((mean, policy) => ({
    name: payload.policies[policy]!, value: withUnit({...outcome, unit: outcome.unit === '%' ? '%' : ''}, lastOf(mean)),
    color: policyLook(policy, payload.policies.length).text,
  }));
  const y = scaleLinear(domain(outcome.range, [...of.mean, ...of.q05, ...of.q95]), [0, 1]);
  const [left, right] = [axisRoom(y, outcome), width - endLabelRoom(labels, width)];
  const box: Box = {left, right, top: 10, bottom: 10 + Math.max(plotHeight(width), endLabelsHeight(labels.length, width))};
  y.range([box.bottom, box.top]);
  const middle = (box.left + box.right) / 2;
  const last = levels.levels.length - 1;
  const x = scaleLinear([0, Math.max(1, last)], last === 0 ? [middle, middle] : [box.left + 14, box.right - 6]);
  valueAxis(group, y, box, outcome);
  levelAxis(group, levels, x, box);
  // Of one level, policies stand side by side, so that their bars are told apart.
  const gap = last === 0 ? Math.min(40, (right - left) / of.mean.length) : 0;
  const aside = (policy: number) => (policy - (of.mean.length - 1) / 2) * gap;
  const xsOf = (policy: number) => levels.levels.map((_, index) => x(index) + aside(policy));
  of.mean.forEach((mean, policy) => {
    const look = policyLook(policy, payload.policies.length);
    if (payload.replicates > 1) drawSpread(group, xsOf(policy), of.q05[policy]!, of.q95[policy]!, y, look);
    drawMeans(group, xsOf(policy), mean, y, look);
  });
  const ends = of.mean.flatMap((mean, policy) => {
    const end = mean.findLastIndex((value) => value !== null);
    return end < 0 ? [] : [{...labels[policy]!, x: xsOf(policy)[end]!, y: y(mean[end]!)}];
  });
  endLabels(group, ends, box, width);
  return box.bottom + 46;
}

function levelAxis(group: Group, levels: Levels, x: Scale, box: Box) {
  const axis = group.append('g').attr('class', 'axis');
  axis.append('path').attr('d', `M${box.left},${box.bottom}H${box.right}`);
  const every = Math.ceil((levels.levels.length * 34) / (box.right - box.left));
  levels.levels.forEach((_, index) => {
    if (index % every) return;
    axis.append('text').attr('x', x(index)).attr('y', box.bottom + 20).attr('text-anchor', 'middle')
      .text(levelText(levels, index));
  });
  group.append('text').attr('class', 'quiet').attr('x', box.right).attr('y', box.bottom + 40).attr('text-anchor', 'end')
    .text('levels below the top');
}

// A band over the levels; of one level a bar.
function drawSpread(group: Group, xs: number[], low: (number | null)[], high: (number | null)[], y: Scale, look: Look) {
  if (xs.length > 1) {
    group.append('path').attr('d', bandPath(xs, low, high, y)).style('fill', look.color).style('fill-opacity', 0.18);
  } else if (low[0] != null && high[0] != null) {
    group.append('path').attr('d', `M${xs[0]},${y(low[0])}V${y(high[0])}`).style('stroke', look.color)
      .style('stroke-width', 3).style('stroke-opacity', 0.5).attr('data-course', 'spread');
  }
}

function drawMeans(group: Group, xs: number[], mean: (number | null)[], y: Scale, look: Look) {
  group.append('path').attr('d', coursePath(xs, mean, y)).style('fill', 'none').style('stroke', look.color)
    .style('stroke-width', 2.75).style('stroke-dasharray', look.dash).attr('data-course', 'mean');
  mean.forEach((value, index) => {
    if (value === null) return;
    group.append('circle').attr('cx', xs[index]!).attr('cy', y(value)).attr('r', xs.length > 20 ? 3 : 5)
      .style('fill', look.color).style('stroke', 'var(--paper)').style('stroke-width', 1.5);
  });
}

function table(payload: Payload, levels: Levels, of: LevelOutcome, outcome: Outcome): Table {
  const format = (value: number) => bare({...outcome, factor: 1}, value);
  const several = payload.replicates > 1;
  return {
    caption: `${nameWithUnit(outcome)} by level below the top, ${windowText(payload)}`,
    columns: [{label: 'level'}, ...payload.policies.flatMap((policy) => several
      ? ['mean', '5 %', '95 %'].map((what) => ({label: `${policy}, ${what}`, format})) : [{label: policy, format}])],
    rows: levels.levels.map((_, index) => [levelText(levels, index), ...of.mean.flatMap((mean, policy) =>
      (several ? [mean, of.q05[policy]!, of.q95[policy]!] : [mean]).map((values) => shown(outcome, values[index])))]),
  };
}
