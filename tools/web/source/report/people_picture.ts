/** The whole figure of people: a panel for each policy, and the key to colors and marks. */
import {fitted, textWidth} from '../shared/text_width.ts';
import {decimal} from '../shared/format.ts';
import {policyLook} from '../shared/palette.ts';
import type {People} from './payload.ts';
import {layOut, type Box, type Layout} from './people_layout.ts';
import {reportsOf, tally, type Recording} from './people_recording.ts';
import {trustColor, weekShapes, withoutLeaderColor, type Mark, type Shape} from './people_shapes.ts';

/** Fixed for a width: only colors and marks change from week to week. */
export interface Plan {
  width: number;
  height: number;
  /** By policy. */
  panels: {title: {x: number; y: number; width: number}; layout: Layout}[];
  key: Shape[];
}

const between = 28;
const leastPanel = 290;
const titleHeight = 30;

export function plan(people: People, everyone: Recording[], width: number): Plan {
  const fit = Math.max(1, Math.floor((width + between) / (leastPanel + between)));
  const rows = Math.ceil(everyone.length / fit);
  const columns = Math.ceil(everyone.length / rows);
  const panelWidth = (width - (columns - 1) * between) / columns;
  const most = Math.max(...everyone.map(({chart}) => chart.ids.length));
  const panelHeight = Math.max(170, Math.min(440, panelWidth * 0.75, 100 * Math.sqrt(most)));
  const panels = everyone.map(({chart}, policy) => {
    const left = (policy % columns) * (panelWidth + between);
    const top = Math.floor(policy / columns) * (panelHeight + titleHeight + 16) + titleHeight;
    const room = {left, top, width: panelWidth, height: panelHeight};
    return {title: {x: left, y: top - 10, width: panelWidth}, layout: layOut(chart, room)};
  });
  const end = rows * (panelHeight + titleHeight + 16) + 8;
  const key = keyShapes(people, width, end);
  return {width, height: Math.ceil(key.bottom), panels, key: key.shapes};
}

/** All shapes of a week; `inspected` is an id, framed wherever it is. */
export function pictureShapes({panels, key}: Plan, policies: string[], everyone: Recording[], week: number,
  inspected: string | null): Shape[] {
  const drawn = panels.flatMap(({title, layout}, policy) => {
    const recording = everyone[policy]!;
    const number = decimal(tally(recording, week, led(recording)).trust, 2);
    const room = title.width - textWidth(number, 18, 650) - 12;
    const shapes: Shape[] = [
      {kind: 'text', x: title.x, y: title.y, text: fitted(policies[policy] ?? '', room, 15, 650), size: 15, weight: 650,
        color: policyLook(policy, policies.length).text},
      {kind: 'text', x: title.x + title.width, y: title.y, text: number, size: 18, weight: 650, color: 'var(--ink)',
        end: true},
      ...weekShapes(layout, recording, week),
    ];
    const cell = inspected === null ? -1 : recording.chart.ids.indexOf(inspected);
    if (cell >= 0) shapes.push({kind: 'inspected', box: layout.boxes[cell]!});
    return shapes;
  });
  return [...drawn, ...key];
}

/** All but the top of a chart of members, who has no leader to trust; all of any other. */
export function led({chart}: Recording): number[] {
  const cells = chart.ids.map((_, cell) => cell);
  const members = chart.sizes.every((size) => size === 1);
  return members && cells.length > 1 ? cells.slice(1) : cells;
}

const keyRow = 26;

// The scale with its numbers, then an example of each mark, in as many rows as the width asks for.
export function keyShapes(people: People, width: number, top: number): {shapes: Shape[]; bottom: number} {
  const shapes: Shape[] = [];
  let x = 0;
  let y = top;
  const text = (words: string) => {
    shapes.push({kind: 'text', x, y: y + 14, text: words, size: 13, weight: 400, color: 'var(--muted)'});
    x += textWidth(words) + 8;
  };
  scale(shapes, y);
  x = scaleWidth + 16;
  text('mean trust in the leader');
  x += 12;
  for (const {words, draw} of keyEntries(people)) {
    if (x > 0 && x + 26 + textWidth(words) > width) {
      x = 0;
      y += y === top ? keyRow + 8 : keyRow;
    }
    shapes.push(...draw({left: x, top: y, width: 18, height: 18}));
    x += 26;
    text(words);
    x += 12;
  }
  return {shapes, bottom: y + keyRow + 10};
}

const scaleWidth = 150;

function scale(shapes: Shape[], top: number) {
  const steps = 50;
  for (let step = 0; step < steps; step += 1) {
    const box = {left: (step * scaleWidth) / steps, top, width: scaleWidth / steps + 0.5, height: 14};
    shapes.push({kind: 'cell', box, fill: trustColor(step / (steps - 1))});
  }
  for (const value of [0, 0.5, 1]) {
    const label = `${value}`;
    const shift = value === 0 ? 0 : textWidth(label, 12) * value;
    shapes.push({kind: 'text', x: value * scaleWidth - shift, y: top + 28, text: label, size: 12, weight: 400,
      color: 'var(--muted)'});
  }
}

function keyEntries({kind, charts}: People): {words: string; draw: (box: Box) => Shape[]}[] {
  const cell = (box: Box): Shape => ({kind: 'cell', box, fill: trustColor(0.5)});
  const mark = (name: Mark) => (box: Box): Shape[] =>
    [cell(box), {kind: 'mark', mark: name, x: box.left + 9, y: box.top + 9, size: 13}];
  const entries = [
    {words: 'used or explained', draw: mark('check')},
    {words: 'ignored, unheard or punished', draw: mark('cross')},
    {words: 'kept silent', draw: mark('dot')},
    {words: 'nobody on duty', draw: (box: Box): Shape[] => [{kind: 'vacant', box}]},
  ];
  if (charts.some((chart) => reportsOf(chart).some((list) => list.length > 0))) {
    const words = kind === 'member' ? 'leader (as a band: of all below)' : 'has units below';
    entries.push({words, draw: (box) => [cell(box), {kind: 'leader', box, stroke: '#fff'}]});
  }
  if (kind === 'member') {
    entries.push({words: 'the top, without a leader', draw: (box) => [{kind: 'cell', box, fill: withoutLeaderColor}]});
  }
  return entries;
}
