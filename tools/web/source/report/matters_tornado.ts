/** Bars under one another, one for each factor. */
import {scaleLinear} from 'd3-scale';
import type {Group} from '../shared/figure.ts';
import type {Scale} from '../shared/plot.ts';
import {fitted, textWidth} from '../shared/text_width.ts';
import type {Estimate, Matters} from './payload.ts';

/** Values are as people see them. */
export interface Row {
  name: string;
  /** The numbers, at the right. */
  text: string;
  main: Estimate;
  /** A second, thinner bar; null for none. */
  other: number | null;
  /** Instead of bars from 0: from the low end to the high one. */
  ends: Matters['factors'][number]['ends'];
}

export interface Tornado {
  rows: Row[];
  domain: [number, number];
  /** Of the axis. */
  title: string;
  /** What the wide and the thin bars are; empty where there are none. */
  key: string[];
}

interface Frame {
  x: Scale;
  top: number;
  /** From row to row. */
  pitch: number;
  /** Names and numbers stand above the bars where the drawing is narrow, else beside them. */
  above: boolean;
  width: number;
}

const nameSize = 14;
const bar = {wide: 18, thin: 6};

export function drawTornado(group: Group, tornado: Tornado, width: number): number {
  const frame = frameOf(tornado, width);
  drawKey(group, tornado.key);
  drawAxis(group, tornado, frame);
  tornado.rows.forEach((row, index) => drawRow(group, row, frame, index));
  return frame.top + tornado.rows.length * frame.pitch + 44;
}

function frameOf({rows, domain, key}: Tornado, width: number): Frame {
  const above = width < 620;
  const names = Math.max(...rows.map(({name}) => textWidth(name, nameSize, 600)));
  const texts = Math.max(...rows.map(({text}) => textWidth(text)));
  // Labels of ends stand outside of the bars.
  const margin = rows.some(({ends}) => ends) ? 56 : above ? 16 : 4;
  const left = above ? margin : Math.min(names, width * 0.3) + 16 + margin;
  const right = width - (above ? margin : texts + 20 + margin);
  const pitch = above ? 54 : 40;
  return {x: scaleLinear(domain, [left, right]), top: key.length ? 34 : 6, pitch, above, width};
}

function drawKey(group: Group, key: string[]) {
  let x = 0;
  key.forEach((label, index) => {
    const height = index === 0 ? bar.wide : bar.thin;
    drawBar(group, x, x + 28, 11, height, index === 0);
    group.append('text').attr('class', 'quiet').attr('x', x + 36).attr('y', 15).text(label);
    x += 36 + textWidth(label, 12) + 24;
  });
}

function drawAxis(group: Group, {rows, title}: Tornado, {x, top, pitch, width}: Frame) {
  const bottom = top + rows.length * pitch;
  const [from, to] = x.range() as [number, number];
  const count = Math.max(2, Math.min(6, Math.floor((to - from) / 80)));
  const axis = group.append('g').attr('class', 'axis grid');
  for (const tick of x.ticks(count)) {
    axis.append('line').attr('x1', x(tick)).attr('x2', x(tick)).attr('y1', top).attr('y2', bottom);
    axis.append('text').attr('x', x(tick)).attr('y', bottom + 18).attr('text-anchor', 'middle').text(x.tickFormat(count)(tick));
  }
  group.append('text').attr('class', 'quiet').attr('x', to).attr('y', bottom + 38).attr('text-anchor', 'end')
    .text(fitted(title, Math.min(to, width), 12));
}

function drawRow(group: Group, row: Row, frame: Frame, index: number) {
  const {x, top, pitch, above, width} = frame;
  const y = top + index * pitch + (above ? 36 : pitch / 2);
  const text = above ? y - 17 : y + 5;
  const room = above ? width - textWidth(row.text) - 12 : x.range()[0]! - 16 - (row.ends ? 52 : 0);
  group.append('text').attr('class', 'strong').attr('x', 0).attr('y', text)
    .style('font-size', `${nameSize}px`).text(fitted(row.name, room, nameSize, 650));
  group.append('text').attr('class', 'number').attr('x', width).attr('y', text).attr('text-anchor', 'end').text(row.text);
  if (row.ends) drawEnds(group, row.ends, frame, y);
  else drawIndices(group, row, frame, y);
}

function drawIndices(group: Group, {main, other}: Row, {x}: Frame, y: number) {
  if (main.value !== null) drawBar(group, x(0), x(main.value), y, bar.wide, true);
  if (other !== null) drawBar(group, x(0), x(other), y, bar.thin, false);
  if (main.low === null || main.high === null) return;
  const line = `M${x(main.low)},${y - 6}v12m0,-6H${x(main.high)}m0,-6v12`;
  group.append('path').attr('d', line).style('fill', 'none').style('stroke', 'var(--paper)').style('stroke-width', 5);
  group.append('path').attr('d', line).style('fill', 'none').style('stroke', 'var(--ink)').style('stroke-width', 1.75);
}

function drawBar(group: Group, from: number, to: number, y: number, height: number, wide: boolean) {
  group.append('rect').attr('x', Math.min(from, to)).attr('width', Math.abs(to - from))
    .attr('y', y - height / 2).attr('height', height)
    .style('fill', 'var(--accent)').style('fill-opacity', wide ? 0.32 : 1);
}

// A ring at the low end and a dot at the high one, each with what that end is.
function drawEnds(group: Group, ends: NonNullable<Row['ends']>, {x}: Frame, y: number) {
  if (ends.low === null || ends.high === null) return;
  const [low, high] = [x(ends.low), x(ends.high)];
  drawBar(group, low, high, y, 12, true);
  const mark = (at: number, fill: string) => group.append('circle').attr('cx', at).attr('cy', y).attr('r', 6)
    .style('fill', fill).style('stroke', 'var(--accent)').style('stroke-width', 2.5);
  mark(low, 'var(--paper)');
  mark(high, 'var(--accent)');
  const label = (at: number, text: string, isLeft: boolean) => group.append('text').attr('class', 'quiet number')
    .attr('x', isLeft ? at - 11 : at + 11).attr('y', y + 4).attr('text-anchor', isLeft ? 'end' : 'start').text(fitted(text, 45, 12));
  label(low, ends.low_at, low <= high);
  label(high, ends.high_at, low > high);
}
