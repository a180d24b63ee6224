/** The map's drawing: fields, the border between policies, and the key. */
import {leastIndex} from 'd3-array';
import {scaleLinear} from 'd3-scale';
import type {Group} from '../shared/figure.ts';
import {decimal} from '../shared/format.ts';
import {fitted, textWidth} from '../shared/text_width.ts';
import type {Axis, Outcome, RegimeMap} from './payload.ts';
import {crossed, patternPath, type Rectangle} from './regimes_patterns.ts';
import {winnerText, type MapPolicy} from './regimes_policies.ts';

export interface MapParts {
  map: RegimeMap;
  /** Of the map. */
  policies: MapPolicy[];
  outcome: Outcome;
  /** How much better, or higher, the winner is, [y][x]; null where it is not clear. */
  advantage: (number | null)[][];
}

interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
  fieldWidth: number;
  fieldHeight: number;
}

export function drawMap(group: Group, parts: MapParts, width: number): number {
  const {map} = parts;
  const keyHeight = drawKey(group, parts, width);
  const labels = Math.min(width * 0.3, Math.max(...map.y.labels.map((label) => textWidth(label, 12)))) + 10;
  const fieldWidth = (width - labels) / map.x.values.length;
  const fieldHeight = Math.min(64, Math.max(26, Math.min(fieldWidth * 0.7, 460 / map.y.values.length)));
  const frame = {
    left: labels, top: keyHeight + 26, width: width - labels, height: fieldHeight * map.y.values.length, fieldWidth, fieldHeight,
  };
  group.append('text').attr('class', 'quiet').attr('x', 0).attr('y', keyHeight + 12).text(`${map.y.name} ↑`);
  drawFields(group, parts, frame);
  drawLabels(group, map, frame);
  drawBorders(group, map, frame);
  drawNumbers(group, parts, frame);
  return frame.top + frame.height + 48;
}

function fieldAt({left, top, height, fieldWidth, fieldHeight}: Frame, x: number, y: number): Rectangle {
  return {left: left + x * fieldWidth + 1, top: top + height - (y + 1) * fieldHeight + 1, width: fieldWidth - 2, height: fieldHeight - 2};
}

// The better a winner, the fuller its color; never so full that its number would be hard to read.
const opacity = {least: 0.16, most: 0.6};

function drawFields(group: Group, {map, policies, advantage}: MapParts, frame: Frame) {
  const strongest = Math.max(0, ...advantage.flat().map((value) => value ?? 0)) || 1;
  map.fields.forEach((row, y) => row.forEach(({winner}, x) => {
    const field = fieldAt(frame, x, y);
    const value = advantage[y]![x]!;
    const strength = opacity.least + (opacity.most - opacity.least) * Math.min(1, (value ?? 0) / strongest);
    drawField(group, field, winner === null ? null : policies[winner]!, strength);
  }));
}

function drawField(group: Group, field: Rectangle, winner: MapPolicy | null, strength: number) {
  const color = winner?.look.color ?? 'var(--muted)';
  const {left, top, width, height} = field;
  group.append('rect').attr('x', left).attr('y', top).attr('width', Math.max(0, width)).attr('height', height)
    .style('fill', winner ? color : 'var(--raised)').style('fill-opacity', winner ? strength : 1);
  group.append('path').attr('d', patternPath(field, winner?.pattern ?? crossed))
    .style('fill', 'none').style('stroke', color).style('stroke-opacity', 0.45).style('stroke-width', 1.25)
    .style('stroke-linecap', 'round');
}

function drawNumbers(group: Group, {outcome, advantage}: MapParts, frame: Frame) {
  advantage.forEach((row, y) => row.forEach((value, x) => {
    if (value !== null) drawNumber(group, decimal(value, outcome.decimals), fieldAt(frame, x, y));
  }));
}

// In the field if it has room, with a halo over patterns and borders.
function drawNumber(group: Group, text: string, {left, top, width, height}: Rectangle) {
  const size = [16, 14, 12, 11].find((each) => textWidth(text, each, 650) <= width - 6 && each + 8 <= height);
  if (!size) return;
  group.append('text').attr('x', left + width / 2).attr('y', top + height / 2 + size * 0.36).attr('text-anchor', 'middle')
    .style('font-size', `${size}px`).style('font-weight', 650).style('paint-order', 'stroke')
    .style('stroke', 'var(--paper)').style('stroke-opacity', 0.6).style('stroke-width', 4).style('stroke-linejoin', 'round').text(text);
}

