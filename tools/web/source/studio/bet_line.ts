/** The line of a bet: a value for each week shown, changed by a stroke of the pointer or by moving a point. */

/** Where the line goes through; `week` is an index. */
export interface Point {
  week: number;
  value: number;
}

/** The line after a stroke from one point straight to another. */
export function withStroke(line: number[], from: Point, to: Point): number[] {
  const [first, last] = from.week <= to.week ? [from, to] : [to, from];
  return line.map((value, week) => {
    if (week < first.week || week > last.week) return value;
    if (first.week === last.week) return to.value;
    return first.value + ((last.value - first.value) * (week - first.week)) / (last.week - first.week);
  });
}

/** The line with one point moved: straight from there to the points `reach` weeks off on both sides, level beyond the last. */
export function withPoint(line: number[], point: Point, reach: number): number[] {
  const before = Math.max(0, point.week - reach);
  const after = Math.min(line.length - 1, point.week + reach);
  const risen = withStroke(line, {week: before, value: line[before]!}, point);
  return withStroke(risen, point, {week: after, value: risen[after]!});
}

/** Mean absolute distance over the weeks that have a value; null where none has. */
export function meanDistance(line: number[], course: (number | null)[]): number | null {
  const distances = course.flatMap((value, week) => (value === null ? [] : [Math.abs(line[week]! - value)]));
  return distances.length === 0 ? null : distances.reduce((sum, each) => sum + each, 0) / distances.length;
}

/** In how many weeks the line lies between two courses. */
export function weeksWithin(line: number[], low: (number | null)[], high: (number | null)[]): number {
  return line.filter((value, week) => low[week] != null && high[week] != null && value >= low[week]! && value <= high[week]!).length;
}
