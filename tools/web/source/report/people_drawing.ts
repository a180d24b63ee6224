/** Draws shapes on a canvas, or as SVG that looks the same. */
import type {Group} from '../shared/figure.ts';
import type {Box} from './people_layout.ts';
import {countSize, type Mark, type Shape} from './people_shapes.ts';

// Lines from point to point, from -0.5 to 0.5.
const lines: Record<Mark, [number, number][][]> = {
  check: [[[-0.4, 0.02], [-0.12, 0.3], [0.4, -0.3]]],
  cross: [[[-0.32, -0.32], [0.32, 0.32]], [[0.32, -0.32], [-0.32, 0.32]]],
  dot: [[[0, 0], [0.001, 0]]],
};

const pathOf = (mark: Mark) => lines[mark].map((points) => `M${points.join(' L')}`).join(' ');

// White over a wider black, so that marks stand out from every color below them; silence is quieter.
const strokes: Record<Mark, {color: string; opacity: number; width: number}[]> = {
  check: [{color: '#000', opacity: 1, width: 0.38}, {color: '#fff', opacity: 1, width: 0.18}],
  cross: [{color: '#000', opacity: 1, width: 0.38}, {color: '#fff', opacity: 1, width: 0.18}],
  dot: [{color: '#000', opacity: 0.6, width: 0.52}, {color: '#fff', opacity: 0.8, width: 0.3}],
};

const backing = {color: '#000', opacity: 0.74};
const inspectedLines = [{color: '#000', width: 5}, {color: '#fff', width: 2.5}];

const leaderLine = ({width, height}: Box) => Math.min(2.5, Math.max(1, Math.min(width, height) * 0.08));

// An empty frame, struck through.
function vacantPath({left, top, width, height}: Box): string {
  const right = left + width - 0.5;
  const bottom = top + height - 0.5;
  return `M${left + 0.5},${top + 0.5} H${right} V${bottom} H${left + 0.5} Z L${right},${bottom}`;
}

type ShapeOf<Kind extends Shape['kind']> = Extract<Shape, {kind: Kind}>;

/** As many pixels as the screen has, and enough for paper. */
const paperDensity = () => Math.max(2, devicePixelRatio);

/** Draws with so many pixels for each of CSS, in which sizes are. */
export function drawOnCanvas(canvas: HTMLCanvasElement, width: number, height: number, shapes: Shape[],
  density = paperDensity()) {
  const context = canvas.getContext('2d')!;
  // A canvas whose size is set, even to the same, is made anew: too slow for every week of many.
  if (canvas.width !== Math.round(width * density) || canvas.height !== Math.round(height * density)) {
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
  }
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
  drawCells(context, shapes.filter((shape) => shape.kind === 'cell'));
  for (const shape of shapes) if (shape.kind !== 'cell' && shape.kind !== 'mark') drawShape(context, shape);
  drawAllMarks(context, shapes.filter((shape) => shape.kind === 'mark'));
}

// Cells never overlap, and marks lie within them: those that look the same are drawn together, as every change of color or
// width takes longer than what is drawn with it.
function drawCells(context: CanvasRenderingContext2D, cells: ShapeOf<'cell'>[]) {
  for (const [fill, alike] of together(cells, (cell) => cell.fill)) {
    context.fillStyle = fill;
    for (const {box} of alike) context.fillRect(box.left, box.top, box.width, box.height);
  }
}

function drawAllMarks(context: CanvasRenderingContext2D, marks: ShapeOf<'mark'>[]) {
  for (const alike of together(marks, ({mark, size}) => `${mark} ${lineSize(size)}`).values()) drawMarks(context, alike);
}

function together<Each>(all: Each[], key: (each: Each) => string): Map<string, Each[]> {
  const groups = new Map<string, Each[]>();
  for (const each of all) {
    const name = key(each);
    const group = groups.get(name);
    if (group) group.push(each);
    else groups.set(name, [each]);
  }
  return groups;
}

const family = getComputedStyle(document.documentElement).fontFamily;
const themed = new Map<string, string>();

// A color of the theme, read once: reading styles has the page compute its layout in the middle of drawing.
function theme(color: string): string {
  const name = /^var\((.*)\)$/.exec(color)?.[1];
  if (!name) return color;
  const key = `${document.documentElement.dataset['theme']} ${name}`;
  if (!themed.has(key)) themed.set(key, getComputedStyle(document.documentElement).getPropertyValue(name));
  return themed.get(key)!;
}

function drawShape(context: CanvasRenderingContext2D, shape: Exclude<Shape, ShapeOf<'cell' | 'mark'>>) {
  switch (shape.kind) {
    case 'vacant':
      context.strokeStyle = theme('var(--muted)');
      context.lineWidth = 1;
      return context.stroke(new Path2D(vacantPath(shape.box)));
    case 'leader':
      return drawFrame(context, shape.box, leaderLine(shape.box), shape.stroke, leaderLine(shape.box));
    case 'inspected':
      for (const {color, width} of inspectedLines) drawFrame(context, shape.box, 0, color, width);
      return;
    case 'counts':
      return drawCounts(context, shape);
    case 'text':
      context.font = `${shape.weight} ${shape.size}px ${family}`;
      context.fillStyle = theme(shape.color);
      context.textAlign = shape.end ? 'right' : 'left';
      return context.fillText(shape.text, shape.x, shape.y);
  }
}

