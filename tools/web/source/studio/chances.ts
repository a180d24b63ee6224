/** Chance and luck: how likely it was to speak, how it would be answered, and the draw that decided, the same for both. */
import type {Group} from '../shared/figure.ts';
import {policyLook} from '../shared/palette.ts';
import {textWidth} from '../shared/text_width.ts';
import {decimal} from '../shared/format.ts';
import {answerParts, type MemberWeek} from './member_week.ts';
import {letter} from './view.ts';

const bar = 22;
const between = 8;
const left = 20;
const labelHeight = 20;

interface Strip {
  place: (value: number) => number;
  top: (arm: number) => number;
}

const height = (arms: number) => labelHeight + arms * bar + (arms - 1) * between + 6;

/** A bar for each policy as long as its chance to speak: where it reaches the draw, the member spoke. */
export function drawSpeaking(group: Group, weeks: MemberWeek[], width: number): number {
  const strip = drawStrip(group, weeks.length, width);
  weeks.forEach(({speak, issue}, arm) => {
    const {color, dash} = policyLook(arm, 2);
    const end = strip.place(speak.probability);
    group.append('rect').attr('x', left).attr('y', strip.top(arm)).attr('width', Math.max(1, end - left)).attr('height', bar)
      .style('fill', color).style('fill-opacity', issue ? (speak.spoke ? 0.85 : 0.3) : 0.1)
      .style('stroke', color).style('stroke-width', 1.75).style('stroke-dasharray', dash);
  });
  drawLuck(group, strip, weeks.map(({speak}) => speak.draw), width);
  return height(weeks.length);
}

/** The range of the draw parted by answers; faint for who kept silent, as it would have been. */
export function drawAnswers(group: Group, weeks: MemberWeek[], width: number): number {
  const strip = drawStrip(group, weeks.length, width);
  weeks.forEach((week, arm) => {
    const {color} = policyLook(arm, 2);
    for (const {from, to} of answerParts(week)) {
      const x = strip.place(from);
      const room = strip.place(to) - x - 1.5;
      const isIt = week.answer.draw >= from && week.answer.draw < to;
      group.append('rect').attr('x', x).attr('y', strip.top(arm)).attr('width', Math.max(0, room)).attr('height', bar)
        .style('fill', color).style('fill-opacity', isIt ? (week.speak.spoke ? 0.3 : 0.16) : 0.05)
        .style('stroke', color).style('stroke-opacity', isIt ? 1 : 0.45).style('stroke-width', isIt ? 1.75 : 1);
    }
  });
  drawLuck(group, strip, weeks.map(({answer}) => answer.draw), width);
  weeks.forEach((week, arm) => nameAnswers(group, strip, week, arm));
  return height(weeks.length);
}

// The answers that have room for their name, beside the line of the draw.
function nameAnswers(group: Group, strip: Strip, week: MemberWeek, arm: number) {
  const draw = strip.place(week.answer.draw);
  for (const {from, to, what} of answerParts(week)) {
    const isIt = week.answer.draw >= from && week.answer.draw < to;
    const words = `${signs[what]}${what}`;
    const needed = textWidth(words, 11.5, 700) + 8;
    const rooms = isIt ? [[draw + 2, strip.place(to)], [strip.place(from), draw - 2]] : [[strip.place(from), strip.place(to)]];
    const place = rooms.find(([start, end]) => end! - start! >= needed);
    if (!place) continue;
    group.append('text').attr('x', place[0]! + 4).attr('y', strip.top(arm) + 15).text(words)
      .style('font-size', '11.5px').style('font-weight', isIt ? 700 : 400).style('fill', isIt ? 'var(--ink)' : 'var(--muted)');
  }
}

const signs: Record<string, string> = {welcomed: '✓ ', explained: '✓ ', punished: '✕ ', ignored: '✕ ', 'not heard': '✕ '};

function drawStrip(group: Group, arms: number, width: number): Strip {
  const room = width - left - 2;
  const top = (arm: number) => labelHeight + arm * (bar + between);
  for (let arm = 0; arm < arms; arm += 1) {
    group.append('text').attr('class', 'strong').attr('x', 0).attr('y', top(arm) + 16).text(letter(arm))
      .style('fill', policyLook(arm, 2).text);
    group.append('rect').attr('x', left).attr('y', top(arm)).attr('width', room).attr('height', bar)
      .style('fill', 'var(--grid)').style('fill-opacity', 0.6);
  }
  return {place: (value) => left + room * Math.min(1, Math.max(0, value)), top};
}

// One line through all bars where the luck is the same; one for each otherwise.
function drawLuck(group: Group, {place, top}: Strip, draws: number[], width: number) {
  const isSame = draws.every((draw) => draw === draws[0]);
  draws.forEach((draw, arm) => {
    const from = arm === 0 || !isSame ? top(arm) - 4 : top(arm) - between;
    group.append('path').attr('d', `M${place(draw)},${from}V${top(arm) + bar + 3}`)
      .style('stroke', 'var(--paper)').style('stroke-width', 5);
    group.append('path').attr('d', `M${place(draw)},${from}V${top(arm) + bar + 3}`)
      .style('stroke', 'var(--ink)').style('stroke-width', 2.25);
  });
  const words = isSame && draws.length > 1 ? `the same luck: ${decimal(draws[0], 3)}`
    : `luck: ${draws.map((draw) => decimal(draw, 3)).join(', ')}`;
  const half = textWidth(words, 12, 600) / 2;
  const at = Math.min(width - half - 2, Math.max(left + half, place(draws[0]!)));
  group.append('text').attr('x', at).attr('y', 12).attr('text-anchor', 'middle').text(words)
    .style('font-size', '12px').style('font-weight', 600);
}
