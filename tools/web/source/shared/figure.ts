import './figure.css';
import {select, type Selection} from 'd3-selection';
import type {Payload} from '../report/payload.ts';
import {fileButton, png, standaloneSvg, type Surroundings} from './download.ts';
import {element} from './element.ts';
import {csvFile, tableElement, type Table} from './table.ts';

/*
 * How a block makes its figure:
 *
 *   const made = figure(payload, {                     // of which file the numbers are
 *     name: 'levels',                                    // in data-name and of its files
 *     kicker: 'Levels of hierarchy',                     // what kind of figure it is
 *     words: () => ({title, caption, description}),      // the claim, the numbers, what one would see
 *     controls: [choice('Outcome', labels, (index) => { chosen = index; made.update(); })],
 *     draw: (group, width) => { ...; return height; },   // into an empty <g>; pixels; nothing but the group changes
 *     table: () => ({caption, columns, rows}),           // the numbers behind it
 *   });
 *   return made.element;
 *
 * words, draw and table are functions of what the block has chosen: change that, then call update(). Colors come from
 * the theme's custom properties (`.style('stroke', look.color)`), so that a change of theme needs no redrawing. Very
 * many marks go on a canvas: `canvas` then draws on the page and `draw` serves the files.
 */
export type Group = Selection<SVGGElement, unknown, null, undefined>;

export interface Words {
  /** The claim. */
  title: string;
  /** A paragraph each; the numbers. */
  caption: string | string[];
  /** The figure in a sentence or two, for those who do not see it. */
  description: string;
}

export interface FigureParts {
  name: string;
  kicker: string;
  words(): Words;
  controls?: HTMLElement[];
  /** Draws at this width and returns the height, both in pixels. */
  draw(group: Group, width: number): number;
  /** What comes and goes above the drawing, such as a cursor; not in files. Drawn again alone by updateOverlay(). */
  overlay?(group: Group, width: number, height: number): void;
  /** Instead of draw() on the page: sets the canvas's pixels, and its height in the style. */
  canvas?(canvas: HTMLCanvasElement, width: number): void;
  /** Between the drawing and the caption. */
  below?: HTMLElement[];
  table(): Table;
}

export interface Figure {
  element: HTMLElement;
  /** The drawing's element, for pointers. */
  drawing: SVGSVGElement | HTMLCanvasElement;
  /** Writes and draws all anew. */
  update(): void;
  updateOverlay(): void;
}

/** Of which file numbers are: of the whole page, or of the sweep beside it. */
export type Origin = Pick<Payload, 'title' | 'reproduce'>;

/** How much larger drawings are shown than they are made, where a page says so: `--drawing-scale`. */
export const drawingScale = (drawing: Element) => Number(getComputedStyle(drawing).getPropertyValue('--drawing-scale')) || 1;

/** Where a pointer is in a drawing, in the units that it is made in, however large it is shown. */
export function placeIn(drawing: SVGSVGElement, {clientX, clientY}: Pick<PointerEvent, 'clientX' | 'clientY'>): DOMPoint {
  return new DOMPoint(clientX, clientY).matrixTransform(drawing.getScreenCTM()!.inverse());
}

/** Width of paper for a figure: A4 less margins, in CSS pixels. */
const paperWidth = 680;

/** `origin` is what the numbers come from. */
export function figure(origin: Origin, parts: FigureParts): Figure {
  const heading = element('h2', {id: `${parts.name}-title`, dir: 'auto'});
  const caption = element('figcaption', {id: `${parts.name}-caption`, dir: 'auto'});
  const stage = makeStage(parts);
  const behind = makeTable(parts);
  const surroundings = () => around(origin, parts.words());
  const write = () => {
    const words = parts.words();
    heading.textContent = words.title;
    // The space is for paper, where paragraphs run on.
    caption.replaceChildren(...paragraphs(words).flatMap((text) => [element('p', {}, text), ' ']));
    stage.describe(words.description);
    behind.update();
  };
  write();
  return {
    element: element('figure', {'data-name': parts.name, class: 'figure', 'aria-labelledby': heading.id},
      element('header', {}, element('p', {class: 'kicker'}, parts.kicker), heading),
      parts.controls?.length ? element('div', {class: 'controls'}, ...parts.controls) : null,
      stage.element, ...(parts.below ?? []), caption,
      element('div', {class: 'behind'}, behind.element, downloads(parts, surroundings))),
    drawing: stage.drawing,
    update: () => { write(); stage.draw(); },
    updateOverlay: stage.drawOverlay,
  };
}

