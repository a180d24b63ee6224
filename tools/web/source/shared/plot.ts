import {axisBottom, axisLeft} from 'd3-axis';
import {max, min} from 'd3-array';
import {format} from 'd3-format';
import {scaleLinear, type ScaleLinear} from 'd3-scale';
import {area, line} from 'd3-shape';
import type {Outcome} from '../report/payload.ts';
import type {Group} from './figure.ts';
import {textWidth} from './text_width.ts';

type Values = (number | null)[];
export type Scale = ScaleLinear<number, number>;

const ticks = 5;

/** The room of a plot within a drawing, in pixels. */
export interface Box { left: number; right: number; top: number; bottom: number }

/** A scale's domain for values: the range they have by definition, else all of them and zero. */
export function domain(range: [number, number] | null, values: Values[]): [number, number] {
  if (range) return range;
  const low = min(values, (of) => min(of, (value) => value ?? undefined)) ?? 0;
  const high = max(values, (of) => max(of, (value) => value ?? undefined)) ?? 0;
  const [from, to] = scaleLinear([Math.min(0, low), Math.max(0, high)], [0, 1]).nice(5).domain() as [number, number];
  return from === to ? [0, 1] : [from, to];
}

// What ticks say: as many digits as tell them apart, with the sign for percent.
function tickText(y: Scale, {factor, unit}: Outcome): (value: number) => string {
  const [from, to] = y.domain() as [number, number];
  const digits = scaleLinear([from * factor, to * factor], [0, 1]).tickFormat(ticks);
  const short = Math.max(Math.abs(from), Math.abs(to)) * factor < 1e6 ? digits : format('~s');
  return (value) => short(value * factor) + (unit === '%' ? ' %' : '');
}

/** Of a plot in a drawing this wide: two figures fit a page of paper. */
export const plotHeight = (width: number) => Math.round(Math.min(380, Math.max(220, 220 + (width - 680) * 0.44)));

/** Room that the labels of an axis at the left take. */
export function axisRoom(y: Scale, outcome: Outcome): number {
  return Math.ceil(Math.max(...y.ticks(ticks).map((tick) => textWidth(tickText(y, outcome)(tick), 12)))) + 12;
}

/** Lines across the plot and their values at its left. */
export function valueAxis(group: Group, y: Scale, box: Box, outcome: Outcome) {
  const axis = axisLeft<number>(y).tickValues(y.ticks(ticks)).tickFormat(tickText(y, outcome))
    .tickSize(-(box.right - box.left)).tickPadding(8);
  const made = group.append('g').attr('class', 'axis grid').attr('transform', `translate(${box.left}, 0)`).call(axis);
  clean(made).select('.domain').remove();
}

/** Weeks under the plot. */
export function weekAxis(group: Group, x: Scale, box: Box) {
  const [first, last] = x.domain() as [number, number];
  const most = Math.max(2, Math.floor((box.right - box.left) / 70));
  const between = x.ticks(most).filter((week) => Number.isInteger(week) && week > first);
  const ticks = first === last ? [first] : [first, ...between];
  const axis = axisBottom<number>(x).tickValues(ticks).tickFormat((week) => `${week}`).tickSize(5).tickPadding(5);
  clean(group.append('g').attr('class', 'axis').attr('transform', `translate(0, ${box.bottom})`).call(axis));
  group.append('text').attr('class', 'quiet').attr('x', box.right).attr('y', box.bottom + 36).attr('text-anchor', 'end')
    .text(first === last ? 'week' : 'weeks');
}

// d3 writes font and color on the axis; the style sheet says them.
function clean(axis: Group): Group {
  return axis.attr('font-family', null).attr('font-size', null).attr('text-anchor', axis.attr('text-anchor'));
}

/** The outline between two courses, [week shown]; gaps where one is missing. */
export function bandPath(xs: number[], low: Values, high: Values, y: Scale): string {
  return area<number>().defined((_, index) => low[index] !== null && high[index] !== null)
    .x((at) => at).y0((_, index) => y(low[index]!)).y1((_, index) => y(high[index]!))(xs) ?? '';
}

/** A course, [week shown]; gaps where it is missing. */
export function coursePath(xs: number[], values: Values, y: Scale): string {
  return line<number>().defined((_, index) => values[index] !== null)
    .x((at) => at).y((_, index) => y(values[index]!))(xs) ?? '';
}

/** Places as near as can be to those wished, in any order, `gap` apart between `low` and `high`. */
export function spread(wished: number[], gap: number, low: number, high: number): number[] {
  const order = wished.map((_, index) => index).sort((a, b) => wished[a]! - wished[b]!);
  const placed = [...wished];
  let least = low;
  for (const index of order) {
    placed[index] = Math.max(placed[index]!, least);
    least = placed[index]! + gap;
  }
  let most = high;
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index]!, most);
    most = placed[index]! - gap;
  }
  return placed;
}
