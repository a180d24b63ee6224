/** Where each cell lies: a treemap, in which the branch of a leader is one rectangle that holds the leader too. */
import {hierarchy, treemap, treemapSquarify, type HierarchyRectangularNode} from 'd3-hierarchy';
import type {Chart} from './payload.ts';
import {reportsOf} from './people_recording.ts';

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Branch {
  box: Box;
  /** The leader, and those directly below that lead nobody. */
  cells: number[];
  branches: Branch[];
}

export interface Layout {
  /** By cell. */
  boxes: Box[];
  /** By cell: has it any below? */
  leads: boolean[];
  top: Branch;
}

interface Node {
  cell: number;
  size: number;
  children?: Node[];
}
type Placed = HierarchyRectangularNode<Node>;

export function layOut(chart: Chart, room: Box): Layout {
  const reports = reportsOf(chart);
  const root = hierarchy(nodes(chart, reports))
    .sum((node) => (node.children ? 0 : node.size))
    .sort((a, b) => b.value! - a.value! || a.data.cell - b.data.cell);
  // Gaps tell branches apart: the wider, the nearer to the top; small cells have small gaps, so that none is lost.
  const side = Math.sqrt((room.width * room.height) / chart.ids.length);
  const gap = (node: Placed) => node.children?.some((child) => child.children)
    ? Math.min(side * 0.4, Math.max(1.5, 7 - 2.5 * node.depth)) : Math.min(1, side * 0.08);
  const tile = (node: Placed, x0: number, y0: number, x1: number, y1: number) =>
    tileBranch(node, {left: x0, top: y0, width: x1 - x0, height: y1 - y0}, 0.8 * side + gap(node) / 2);
  const placed = treemap<Node>().tile(tile).size([room.width, room.height]).paddingInner(gap)(root);
  const box = ({x0, y0, x1, y1}: Placed) => ({left: room.left + x0, top: room.top + y0, width: x1 - x0, height: y1 - y0});
  const branch = (node: Placed): Branch => {
    const children = node.children ?? [node];
    return {
      box: box(node),
      cells: children.filter((child) => !child.children).map((child) => child.data.cell),
      branches: children.filter((child) => child.children).map(branch),
    };
  };
  const boxes: Box[] = [];
  for (const leaf of placed.leaves()) boxes[leaf.data.cell] = box(leaf);
  return {boxes, leads: reports.map((list) => list.length > 0), top: branch(placed)};
}

const squarify = treemapSquarify.ratio(1);

// Where there are branches below, the leader and those who lead nobody form a band above them, at least so high: among
// branches, single cells would become slivers.
function tileBranch(node: Placed, {left, top, width, height}: Box, least: number) {
  const children = node.children!;
  const cells = children.filter((child) => !child.children);
  const branches = children.filter((child) => child.children);
  const valueOf = (some: Placed[]) => some.reduce((sum, child) => sum + child.value!, 0);
  const place = (some: Placed[], from: number, to: number) =>
    squarify({children: some, value: valueOf(some)} as Placed, left, from, left + width, to);
  const share = Math.max(valueOf(cells) / node.value!, Math.min(1 / 3, least / height));
  const band = branches.length === 0 ? top + height : top + height * share;
  place(cells, top, band);
  if (branches.length > 0) place(branches, band, top + height);
}

// From the last cell up, as whoever is below comes later. A leader of one leader alone joins that one's branch: in a
// chain of them, rectangles within rectangles would leave no room for cells.
function nodes(chart: Chart, reports: number[][]): Node {
  const made: Node[] = [];
  for (let cell = chart.ids.length - 1; cell >= 0; cell -= 1) {
    const own = {cell, size: Math.max(1, chart.sizes[cell]!)};
    const below = reports[cell]!.map((report) => made[report]!);
    const joined = below.length === 1 ? below[0]!.children : undefined;
    if (below.length === 0) made[cell] = own;
    else made[cell] = {cell, size: 0, children: [own, ...(joined ?? below)]};
  }
  return made[0]!;
}

/** The cell at a point; -1 where there is none. */
export function cellAt(layout: Layout, x: number, y: number): number {
  return layout.boxes.findIndex(({left, top, width, height}) =>
    x >= left && x < left + width && y >= top && y < top + height);
}