const paragraphs = (words: Words) => [words.caption].flat().filter((text) => text !== '');

function around({title, reproduce}: Origin, words: Words): Surroundings {
  const {engine_version, file, content_hash} = reproduce;
  return {
    title: words.title, caption: paragraphs(words).join(' '), description: words.description,
    source: `${title} · Candor ${engine_version} · ${file} · content hash ${content_hash}`,
  };
}

// The drawing, drawn anew when its room changes and at the width of paper for printing.
function makeStage(parts: FigureParts) {
  const wrapper = element('div', {class: 'stage'});
  const canvas = parts.canvas ? element('canvas', {role: 'img'}) : null;
  const svg = select(wrapper).append(() => document.createElementNS('http://www.w3.org/2000/svg', 'svg'))
    .attr('class', 'chart').attr('role', 'img').remove();
  const description = svg.append('desc');
  const group: Group = svg.append('g');
  const above: Group = svg.append('g').attr('pointer-events', 'none');
  const drawing = canvas ?? svg.node()!;
  drawing.setAttribute('aria-labelledby', `${parts.name}-title`);
  wrapper.append(drawing);
  let width = 0;
  let height = 0;

  const drawOverlay = () => {
    if (canvas || width === 0) return;
    above.selectAll('*').remove();
    parts.overlay?.(above, width, height);
  };
  const draw = () => {
    if (width === 0) return;
    if (canvas) return parts.canvas!(canvas, width);
    group.selectAll('*').remove();
    height = Math.ceil(parts.draw(group, width));
    svg.attr('viewBox', `0 0 ${width} ${height}`).attr('width', width).attr('height', height);
    drawOverlay();
  };
  const drawAt = (room: number) => {
    if (room === width || room === 0) return;
    width = room;
    draw();
  };
  const drawInRoom = () => drawAt(Math.floor(wrapper.getBoundingClientRect().width / drawingScale(wrapper)));
  new ResizeObserver(drawInRoom).observe(wrapper);
  addEventListener('beforeprint', () => drawAt(paperWidth));
  addEventListener('afterprint', drawInRoom);
  // Lines follow the theme by themselves; pixels do not.
  if (canvas) addEventListener('themechange', draw);

  const describe = (text: string) => {
    description.text(text);
    drawing.setAttribute('aria-description', text);
  };
  return {element: wrapper, drawing, draw, drawOverlay, describe};
}

// Filled when it is opened: few readers do, and there may be thousands of cells.
function makeTable(parts: FigureParts) {
  const room = element('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Table of ${parts.kicker}`});
  const details = element('details', {}, element('summary', {}, 'Table of these numbers'), room);
  const update = () => { if (details.open) room.replaceChildren(tableElement(parts.table())); };
  details.addEventListener('toggle', update);
  return {element: details, update};
}

function downloads(parts: FigureParts, surroundings: () => Surroundings): HTMLElement {
  const svg = () => standaloneSvg((group, width) => parts.draw(select(group), width), surroundings());
  const file = (ending: string, make: () => Promise<Blob> | Blob) =>
    fileButton(ending, parts.kicker, `${parts.name}.${ending.toLowerCase()}`, make);
  return element('div', {class: 'downloads'},
    file('PNG', () => png(svg())),
    file('SVG', () => new Blob([svg()], {type: 'image/svg+xml'})),
    file('CSV', () => csvFile(parts.table())));
}