function drawFrame(context: CanvasRenderingContext2D, {left, top, width, height}: Box, inset: number, color: string,
  line: number) {
  context.strokeStyle = color;
  context.lineWidth = line;
  context.strokeRect(left + inset, top + inset, width - 2 * inset, height - 2 * inset);
}

// Strokes are as wide as a size in quarters of a pixel asks for.
const lineSize = (size: number) => Math.round(4 * size) / 4;

/** Marks of one kind and of one line size. */
function drawMarks(context: CanvasRenderingContext2D, alike: Omit<ShapeOf<'mark'>, 'kind'>[]) {
  const {mark, size: first} = alike[0]!;
  context.beginPath();
  for (const {x, y, size} of alike) {
    for (const points of lines[mark]) {
      points.forEach(([right, down], index) => {
        if (index === 0) context.moveTo(x + size * right, y + size * down);
        else context.lineTo(x + size * right, y + size * down);
      });
    }
  }
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const {color, opacity, width} of strokes[mark]) {
    context.globalAlpha = opacity;
    context.strokeStyle = color;
    context.lineWidth = width * lineSize(first);
    context.stroke();
  }
  context.globalAlpha = 1;
  context.lineCap = 'butt';
  context.lineJoin = 'miter';
}

function drawCounts(context: CanvasRenderingContext2D, {box, counts, down}: ShapeOf<'counts'>) {
  context.globalAlpha = backing.opacity;
  context.fillStyle = backing.color;
  context.fillRect(box.left, box.top, box.width, box.height);
  context.globalAlpha = 1;
  context.font = `600 12px ${family}`;
  context.textAlign = 'left';
  counts.forEach(([mark, number], index) => {
    const {x, y} = countPlace(box, down, index);
    drawMarks(context, [{mark, x: x + 8, y, size: 10}]);
    context.fillStyle = '#fff';
    context.fillText(`${number}`, x + 15, y + 4, countSize.width - 16);
  });
}

const countPlace = ({left, top}: Box, down: boolean, index: number) => ({
  x: left + (down ? 0 : index * countSize.width),
  y: top + countSize.height * (down ? index + 0.5 : 0.5),
});

/** The same picture in a group of SVG. */
export function drawAsSvg(group: Group, shapes: Shape[]) {
  for (const shape of shapes) appendShape(group, shape);
}

function appendShape(group: Group, shape: Shape) {
  switch (shape.kind) {
    case 'cell':
      return appendBox(group, shape.box, 0).style('fill', shape.fill);
    case 'vacant':
      return group.append('path').attr('d', vacantPath(shape.box)).style('fill', 'none').style('stroke', 'var(--muted)');
    case 'leader':
      return appendBox(group, shape.box, leaderLine(shape.box)).style('fill', 'none').style('stroke', shape.stroke)
        .style('stroke-width', leaderLine(shape.box));
    case 'inspected':
      return;
    case 'mark':
      return appendMark(group, shape.mark, shape.x, shape.y, shape.size);
    case 'counts':
      return appendCounts(group, shape);
    case 'text':
      return group.append('text').attr('x', shape.x).attr('y', shape.y).text(shape.text)
        .style('font-size', `${shape.size}px`).style('font-weight', shape.weight).style('fill', shape.color)
        .style('text-anchor', shape.end ? 'end' : 'start');
  }
}

function appendBox(group: Group, {left, top, width, height}: Box, inset: number) {
  return group.append('rect').attr('x', round(left + inset)).attr('y', round(top + inset))
    .attr('width', Math.max(0, round(width - 2 * inset))).attr('height', Math.max(0, round(height - 2 * inset)));
}

function appendMark(group: Group, mark: Mark, x: number, y: number, size: number) {
  const drawn = group.append('g').attr('transform', `translate(${round(x)},${round(y)}) scale(${round(size)})`);
  for (const {color, opacity, width} of strokes[mark]) {
    drawn.append('path').attr('d', pathOf(mark)).style('fill', 'none').style('stroke', color)
      .style('stroke-opacity', opacity).style('stroke-width', width)
      .style('stroke-linecap', 'round').style('stroke-linejoin', 'round');
  }
}

function appendCounts(group: Group, {box, counts, down}: ShapeOf<'counts'>) {
  appendBox(group, box, 0).style('fill', backing.color).style('fill-opacity', backing.opacity);
  counts.forEach(([mark, number], index) => {
    const {x, y} = countPlace(box, down, index);
    appendMark(group, mark, x + 8, y, 10);
    group.append('text').attr('x', x + 15).attr('y', y + 4).text(number)
      .style('font-size', '12px').style('font-weight', 600).style('fill', '#fff');
  });
}

const round = (value: number) => Math.round(value * 100) / 100;
