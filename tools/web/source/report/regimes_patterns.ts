/** Patterns of fields, so that color is never alone: drawn as paths, which every program that reads SVG knows. */
export interface Rectangle {
  left: number;
  top: number;
  width: number;
  height: number;
}

export type Pattern = 'rising' | 'none' | 'dots' | 'level' | 'upright' | 'falling' | 'crossed';

/** Of fields that nobody clearly wins. */
export const crossed: Pattern = 'crossed';

const patterns: Pattern[] = ['rising', 'none', 'dots', 'level', 'upright', 'falling'];

/** The first policy is hatched as its lines are dashed, the second plain; one alone is plain. */
export function policyPattern(policy: number, policies: number): Pattern {
  return patterns[(policies === 1 ? 1 : policy) % patterns.length]!;
}

const step = 8;

export function patternPath(field: Rectangle, pattern: Pattern): string {
  if (field.width <= 0 || field.height <= 0) return '';
  switch (pattern) {
    case 'none': return '';
    case 'rising': return diagonals(field, true);
    case 'falling': return diagonals(field, false);
    case 'crossed': return diagonals(field, true) + diagonals(field, false);
    case 'level': return lines(field.height, (at) => `M${field.left},${field.top + at}h${field.width}`);
    case 'upright': return lines(field.width, (at) => `M${field.left + at},${field.top}v${field.height}`);
    case 'dots': return lines(field.height, (y) =>
      lines(field.width, (x) => `M${field.left + x},${field.top + y}h0.01`));
  }
}

function lines(length: number, draw: (at: number) => string): string {
  let path = '';
  for (let at = step / 2; at < length; at += step) path += draw(at);
  return path;
}

// Lines where x + y, from the corner where they begin, is a multiple of the step.
function diagonals({left, top, width, height}: Rectangle, rising: boolean): string {
  let path = '';
  for (let sum = step; sum < width + height; sum += step) {
    const [x1, y1] = sum <= height ? [0, sum] : [sum - height, height];
    const [x2, y2] = sum <= width ? [sum, 0] : [width, sum - width];
    const y = (value: number) => (top + (rising ? value : height - value)).toFixed(1);
    path += `M${(left + x1).toFixed(1)},${y(y1)}L${(left + x2).toFixed(1)},${y(y2)}`;
  }
  return path;
}
