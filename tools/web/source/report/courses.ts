import {scaleLinear} from 'd3-scale';
import {endLabelRoom, endLabels, endLabelsHeight, type EndLabel} from '../shared/end_labels.ts';
import type {Group} from '../shared/figure.ts';
import {axisRoom, bandPath, type Box, coursePath, plotHeight, type Scale, valueAxis, weekAxis} from '../shared/plot.ts';
import type {Look} from '../shared/palette.ts';
import {drawEvents, eventRoom} from './interventions.ts';
import type {Band, Outcome, Payload} from './payload.ts';

/** A fan to draw: a median with bands of 50 and 90 %, or single runs. */
export interface Course {
  name: string;
  band: Band;
  /** Drawn instead of the bands; empty for bands. */
  runs: (number | null)[][];
  look: Look;
}

export interface Courses {
  payload: Payload;
  outcome: Outcome;
  courses: Course[];
  /** Of the values, as they are stored. */
  domain: [number, number];
  /** A value beside the end of a line. */
  value: (value: number) => string;
  /** Whether a line is drawn at zero. */
  zero: boolean;
}

/** Where weeks and values are in a drawing of this width. */
export interface Frame { box: Box; x: Scale; y: Scale; height: number; labels: Omit<EndLabel, 'x' | 'y'>[] }

export function frame({payload, outcome, courses, domain, value}: Courses, width: number): Frame {
  const weeks = payload.weeks!;
  const labels = courses.map(({name, band, look}) => {
    const last = lastOf(band.q50);
    return {name, value: last === null ? '' : value(band.q50[last]!), color: look.text};
  });
  const high = Math.max(plotHeight(width), endLabelsHeight(labels.length, width));
  const y = scaleLinear(domain, [high, 0]);
  const box: Box = {left: axisRoom(y, outcome), right: width - endLabelRoom(labels, width), top: 0, bottom: 0};
  const x = scaleLinear([weeks.shown[0]!, weeks.shown.at(-1)!], [box.left, box.right]);
  box.top = 10 + eventRoom(payload, x, box);
  box.bottom = box.top + high;
  y.range([box.bottom, box.top]);
  return {box, x, y, height: box.bottom + 44, labels};
}

/** Draws fans over weeks with their names at the ends; returns the height. */
export function drawCourses(group: Group, what: Courses, width: number): number {
  const {box, x, y, height, labels} = frame(what, width);
  valueAxis(group, y, box, what.outcome);
  weekAxis(group, x, box);
  drawWindow(group, what.payload, x, box);
  drawEvents(group, what.payload, x, box);
  if (what.zero) group.append('path').attr('class', 'zero').attr('d', `M${box.left},${y(0)}H${box.right}`);
  const weeks = what.payload.weeks!.shown;
  const places = weeks.length > 1 ? weeks.map(x) : null;
  if (places) for (const course of what.courses) drawSpread(group, course, places, y, what.payload.replicates);
  const ends = what.courses.map((course, index) => {
    const at = pointPlace(index, what.courses.length, box);
    if (places) drawMedian(group, course, places, y);
    else drawPoint(group, course, at, y);
    const last = lastOf(course.band.q50);
    return last === null ? null : {...labels[index]!, x: places ? places[last]! : at, y: y(course.band.q50[last]!)};
  });
  endLabels(group, ends.filter((end) => end !== null), box, width);
  return height;
}

const lastOf = (values: (number | null)[]) => {
  const last = values.findLastIndex((value) => value !== null);
  return last < 0 ? null : last;
};

// The weeks that means are over: a bar at the axis.
function drawWindow(group: Group, payload: Payload, x: Scale, box: Box) {
  const {shown, window} = payload.weeks!;
  if (shown.length < 2) return;
  group.append('path').attr('d', `M${x(window.first)},${box.bottom}H${x(Math.min(window.last, shown.at(-1)!))}`)
    .style('stroke', 'var(--muted)').style('stroke-width', 3).style('fill', 'none');
}

function stroke(group: Group, path: string, color: string, width: number) {
  return group.append('path').attr('d', path).style('fill', 'none').style('stroke', color).style('stroke-width', width)
    .style('stroke-linejoin', 'round');
}

// Bands or single runs, under all medians.
function drawSpread(group: Group, {band, runs, look}: Course, xs: number[], y: Scale, replicates: number) {
  const shape = (path: string, opacity: number) =>
    group.append('path').attr('d', path).style('fill', look.color).style('fill-opacity', opacity);
  for (const run of runs) stroke(group, coursePath(xs, run, y), look.color, 1).style('stroke-opacity', 0.35);
  if (!runs.length && replicates > 1) {
    shape(bandPath(xs, band.q05, band.q95, y), 0.16);
    shape(bandPath(xs, band.q25, band.q75, y), 0.24);
  }
}

function drawMedian(group: Group, {band, look}: Course, xs: number[], y: Scale) {
  stroke(group, coursePath(xs, band.q50, y), look.color, 2.75).style('stroke-dasharray', look.dash)
    .attr('data-course', 'median');
  // A value between gaps has no line.
  band.q50.forEach((value, index) => {
    if (value === null || (band.q50[index - 1] ?? null) !== null || (band.q50[index + 1] ?? null) !== null) return;
    group.append('circle').attr('cx', xs[index]!).attr('cy', y(value)).attr('r', 2.5).style('fill', look.color);
  });
}

// A single week has points with whiskers side by side.
const pointPlace = (index: number, count: number, {left, right}: Box) =>
  left + ((index + 1) * (right - left)) / (count + 1);

function drawPoint(group: Group, {band, look}: Course, at: number, y: Scale) {
  const whisker = (low: number | null | undefined, high: number | null | undefined, width: number) => {
    if (low == null || high == null) return;
    group.append('path').attr('d', `M${at},${y(low)}V${y(high)}`).style('stroke', look.color).style('stroke-width', width)
      .style('stroke-opacity', 0.5);
  };
  whisker(band.q05[0], band.q95[0], 3);
  whisker(band.q25[0], band.q75[0], 9);
  if (band.q50[0] == null) return;
  group.append('circle').attr('cx', at).attr('cy', y(band.q50[0])).attr('r', 6).style('fill', look.color)
    .style('stroke', 'var(--paper)').style('stroke-width', 1.5);
}

/** Marks a week and the medians in it. */
export function drawCursor(group: Group, what: Courses, width: number, index: number) {
  const {box, x, y} = frame(what, width);
  const weeks = what.payload.weeks!.shown;
  if (weeks.length < 2) return;
  const at = x(weeks[index]!);
  group.append('path').attr('d', `M${at},${box.top}V${box.bottom}`).style('stroke', 'var(--ink)').style('stroke-width', 1);
  for (const {band, look} of what.courses) {
    const value = band.q50[index] ?? null;
    if (value === null) continue;
    group.append('circle').attr('cx', at).attr('cy', y(value)).attr('r', 4.5).style('fill', look.color)
      .style('stroke', 'var(--paper)').style('stroke-width', 2);
  }
}
