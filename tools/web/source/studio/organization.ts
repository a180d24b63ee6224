/** One organization at the week shown: a treemap on a canvas, with what moves on another one above it. */
import {drawOnCanvas} from '../report/people_drawing.ts';
import {cellAt, layOut, type Box, type Layout} from '../report/people_layout.ts';
import {led} from '../report/people_picture.ts';
import {fate, tally, type Recording} from '../report/people_recording.ts';
import {weekShapes, type Shape} from '../report/people_shapes.ts';
import {element, named} from '../shared/element.ts';
import {decimal, whole} from '../shared/format.ts';
import {policyLook} from '../shared/palette.ts';
import {prefersCalm} from './motion.ts';
import {drawVoices, voicesOf} from './pulses.ts';
import {letter, weekIndex, type Cast, type View} from './view.ts';

export interface Organization {
  element: HTMLElement;
  /** For pointers and keys. */
  canvas: HTMLCanvasElement;
  /** Draws the week, where it is another than was drawn. */
  update(view: View): void;
  /** Draws what is above it: voices on their way, and frames around members. */
  updateAbove(view: View, passed: number, pointed: string | null): void;
  /** The id of the member at a place of the canvas. */
  at(x: number, y: number): string | null;
}

interface Drawn {
  cast: Cast;
  week: number;
  width: number;
  height: number;
  isMoving: boolean;
  layout: Layout;
}

/** `changedRoom` is called when there is another width or height to draw in. */
export function organization(arm: number, changedRoom: () => void): Organization {
  const look = policyLook(arm, 2);
  const name = element('h2', {}, '');
  const trust = element('output', {class: 'number'});
  const counts = element('p', {class: 'counts muted'});
  const canvas = element('canvas', {tabindex: '0', role: 'application', 'aria-roledescription': 'treemap'});
  const above = element('canvas', {'aria-hidden': 'true', class: 'above'});
  const stage = element('div', {class: 'treemap'}, canvas, above);
  const made = element('article', {class: 'organization', 'data-arm': letter(arm), style: `--look: ${look.color}; --text: ${look.text}`},
    element('header', {}, sample(arm), name, element('p', {class: 'trust'}, element('span', {class: 'muted'}, 'trust '), trust)),
    stage, counts);
  let width = 0;
  let height = 0;
  let drawn: Drawn | null = null;
  let voices: ReturnType<typeof voicesOf> = [];
  new ResizeObserver(() => {
    width = Math.floor(stage.clientWidth);
    height = Math.floor(stage.clientHeight);
    changedRoom();
  }).observe(stage);
  addEventListener('themechange', () => { drawn = null; changedRoom(); });

  const recordingOf = ({cast}: View): Recording | null => cast?.everyone[arm] ?? null;
  const update = (view: View) => {
    const {cast, result} = view;
    const recording = recordingOf(view);
    if (!cast || !recording || width === 0) return;
    const week = weekIndex(cast, view.week);
    const isMoving = movesVoices(view);
    const isInRoom = drawn?.width === width && drawn.height === height;
    if (isInRoom && drawn!.cast === cast && drawn!.week === week && drawn!.isMoving === isMoving) return;
    const isLaidOut = isInRoom && drawn!.cast.everyone[arm]!.chart === recording.chart;
    const layout = isLaidOut ? drawn!.layout : layOut(recording.chart, {left: 0, top: 0, width, height});
    drawn = {cast, week, width, height, isMoving, layout};
    // Voices on their way need no counting, nor could they be seen below the counts.
    drawOnCanvas(canvas, width, height, weekShapes(layout, recording, week).filter(({kind}) => !isMoving || kind !== 'counts'),
      devicePixelRatio);
    voices = cast.people.kind === 'member' ? voicesOf(layout, recording, week) : [];
    const {trust: mean, fates} = tally(recording, week, led(recording));
    const policy = result?.shown.policies[arm] ?? '';
    name.replaceChildren(`${letter(arm)} `, named(policy));
    trust.textContent = decimal(mean, 2);
    writeCounts(counts, fates, cast.people.kind);
    canvas.setAttribute('aria-label', `${letter(arm)}, ${policy}, ${cast.people.kind === 'member' ? 'members' : 'units'}: `
      + 'up and down go through them, Enter explains one');
  };
  const updateAbove = (view: View, passed: number, pointed: string | null) => {
    const recording = recordingOf(view);
    if (!drawn || !recording) return;
    const {layout} = drawn;
    const frames = [view.inspected, pointed].flatMap((id): Shape[] => {
      const box = id === null ? undefined : layout.boxes[recording.chart.ids.indexOf(id)];
      return box ? [{kind: 'inspected', box: within(box, width, height)}] : [];
    });
    drawOnCanvas(above, width, height, frames, devicePixelRatio);
    if (!movesVoices(view)) return;
    drawVoices(above.getContext('2d')!, voices, passed, Math.sqrt((width * height) / layout.boxes.length));
  };
  return {
    element: made, canvas, update, updateAbove,
    at: (x, y) => {
      const cell = drawn ? cellAt(drawn.layout, x, y) : -1;
      return cell < 0 ? null : drawn!.cast.everyone[arm]!.chart.ids[cell]!;
    },
  };
}

// A frame at the edge of the canvas would be cut off by half of its line.
function within({left, top, width, height}: Box, most: number, highest: number): Box {
  const line = 2.5;
  const [x, y] = [Math.max(line, left), Math.max(line, top)];
  return {left: x, top: y, width: Math.min(most - line, left + width) - x, height: Math.min(highest - line, top + height) - y};
}

const movesVoices = ({isPlaying, cast}: View) => isPlaying && cast?.people.kind === 'member' && !prefersCalm();

// The line that stands for the organization in every chart.
function sample(arm: number): SVGSVGElement {
  const {color, dash} = policyLook(arm, 2);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'sample');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('viewBox', '0 0 34 6');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', 'M0,3H34');
  line.style.cssText = `stroke: ${color}; stroke-width: 4; stroke-dasharray: ${dash}`;
  svg.append(line);
  return svg;
}

// Each count stays on its line.
function writeCounts(counts: HTMLElement, fates: number[], kind: Cast['people']['kind']) {
  const numbers = [`✓ ${whole(fates[fate.used]! + fates[fate.explained]!)} heard`, `✕ ${whole(fates[fate.ignored]!)} ignored`,
    `● ${whole(fates[fate.silent]!)} silent`];
  const texts = kind === 'member' ? numbers : ['Units, by what happened most in them:', ...numbers];
  counts.replaceChildren(...texts.flatMap((text) => [element('span', {}, text), ' ']));
}