function drawLabels(group: Group, {x, y}: RegimeMap, frame: Frame) {
  const axis = group.append('g').attr('class', 'axis');
  const bottom = frame.top + frame.height;
  const widest = Math.max(...x.labels.map((label) => textWidth(label, 12))) + 8;
  const every = Math.max(1, Math.ceil(Math.min(widest, 90) / frame.fieldWidth));
  x.labels.forEach((label, index) => {
    if (index % every) return;
    axis.append('text').attr('x', frame.left + (index + 0.5) * frame.fieldWidth).attr('y', bottom + 18)
      .attr('text-anchor', 'middle').text(fitted(label, Math.max(frame.fieldWidth * every - 4, 20), 12));
  });
  y.labels.forEach((label, index) => {
    axis.append('text').attr('x', frame.left - 8).attr('y', bottom - (index + 0.5) * frame.fieldHeight + 4)
      .attr('text-anchor', 'end').text(fitted(label, frame.left - 8, 12));
  });
  group.append('text').attr('class', 'quiet').attr('x', frame.left + frame.width).attr('y', bottom + 40)
    .attr('text-anchor', 'end').text(`${x.name} →`);
}

// Fields are equally wide whatever their values; between their middles values run evenly.
function middles({values}: Axis, first: number, pitch: number) {
  if (values.length < 2) return () => first;
  return scaleLinear(values, values.map((_, index) => first + index * pitch)).clamp(true);
}

// A line through neighboring rows where the same policies meet, and at each row the border's interval.
function drawBorders(group: Group, {borders, x, y}: RegimeMap, frame: Frame) {
  const across = middles(x, frame.left + frame.fieldWidth / 2, frame.fieldWidth);
  const up = middles(y, frame.top + frame.height - frame.fieldHeight / 2, -frame.fieldHeight);
  for (const line of runs(borders, y)) {
    const points = line.map((border) => `${across(border.x.value!)},${up(border.y)}`);
    // Half a field on at both ends, so that one row alone has a line too.
    const [start, end] = [line[0]!, line.at(-1)!];
    const path = `M${across(start.x.value!)},${up(start.y) + frame.fieldHeight / 2}L${points.join('L')}`
      + `L${across(end.x.value!)},${up(end.y) - frame.fieldHeight / 2}`;
    stroke(group, path, 3.5);
    for (const border of line) {
      if (border.x.low === null || border.x.high === null) continue;
      const [from, to] = [across(border.x.low), across(border.x.high)];
      stroke(group, `M${from},${up(border.y) - 5}v10m0,-5H${to}m0,-5v10`, 1.75);
    }
  }
}

function stroke(group: Group, path: string, width: number) {
  for (const [color, line] of [['var(--paper)', width + 3], ['var(--ink)', width]] as const) {
    group.append('path').attr('d', path).style('fill', 'none').style('stroke', color).style('stroke-width', line)
      .style('stroke-linejoin', 'round');
  }
}

// Index of the axis's value that is nearest: values were rounded on their way here.
const nearest = ({values}: Axis, value: number) => leastIndex(values, (a, b) => Math.abs(a - value) - Math.abs(b - value))!;

type Border = RegimeMap['borders'][number];

function runs(borders: Border[], y: Axis): Border[][] {
  const row = (border: Border) => nearest(y, border.y);
  const lines: Border[][] = [];
  for (const border of borders.filter((each) => each.x.value !== null)) {
    const line = lines.find((each) => {
      const last = each.at(-1)!;
      return last.left === border.left && last.right === border.right && row(border) === row(last) + 1;
    });
    if (line) line.push(border);
    else lines.push([border]);
  }
  return lines;
}

function drawKey(group: Group, {map, policies, outcome}: MapParts, width: number): number {
  const entries = [...policies.map((policy) => ({name: winnerText(outcome, policy.name), winner: policy as MapPolicy | null})),
    {name: 'not clear', winner: null}];
  let x = 0;
  let y = 0;
  const place = (room: number) => {
    if (x > 0 && x + room > width) {
      x = 0;
      y += 28;
    }
    x += room + 22;
    return {left: x - room - 22, top: y};
  };
  for (const {name, winner} of entries) {
    const text = fitted(name, width - 40, 14, 600);
    const {left, top} = place(38 + textWidth(text, 14, 600));
    drawField(group, {left, top, width: 30, height: 20}, winner, 0.5);
    group.append('text').attr('class', 'strong').attr('x', left + 38).attr('y', top + 15).style('font-size', '14px')
      .style('fill', winner?.look.text ?? 'var(--muted)').text(text);
  }
  if (map.borders.length > 0) {
    const text = 'border, with 95 % interval';
    const {left, top} = place(38 + textWidth(text, 14));
    stroke(group, `M${left + 15},${top}v20`, 3.5);
    stroke(group, `M${left + 3},${top + 5}v10m0,-5h24m0,-5v10`, 1.75);
    group.append('text').attr('x', left + 38).attr('y', top + 15).style('font-size', '14px').text(text);
  }
  return y + 34;
}
