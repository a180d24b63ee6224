import type {Group} from './figure.ts';
import {type Box, spread} from './plot.ts';
import {fittedName, textWidth} from './text_width.ts';

/** A name and its value beside the end of a line, so that no legend is needed. */
export interface EndLabel {
  name: string;
  value: string;
  /** Where the line ends. */
  x: number;
  y: number;
  /** Of the text. */
  color: string;
}

const lineHeight = 17;
const gap = 10;

// In narrow drawings the value goes under the name.
const isNarrow = (width: number) => width < 640;
const nameRoom = (width: number) => (isNarrow(width) ? 96 : 190);

/** Room at the right of a plot for these names and values in a drawing this wide. */
export function endLabelRoom(labels: Pick<EndLabel, 'name' | 'value'>[], width: number): number {
  const widths = labels.map(({name, value}) => {
    const nameWidth = Math.min(textWidth(name, 13, 650), nameRoom(width));
    const valueWidth = textWidth(value);
    return isNarrow(width) ? Math.max(nameWidth, valueWidth) : nameWidth + 6 + valueWidth;
  });
  return Math.ceil(Math.max(0, ...widths)) + gap + 4;
}

const labelHeight = (width: number) => (isNarrow(width) ? 2 : 1) * lineHeight + 2;

/** How high a plot has to be for so many labels, one below the other. */
export const endLabelsHeight = (count: number, width: number) => count * labelHeight(width);

/** Writes the labels right of the plot, none over another, with a thin line where one had to move. */
export function endLabels(group: Group, labels: EndLabel[], box: Box, width: number) {
  const height = labelHeight(width);
  const places = spread(labels.map(({y}) => y), height, box.top + height / 2, box.bottom - height / 2);
  labels.forEach((label, index) => {
    const place = places[index]!;
    if (Math.abs(place - label.y) > 4) {
      group.append('path').attr('d', `M${label.x + 2},${label.y}L${box.right + gap - 3},${place}`)
        .style('stroke', 'var(--muted)').style('stroke-width', 1).style('fill', 'none');
    }
    const name = fittedName(label.name, nameRoom(width), 13, 650);
    const left = box.right + gap;
    const write = (text: string, x: number, y: number, look: string) =>
      group.append('text').attr('class', look).attr('x', x).attr('y', y).style('fill', label.color).text(text);
    if (!isNarrow(width)) {
      write(name, left, place + 4.5, 'strong');
      write(label.value, left + textWidth(name, 13, 650) + 6, place + 4.5, 'number');
    } else {
      write(name, left, place - 3.5, 'strong');
      write(label.value, left, place - 3.5 + lineHeight, 'number');
    }
  });
}
