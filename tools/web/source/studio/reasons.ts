/** What moved something, cause by cause, under both policies side by side. */
import {scaleLinear} from 'd3-scale';
import type {Group} from '../shared/figure.ts';
import {decimal} from '../shared/format.ts';
import {policyLook} from '../shared/palette.ts';
import {fitted} from '../shared/text_width.ts';
import type {Amounts} from './member_week.ts';

const row = 46;
const thick = 10;
const numberRoom = 44;
/** What less moves, two digits do not show. */
const least = 0.005;

/** Of every cause that amounts to something a bar for each policy, the weightiest first; `heads` say what the sides mean. */
export function drawReasons(group: Group, sides: Amounts[], heads: [string, string], width: number): number {
  const weight = (cause: string) => Math.max(...sides.map((amounts) => Math.abs(amounts[cause] ?? 0)));
  const causes = Object.keys(sides[0]!).filter((cause) => weight(cause) >= least).sort((a, b) => weight(b) - weight(a));
  if (causes.length === 0) return 0;
  const amounts = sides.flatMap((side) => causes.map((cause) => side[cause] ?? 0));
  const x = scaleLinear([Math.min(0, ...amounts), Math.max(0, ...amounts)], [numberRoom, width - numberRoom]);
  const head = (text: string, at: number, anchor: string) =>
    group.append('text').attr('class', 'quiet').attr('x', at).attr('y', 11).attr('text-anchor', anchor).text(text);
  head(`← ${heads[0]}`, 0, 'start');
  head(`${heads[1]} →`, width, 'end');
  causes.forEach((cause, index) => {
    const top = 20 + index * row;
    group.append('text').attr('x', 0).attr('y', top + 11).text(fitted(cause, width, 12)).style('font-size', '12px');
    sides.forEach((side, arm) => drawAmount(group, side[cause] ?? 0, arm, x, top + 16 + arm * (thick + 2)));
    group.append('path').attr('class', 'zero').attr('d', `M${x(0)},${top + 14}v${sides.length * (thick + 2) + 2}`);
  });
  return 20 + causes.length * row;
}

function drawAmount(group: Group, amount: number, arm: number, x: (value: number) => number, top: number) {
  const {color, text, dash} = policyLook(arm, 2);
  group.append('rect').attr('x', Math.min(x(0), x(amount))).attr('y', top).attr('height', thick)
    .attr('width', Math.max(0.5, Math.abs(x(amount) - x(0)))).style('fill', color).style('fill-opacity', arm === 0 ? 0.3 : 0.85)
    .style('stroke', color).style('stroke-width', 1.25).style('stroke-dasharray', dash === 'none' ? 'none' : '4 2');
  group.append('text').attr('class', 'number').attr('x', x(amount) + (amount < 0 ? -5 : 5)).attr('y', top + 9)
    .attr('text-anchor', amount < 0 ? 'end' : 'start').text(decimal(amount, 2, '+')).style('font-size', '11px').style('fill', text);
}
