import './organizations.css';
import {drawOnCanvas} from '../report/people_drawing.ts';
import {keyShapes, led} from '../report/people_picture.ts';
import {tally} from '../report/people_recording.ts';
import {idsOf, linesOf} from '../report/people_words.ts';
import {element} from '../shared/element.ts';
import {decimal} from '../shared/format.ts';
import {goByWeeks, runClock} from './clock.ts';
import type {Engine} from './engine.ts';
import {inspector} from './inspector.ts';
import {organization, type Organization} from './organization.ts';
import {player} from './player.ts';
import {fetchCasts, letter, weekIndex, type View, type ViewStore} from './view.ts';

const arms = [0, 1];
/** So long a week has to rest before it is said aloud, in milliseconds. */
const rest = 400;

/** The two organizations side by side at the week shown, playing on one clock, and who is inspected in them. */
export function organizations(engine: Engine, view: ViewStore): HTMLElement {
  let pointed: string | null = null;
  let passed = 0;
  let key: () => void = () => {};
  const sides = arms.map((arm) => organization(arm, () => { update(); key(); }));
  const readout = element('p', {class: 'pointed muted', dir: 'auto', 'aria-hidden': 'true'});
  const spoken = element('p', {class: 'visually-hidden', 'aria-live': 'polite'});
  const trouble = element('p', {role: 'alert', class: 'trouble'});
  const updateAbove = () => { for (const side of sides) side.updateAbove(view.get(), passed, pointed); };
  const update = () => {
    for (const side of sides) side.update(view.get());
    updateAbove();
    readout.textContent = pointedText(view.get(), pointed);
  };
  const point = (id: string | null) => {
    if (id === pointed) return;
    pointed = id;
    updateAbove();
    readout.textContent = pointedText(view.get(), pointed);
  };
  const stage = element('div', {class: 'sides'}, ...sides.map((side) => side.element));
  const inside = element('div', {class: 'organizations'},
    element('div', {class: 'playing'}, stage, readout, player(view), keyElement(view, (draw) => { key = draw; }), trouble, spoken),
    inspector(engine, view));
  for (const side of sides) listen(side, view, point, () => pointed, (text) => { spoken.textContent = text; });
  runClock(view, (now) => { passed = now; updateAbove(); });
  announce(view, (text) => { spoken.textContent = text; });
  view.subscribe((now, before) => {
    if (now.week !== before.week || now.cast !== before.cast || now.inspected !== before.inspected
      || now.isPlaying !== before.isPlaying) update();
    if (now.cast !== before.cast) key();
    trouble.textContent = now.trouble;
    if (now.alone !== before.alone) {
      for (const [arm, side] of sides.entries()) side.element.hidden = now.alone !== null && now.alone !== arm;
      stage.classList.toggle('alone', now.alone !== null);
    }
  });
  fetchCasts(engine, view);
  return element('div', {class: 'organizations-room'}, inside);
}

// `12, below 1 · A command: trust 0.17, kept silent · B level2: trust 0.83, used`
function pointedText({cast, result, week}: View, id: string | null): string {
  if (!cast || !result) return '';
  if (id === null) return 'Point at a member to compare it with itself; click to have its week explained.';
  const policies = result.shown.policies.map((policy, arm) => `${letter(arm)} ${policy}`);
  return linesOf(cast.people.kind, cast.everyone, policies, weekIndex(cast, week), id).join(' · ');
}

/** Pointer and keys of a treemap: up and down go through members, Enter inspects; left and right are weeks everywhere. */
function listen({canvas, at}: Organization, view: ViewStore, point: (id: string | null) => void,
  pointed: () => string | null, say: (text: string) => void) {
  canvas.addEventListener('pointermove', ({offsetX, offsetY}) => point(at(offsetX, offsetY)));
  canvas.addEventListener('pointerleave', () => point(null));
  canvas.addEventListener('blur', () => point(null));
  canvas.addEventListener('click', ({offsetX, offsetY}) => {
    const id = at(offsetX, offsetY);
    if (id !== null) view.set({inspected: id, isPlaying: false});
  });
  const go = (by: number) => {
    const {cast, inspected} = view.get();
    if (!cast) return;
    const ids = idsOf(cast.everyone);
    const present = pointed() ?? inspected;
    const from = present === null ? (by > 0 ? -1 : ids.length) : ids.indexOf(present);
    const id = ids[Math.min(ids.length - 1, Math.max(0, from + by))]!;
    point(id);
    say(pointedText(view.get(), id));
  };
  const actions: Record<string, () => void> = {
    ArrowUp: () => go(-1),
    ArrowDown: () => go(1),
    ArrowLeft: () => goByWeeks(view, -1),
    ArrowRight: () => goByWeeks(view, 1),
    Enter: () => { if (pointed() !== null) view.set({inspected: pointed(), isPlaying: false}); },
    Escape: () => view.set({inspected: null}),
  };
  canvas.addEventListener('keydown', (event) => {
    const action = actions[event.key];
    if (!action || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    action();
  });
}

/** `Week 41: trust A 0.36, B 0.68`, once the week rests; never while it plays. */
function announce(view: ViewStore, say: (text: string) => void) {
  let timer = 0;
  view.subscribe((now, before) => {
    if (now.week === before.week && now.isPlaying === before.isPlaying) return;
    clearTimeout(timer);
    if (now.isPlaying) return;
    timer = window.setTimeout(() => say(weekText(view.get())), rest);
  });
}

export function weekText({cast, week}: View): string {
  if (!cast) return '';
  const trusts = cast.everyone.map((recording, arm) =>
    `${letter(arm)} ${decimal(tally(recording, weekIndex(cast, week), led(recording)).trust, 2)}`);
  return `Week ${week}: trust ${trusts.join(', ')}`;
}

// What colors and marks mean; drawn as the report draws it.
function keyElement(view: ViewStore, redraws: (draw: () => void) => void): HTMLElement {
  const canvas = element('canvas', {class: 'key', role: 'img',
    'aria-label': 'Colors: dark is no trust, light full trust in the leader. '
      + 'Marks: ✓ used or explained, ✕ ignored, unheard or punished, ● kept silent'});
  const room = element('div', {class: 'key-room'}, canvas);
  redraws(() => {
    const {cast} = view.get();
    const width = Math.floor(room.clientWidth);
    if (!cast || width === 0) return;
    const {shapes, bottom} = keyShapes(cast.people, width, 0);
    canvas.style.height = `${bottom}px`;
    drawOnCanvas(canvas, width, bottom, shapes);
  });
  return room;
}
