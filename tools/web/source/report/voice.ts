import {figure, type Figure, type Group, type Origin, type Words} from '../shared/figure.ts';
import {decimal, listed, whole} from '../shared/format.ts';
import {policyLook, type Look} from '../shared/palette.ts';
import type {Table} from '../shared/table.ts';
import {fitted, fittedName} from '../shared/text_width.ts';
import {windowText} from './claims.ts';
import type {Payload, VoiceFunnel} from './payload.ts';

/** A stage that voices reach, and what became of those that did not. */
interface Stage {
  name: string;
  /** Per 100 chances; null where there was no chance. */
  reached: number | null;
  before: number | null;
  lost: {name: string; count: number | null}[];
}

/** Where voice dies: of 100 chances to speak, how many are spoken, heard and used. */
export function voice(payload: Payload): HTMLElement | null {
  return payload.voice.length ? voiceFigure(payload, () => payload).element : null;
}

/** The same of a payload that may change. */
export function voiceFigure(origin: Origin, payload: () => Payload): Figure {
  return figure(origin, {
    name: 'voice', kicker: 'Where voice dies',
    words: () => words(payload()),
    draw: (group, width) => drawFunnels(group, payload(), width),
    table: () => table(payload()),
  });
}

function words(payload: Payload): Words {
  return {
    title: claim(payload),
    caption: 'A chance is a week in which a member sees an issue. It is spoken or kept silent; a voice is heard if the '
      + 'leader has time; a heard voice is used, explained, ignored or punished. '
      + `Counts of ${windowText(payload)}, all replicates.`,
    description: payload.voice.map((funnel) => `${payload.policies[funnel.policy]}: of 100 chances `
      + stages(funnel).slice(1).map(({name, reached}) => `${percent(reached)} ${name}`).join(', ')).join('; '),
  };
}

const percent = (value: number | null) => decimal(value, value !== null && value !== 0 && value < 9.95 ? 1 : 0);

function stages(funnel: VoiceFunnel): Stage[] {
  const share = (count: number) => (funnel.chances > 0 ? (100 * count) / funnel.chances : null);
  const silent = funnel.chances - funnel.spoken;
  const unheard = funnel.spoken - funnel.heard;
  const [chances, spoken, heard, used] = [funnel.chances, funnel.spoken, funnel.heard, funnel.used].map(share);
  return [
    {name: 'chances', reached: chances!, before: chances!, lost: []},
    {name: 'spoken', reached: spoken!, before: chances!, lost: [{name: 'kept silent', count: share(silent)}]},
    {name: 'heard', reached: heard!, before: spoken!, lost: [{name: 'unheard', count: share(unheard)}]},
    {name: 'used', reached: used!, before: heard!, lost: [
      {name: 'explained', count: share(funnel.explained)},
      // The file counts voices that are not heard among the ignored.
      {name: 'ignored', count: share(funnel.ignored - unheard)},
      {name: 'punished', count: share(funnel.punished)},
    ]},
  ];
}

function claim(payload: Payload): string {
  const of = payload.voice.map((funnel) => ({name: payload.policies[funnel.policy]!, used: stages(funnel)[3]!.reached}))
    .filter(({used}) => used !== null);
  if (!of.length) return 'There was no chance to speak';
  return `Of 100 chances to speak, ${listed(of.map(({name, used}) => `${percent(used)} are used under ${name}`))}`;
}

const columnGap = 48;
const stageHeight = 76;
const barHeight = 22;

function drawFunnels(group: Group, payload: Payload, width: number): number {
  const columns = Math.max(1, Math.min(payload.voice.length, Math.floor((width + columnGap) / (260 + columnGap))));
  const columnWidth = (width - (columns - 1) * columnGap) / columns;
  const funnelHeight = 40 + 4 * stageHeight;
  payload.voice.forEach((funnel, index) => {
    const [x, y] = [(index % columns) * (columnWidth + columnGap), Math.floor(index / columns) * funnelHeight];
    const look = policyLook(funnel.policy, payload.policies.length);
    const place = group.append('g').attr('transform', `translate(${x}, ${y})`);
    drawFunnel(place, funnel, payload.policies[funnel.policy]!, look, columnWidth);
  });
  return Math.ceil(payload.voice.length / columns) * funnelHeight;
}

function drawFunnel(group: Group, funnel: VoiceFunnel, name: string, look: Look, width: number) {
  group.append('text').attr('class', 'strong').attr('y', 16).style('font-size', '16px').style('fill', look.text)
    .text(fittedName(name, width, 16, 650));
  stages(funnel).forEach(({name, reached, before, lost}, index) => {
    const y = 34 + index * stageHeight;
    const pixels = (count: number | null) => ((count ?? 0) * width) / 100;
    const label = group.append('text').attr('y', y + 15);
    label.append('tspan').attr('class', 'strong number').style('font-size', '17px').text(percent(reached));
    label.append('tspan').attr('dx', 6).text(name);
    const bar = (from: number, to: number) => group.append('rect').attr('x', from).attr('y', y + 22)
      .attr('width', Math.max(0, to - from)).attr('height', barHeight);
    if (pixels(before) - pixels(reached) > 1) {
      bar(pixels(reached), pixels(before) - 0.5).style('fill', look.color).style('fill-opacity', 0.1)
        .style('stroke', look.color).style('stroke-width', 1).style('stroke-dasharray', '3 3');
    }
    bar(0, pixels(reached)).style('fill', look.color);
    const losses = lost.filter(({count}) => count).map(({name, count}) => `${percent(count)} ${name}`);
    if (losses.length) {
      group.append('text').attr('class', 'quiet number').attr('y', y + barHeight + 36)
        .text(fitted(`✕ ${losses.join(', ')}`, width, 12));
    }
  });
}

function table(payload: Payload): Table {
  const rows = [['chances', 'chances'], ['spoken', 'spoken'], ['heard', 'heard'], ['used', 'used'],
    ['explained', 'explained'], ['ignored', 'ignored or unheard'], ['punished', 'punished']] as const;
  return {
    caption: `Voices in ${windowText(payload)}, all replicates, and per 100 chances`,
    columns: [{label: 'voices'}, ...payload.voice.flatMap(({policy}) => [
      {label: payload.policies[policy]!, format: whole},
      {label: `${payload.policies[policy]}, per 100`, format: (value: number) => decimal(value, 2)},
    ])],
    rows: rows.map(([key, name]) => [name, ...payload.voice.flatMap((funnel) =>
      [funnel[key], funnel.chances > 0 ? (100 * funnel[key]) / funnel.chances : null])]),
  };
}
