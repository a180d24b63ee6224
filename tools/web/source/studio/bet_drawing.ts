/** The plot of a bet: axes, the line that was drawn, what is known already, and the fan once it is revealed. */
import {frame, type Course, type Courses} from '../report/courses.ts';
import {endLabels} from '../shared/end_labels.ts';
import type {Group} from '../shared/figure.ts';
import {bandPath, coursePath, valueAxis, weekAxis, type Scale} from '../shared/plot.ts';
import {nearest} from '../shared/week_cursor.ts';
import type {Point} from './bet_line.ts';

export interface Bet {
  /** The organization that is bet on. */
  arm: number;
  /** By week shown, as values are stored. */
  line: number[];
  /** Index of the week whose point keys move. */
  point: number;
  /** Whether anything was drawn yet. */
  isDrawn: boolean;
  isRevealed: boolean;
  /** Whether the other organization is shown before. */
  isOtherShown: boolean;
}

// With room for the name of the bet; without events, whose flags are not drawn.
const plotOf = (all: Courses, width: number) => frame({
  ...all, payload: {...all.payload, interventions: []}, courses: [...all.courses, {...all.courses[0]!, name: betName}],
}, width);
const betName = 'your bet';

/** Returns the height. */
export function drawBet(group: Group, all: Courses, bet: Bet, width: number): number {
  const {box, x, y, height, labels} = plotOf(all, width);
  const xs = all.payload.weeks!.shown.map((week) => x(week));
  valueAxis(group, y, box, all.outcome);
  weekAxis(group, x, box);
  const known = all.courses.flatMap((course, arm) => {
    const isShown = bet.isRevealed || (arm !== bet.arm && bet.isOtherShown);
    return isShown ? [{course, arm}] : [];
  });
  for (const {course, arm} of known) {
    const part = group.append('g').attr('class', arm === bet.arm ? 'revealed' : null);
    drawFan(part, course, xs, y, all.payload.replicates > 1);
  }
  drawLine(group, bet, xs, y);
  const last = xs.length - 1;
  const ends = known.flatMap(({course, arm}) => {
    const value = course.band.q50[last];
    return value == null ? [] : [{...labels[arm]!, x: xs[last]!, y: y(value)}];
  });
  const yours = {name: betName, value: all.value(bet.line[last]!), color: 'var(--ink)', x: xs[last]!, y: y(bet.line[last]!)};
  endLabels(group, [...ends, yours], box, width);
  return height;
}

function drawFan(group: Group, {band, look}: Course, xs: number[], y: Scale, hasBands: boolean) {
  const shape = (path: string, opacity: number) =>
    group.append('path').attr('d', path).style('fill', look.color).style('fill-opacity', opacity);
  if (hasBands) {
    shape(bandPath(xs, band.q05, band.q95, y), 0.16);
    shape(bandPath(xs, band.q25, band.q75, y), 0.24);
  }
  group.append('path').attr('d', coursePath(xs, band.q50, y)).attr('data-course', 'median').style('fill', 'none')
    .style('stroke', look.color).style('stroke-width', 2.75).style('stroke-dasharray', look.dash);
}

function drawLine(group: Group, {line, point, isRevealed, isDrawn}: Bet, xs: number[], y: Scale) {
  group.append('path').attr('d', coursePath(xs, line, y)).attr('data-course', 'bet').style('fill', 'none')
    .style('stroke', 'var(--ink)').style('stroke-width', 4).style('stroke-linecap', 'round').style('stroke-linejoin', 'round')
    .style('stroke-opacity', isDrawn ? 1 : 0.35);
  if (isRevealed) return;
  group.append('circle').attr('class', 'point').attr('cx', xs[point]!).attr('cy', y(line[point]!)).attr('r', 9)
    .style('fill', 'var(--paper)').style('stroke', 'var(--ink)').style('stroke-width', 3);
}

/** The week and the value at a place of the drawing, within the plot. */
export function pointOf(all: Courses, width: number, place: {x: number; y: number}): Point {
  const {x, y} = plotOf(all, width);
  const [low, high] = all.domain;
  const weeks = all.payload.weeks!.shown;
    return {week: nearest(weeks, x.invert(place.x)), value: Math.min(high, Math.max(low, y.invert(place.y)))};
}
