import type {Group} from '../shared/figure.ts';
import type {Box, Scale} from '../shared/plot.ts';
import {policyLook} from '../shared/palette.ts';
import {listed} from '../shared/format.ts';
import {fitted, textWidth} from '../shared/text_width.ts';
import type {Intervention, Payload} from './payload.ts';

/** What happens in the same weeks under one policy or several. */
interface Event extends Omit<Intervention, 'policy'> {
  policies: number[];
  /** With the policies' names, where it is not under all. */
  label: string;
}

const laneHeight = 19;
const mostLanes = 4;
/** Of what happens under several policies. */
const shared = {color: 'var(--event)', text: 'var(--muted)'};

/** Interventions in the order of their weeks; the same one under several policies is one event. */
export function events(payload: Payload): Event[] {
  const found = new Map<string, Event>();
  for (const {policy, ...rest} of payload.interventions) {
    const key = JSON.stringify([rest.what, rest.first_week, rest.last_week]);
    const event = found.get(key) ?? {...rest, policies: [], label: ''};
    event.policies.push(policy);
    event.replicates = Math.min(event.replicates, rest.replicates);
    found.set(key, event);
  }
  const isEverywhere = ({policies}: Event) => policies.length === payload.policies.length;
  for (const event of found.values()) {
    const names = listed(event.policies.map((policy) => payload.policies[policy]!));
    event.label = isEverywhere(event) ? event.what : `${names}: ${event.what}`;
  }
  return [...found.values()].sort((a, b) => a.first_week - b.first_week);
}

/** All interventions in words, with their weeks; empty if there are none. */
export function eventsText(payload: Payload): string {
  const texts = events(payload).map(({label, first_week, last_week, replicates}) => {
    const weeks = first_week === last_week ? `week ${first_week}` : `weeks ${first_week}–${last_week}`;
    const some = replicates < payload.replicates ? `, in ${replicates} of ${payload.replicates} replicates` : '';
    return `${label} (${weeks}${some})`;
  });
  return texts.length ? `Interventions: ${texts.join('; ')}.` : '';
}

interface Flag {
  event: Event;
  /** From the top; null where there is no room left. */
  lane: number | null;
  /** Whether the text stands left of its pole: near the right edge, where there is more room. */
  isLeft: boolean;
  /** For the text. */
  room: number;
}

function flags(payload: Payload, x: Scale, box: Box): Flag[] {
  const taken: [number, number][][] = [];
  return events(payload).map((event) => {
    const pole = x(event.first_week);
    const wanted = textWidth(event.label, 12);
    const [left, right] = [pole - box.left - 10, box.right - pole - 14];
    const isLeft = wanted > right && left > right;
    const room = isLeft ? left : right;
    const width = Math.min(wanted, room) + 16;
    const [from, to] = isLeft ? [pole - width, pole + 8] : [pole, pole + width];
    let lane = taken.findIndex((lane) => lane.every(([start, end]) => to < start || end < from));
    if (lane < 0) lane = taken.length;
    if (lane >= mostLanes) return {event, lane: null, isLeft, room};
    (taken[lane] ??= []).push([from, to]);
    return {event, lane, isLeft, room};
  });
}

const lanesOf = (all: Flag[]) => Math.max(0, ...all.map(({lane}) => (lane ?? -1) + 1));

/** Room above a plot for the flags. */
export const eventRoom = (payload: Payload, x: Scale, box: Box) => lanesOf(flags(payload, x, box)) * laneHeight;

/** Shades the weeks of each intervention, with a flag above the plot that says what it is. */
export function drawEvents(group: Group, payload: Payload, x: Scale, box: Box) {
  const all = flags(payload, x, box);
  for (const {event, lane, isLeft, room} of all) {
    const isOfOne = event.policies.length === 1 && payload.policies.length > 1;
    const look = isOfOne ? policyLook(event.policies[0]!, payload.policies.length) : shared;
    const pole = x(event.first_week);
    const top = box.top - (lane === null ? 0 : (lanesOf(all) - lane) * laneHeight);
    group.append('rect').attr('x', pole).attr('y', box.top).attr('height', box.bottom - box.top)
      .attr('width', Math.max(0, x(event.last_week) - pole)).style('fill', look.color).style('fill-opacity', 0.1);
    group.append('path').attr('d', `M${pole},${box.bottom}V${top}`).style('fill', 'none')
      .style('stroke', look.color).style('stroke-width', 1).style('stroke-opacity', 0.8);
    if (lane === null) continue;
    group.append('path').attr('d', `M${pole},${top}l7,3.5l-7,3.5z`).style('fill', look.color);
    group.append('text').attr('class', 'quiet').attr('x', isLeft ? pole - 5 : pole + 11).attr('y', top + 9)
      .attr('text-anchor', isLeft ? 'end' : 'start').style('fill', look.text).text(fitted(event.label, room, 12));
  }
}
