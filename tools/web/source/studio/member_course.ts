/** A member's weeks: its trust over time under both policies, and the weeks in which something happened to it. */
import {scaleLinear} from 'd3-scale';
import {line} from 'd3-shape';
import {fate, type Recording} from '../report/people_recording.ts';
import type {Group} from '../shared/figure.ts';
import {policyLook} from '../shared/palette.ts';
import {letter, type Cast} from './view.ts';

/** Of one member under one policy, by index of `People.weeks`. */
export interface Course {
  trust: (number | null)[];
  fates: number[];
}

/** By arm; null where the member is not in the arm's chart. */
export function coursesOf({people, everyone}: Cast, id: string): (Course | null)[] {
  return everyone.map((recording: Recording) => {
    const cell = recording.chart.ids.indexOf(id);
    if (cell < 0) return null;
    return {
      trust: people.weeks.map((_, week) => recording.trust(week, cell)),
      fates: people.weeks.map((_, week) => recording.fate(week, cell)),
    };
  });
}

/** In which it had an issue under some policy, left its place, or came to it: indices of weeks. */
export const eventfulWeeks = (courses: (Course | null)[]) => weeksWhere(courses, (course, week) =>
  course.fates[week] !== fate.none || (week > 0 && (course.trust[week] === null) !== (course.trust[week - 1] === null)));

/** In which its voice fared otherwise under one policy than under the other. */
export function partingWeeks(courses: (Course | null)[]): number[] {
  const [a, b] = courses;
  if (!a || !b) return [];
  const word = (what: number) => (what === fate.explained ? fate.used : what);
  return a.fates.flatMap((what, week) => (word(what) !== word(b.fates[week]!) ? [week] : []));
}

function weeksWhere(courses: (Course | null)[], holds: (course: Course, week: number) => boolean): number[] {
  const weeks = Math.max(0, ...courses.map((course) => course?.trust.length ?? 0));
  return [...Array(weeks).keys()].filter((week) => courses.some((course) => course && holds(course, week)));
}

/** The first week in which somebody's voice fares otherwise under one policy than under the other, silence before all. */
export function firstParting(cast: Cast): {id: string; week: number} | null {
  const all = cast.everyone[0]!.chart.ids.flatMap((id) => {
    const courses = coursesOf(cast, id);
    return partingWeeks(courses).filter((week) => courses[0]!.fates[week] === fate.silent && courses[1]!.fates[week] === fate.used)
      .slice(0, 1).map((week) => ({id, week}));
  });
  return all.sort((a, b) => a.week - b.week)[0] ?? null;
}

const high = 96;
const lane = 15;
const left = 26;

/** Where weeks are in a drawing of this width. */
export const courseWeeks = (weeks: number[], width: number) =>
  scaleLinear([weeks[0]!, Math.max(weeks[0]! + 1, weeks.at(-1)!)], [left, width - 6]);

/** Trust from 0 to 1 over the weeks, below it a lane of voices for each arm; returns the height. */
export function drawMemberCourse(group: Group, courses: (Course | null)[], weeks: number[], week: number, width: number): number {
  const x = courseWeeks(weeks, width);
  const y = scaleLinear([0, 1], [high, 6]);
  for (const value of [0, 0.5, 1]) {
    group.append('path').attr('d', `M${left},${y(value)}H${width - 6}`).style('stroke', 'var(--grid)').style('fill', 'none');
    group.append('text').attr('class', 'quiet').attr('x', left - 6).attr('y', y(value) + 4).attr('text-anchor', 'end').text(value);
  }
  group.append('path').attr('d', `M${x(weeks[week]!)},0V${high + courses.length * lane + 6}`)
    .style('stroke', 'var(--ink)').style('stroke-width', 1.25);
  courses.forEach((course, arm) => {
    if (!course) return;
    const {color, dash} = policyLook(arm, 2);
    const path = line<number | null>().defined((value) => value !== null).x((_, index) => x(weeks[index]!)).y((value) => y(value!));
    group.append('path').attr('d', path(course.trust)).style('fill', 'none').style('stroke', color).style('stroke-width', 2.25)
      .style('stroke-dasharray', dash);
    const now = course.trust[week];
    if (now != null) {
      group.append('circle').attr('cx', x(weeks[week]!)).attr('cy', y(now)).attr('r', 4.5).style('fill', color)
        .style('stroke', 'var(--paper)').style('stroke-width', 2);
    }
    drawVoiceLane(group, course, weeks, x, high + 8 + arm * lane, color);
    group.append('text').attr('class', 'quiet strong').attr('x', left - 6).attr('y', high + 17 + arm * lane).attr('text-anchor', 'end')
      .text(letter(arm));
  });
  return high + courses.length * lane + 10;
}

// Heard: a tall bar. Ignored: a short one, hollow. Silent: a dot.
function drawVoiceLane(group: Group, {fates}: Course, weeks: number[], x: (week: number) => number, top: number, color: string) {
  const room = Math.min(5, Math.max(1.5, (x(weeks.at(-1)!) - x(weeks[0]!)) / weeks.length - 0.8));
  const paths = {heard: '', ignored: '', silent: ''};
  fates.forEach((what, index) => {
    const from = x(weeks[index]!) - room / 2;
    if (what === fate.used || what === fate.explained) paths.heard += `M${from},${top}h${room}v11h${-room}z`;
    if (what === fate.ignored) paths.ignored += `M${from},${top + 5.5}h${room}v5.5h${-room}z`;
    if (what === fate.silent) paths.silent += `M${from},${top + 9.5}h${room}v1.5h${-room}z`;
  });
  group.append('path').attr('d', paths.heard).style('fill', color);
  group.append('path').attr('d', paths.ignored).style('fill', color).style('fill-opacity', 0.55);
  group.append('path').attr('d', paths.silent).style('fill', 'var(--muted)');
}
