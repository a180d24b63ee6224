/** What to draw of a policy's week, as plain shapes that canvas and SVG both draw. */
import {interpolateCividis} from 'd3-scale-chromatic';
import type {Box, Branch, Layout} from './people_layout.ts';
import {fate, isWithoutLeader, type Recording} from './people_recording.ts';

export type Mark = 'check' | 'cross' | 'dot';

/** Colors of text may be custom properties of the theme, `var(--ink)`. */
export type Shape =
  | {kind: 'cell'; box: Box; fill: string}
  | {kind: 'vacant'; box: Box}
  | {kind: 'leader'; box: Box; stroke: string}
  | {kind: 'inspected'; box: Box}
  | {kind: 'mark'; mark: Mark; x: number; y: number; size: number}
  | {kind: 'counts'; box: Box; counts: [Mark, number][]; down: boolean}
  | {kind: 'text'; x: number; y: number; text: string; size: number; weight: number; color: string; end?: boolean};

const markOf: Record<number, Mark> = {
  [fate.silent]: 'dot',
  [fate.used]: 'check',
  [fate.explained]: 'check',
  [fate.ignored]: 'cross',
};

// A mark in a smaller cell cannot be told from another.
const leastSide = 8.5;

/** Room that a count takes. */
export const countSize = {width: 36, height: 17};

const colors = new Map<number, string>();

/** Made once for each value, of which recordings have few. */
export function trustColor(trust: number): string {
  const known = colors.get(trust);
  if (known) return known;
  const made = interpolateCividis(trust);
  colors.set(trust, made);
  return made;
}

/** No color of the scale. */
export const withoutLeaderColor = '#9c8fa6';

/** White on dark colors, black on light ones. */
export const contrast = (trust: number | null) => (trust !== null && trust < 0.55 ? '#fff' : '#000');

export function weekShapes(layout: Layout, recording: Recording, week: number): Shape[] {
  const cells = layout.boxes.flatMap((box, cell): Shape[] => {
    if (box.width <= 0 || box.height <= 0) return [];
    const trust = recording.trust(week, cell);
    const shapes: Shape[] = [cellShape(box, trust, isWithoutLeader(recording, week, cell))];
    if (layout.leads[cell] && shortSide(box) >= 6) shapes.push({kind: 'leader', box, stroke: contrast(trust)});
    return shapes;
  });
  const voices = holdsMarks(layout) ? marks(layout, recording, week) : counts(layout.top, recording, week);
  return [...cells, ...voices];
}

function cellShape(box: Box, trust: number | null, withoutLeader: boolean): Shape {
  if (withoutLeader) return {kind: 'cell', box, fill: withoutLeaderColor};
  return trust === null ? {kind: 'vacant', box} : {kind: 'cell', box, fill: trustColor(trust)};
}

/** Are cells large enough for marks? They are alike in size, but for a few that gaps made thin. */
export function holdsMarks({boxes}: Layout): boolean {
  return boxes.filter((box) => shortSide(box) >= leastSide).length * 2 >= boxes.length;
}

function marks(layout: Layout, recording: Recording, week: number): Shape[] {
  return layout.boxes.flatMap((box, cell): Shape[] => {
    const mark = markOf[recording.fate(week, cell)];
    if (!mark || shortSide(box) < leastSide) return [];
    const size = Math.min(30, shortSide(box) * 0.72);
    return [{kind: 'mark', mark, x: box.left + box.width / 2, y: box.top + box.height / 2, size}];
  });
}

// A count for each of the smallest branches that all have room for one.
function counts(branch: Branch, recording: Recording, week: number): Shape[] {
  if (branch.branches.length > 0 && branch.branches.every(hasRoom)) {
    return branch.branches.flatMap((each) => counts(each, recording, week));
  }
  const found: Record<Mark, number> = {check: 0, cross: 0, dot: 0};
  count(branch, recording, week, found);
  const present = (Object.entries(found) as [Mark, number][]).filter(([, number]) => number > 0);
  if (present.length === 0 || !hasRoom(branch)) return [];
  const down = !isWide(branch);
  const width = countSize.width * (down ? 1 : present.length);
  const height = countSize.height * (down ? present.length : 1);
  const {box} = branch;
  const left = box.left + (box.width - width) / 2;
  const top = box.top + (box.height - height) / 2;
  return [{kind: 'counts', box: {left, top, width, height}, counts: present, down}];
}

function count(branch: Branch, recording: Recording, week: number, found: Record<Mark, number>) {
  for (const cell of branch.cells) {
    const mark = markOf[recording.fate(week, cell)];
    if (mark) found[mark] += 1;
  }
  for (const each of branch.branches) count(each, recording, week, found);
}

const shortSide = (box: Box) => Math.min(box.width, box.height);
// Three counts stand side by side, or one below the other.
const isWide = ({box}: Branch) => box.width >= 3 * countSize.width && box.height >= countSize.height;
const isHigh = ({box}: Branch) => box.width >= countSize.width && box.height >= 3 * countSize.height;
const hasRoom = (branch: Branch) => isWide(branch) || isHigh(branch);
