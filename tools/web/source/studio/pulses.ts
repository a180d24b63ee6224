/** Voices on their way up: each from who spoke to its leader; those that are ignored do not arrive. */
import type {Box, Layout} from '../report/people_layout.ts';
import {fate, type Recording} from '../report/people_recording.ts';

interface Voice {
  from: {x: number; y: number};
  to: {x: number; y: number};
  isHeard: boolean;
}

const radius = {least: 2, most: 4.5};
/** How far an ignored voice gets. */
const halfway = 0.55;

const middle = ({left, top, width, height}: Box) => ({x: left + width / 2, y: top + height / 2});

/** Those of a week. Cells that are units speak for many, so they have none. */
export function voicesOf(layout: Layout, recording: Recording, week: number): Voice[] {
  const {above} = recording.chart;
  return layout.boxes.flatMap((box, cell): Voice[] => {
    const what = recording.fate(week, cell);
    if (what < fate.used || above[cell]! < 0) return [];
    return [{from: middle(box), to: middle(layout.boxes[above[cell]!]!), isHeard: what !== fate.ignored}];
  });
}

/** Where voices are when so much of the week has passed, in 0..1: white dots, ringed in black. */
export function drawVoices(context: CanvasRenderingContext2D, voices: Voice[], passed: number, cellSide: number) {
  const size = Math.min(radius.most, Math.max(radius.least, cellSide / 6));
  const eased = passed * passed * (3 - 2 * passed);
  for (const isHeard of [true, false]) {
    const way = isHeard ? eased : eased * halfway;
    context.globalAlpha = isHeard ? 1 : 1 - eased;
    context.beginPath();
    for (const {from, to} of voices.filter((voice) => voice.isHeard === isHeard)) {
      const x = from.x + (to.x - from.x) * way;
      const y = from.y + (to.y - from.y) * way;
      context.moveTo(x, y);
      context.lineTo(x, y);
    }
    // Ends of lines, as many circles take longer.
    context.lineCap = 'round';
    context.strokeStyle = '#000';
    context.lineWidth = 2 * size + 1;
    context.stroke();
    context.strokeStyle = '#fff';
    context.lineWidth = 2 * size - 1;
    context.stroke();
  }
  context.globalAlpha = 1;
  context.lineCap = 'butt';
}
