/** Play, scrub, speed, and which replicate: one set of controls for both organizations. */
import {choice, element} from '../shared/element.ts';
import {goByWeeks, goToWeek, togglePlaying} from './clock.ts';
import {lastWeek, type View, type ViewStore} from './view.ts';

const speeds = [1, 2, 4];

export function player(view: ViewStore): HTMLElement {
  const play = element('button', {type: 'button', class: 'play'});
  const step = (by: number, label: string, sign: string) => {
    const button = element('button', {type: 'button', 'aria-label': label, class: 'step'}, sign);
    button.addEventListener('click', () => goByWeeks(view, by));
    return button;
  };
  const slider = element('input', {type: 'range', min: '1', step: '1', 'aria-label': 'Week'});
  const label = element('output', {class: 'number'});
  const speed = choice('Speed', speeds.map((each) => `${each}×`), (index) => view.set({speed: speeds[index]!}));
  const replicate = element('input', {type: 'number', min: '1', step: '1'});
  const of = element('span', {class: 'muted'});
  play.addEventListener('click', () => togglePlaying(view));
  slider.addEventListener('input', () => goToWeek(view, slider.valueAsNumber));
  replicate.addEventListener('change', () => {
    const wanted = Math.round(replicate.valueAsNumber) || 1;
    view.set({replicate: Math.min(view.get().result?.shown.replicates ?? 1, Math.max(1, wanted))});
    replicate.value = `${view.get().replicate}`;
  });
  const write = (now: View) => {
    const end = lastWeek(now);
    play.textContent = now.isPlaying ? 'Pause' : 'Play';
    slider.max = `${end}`;
    slider.value = `${now.week}`;
    label.textContent = `week ${now.week} of ${end}`;
    slider.setAttribute('aria-valuetext', label.textContent);
  };
  const writeReplicates = ({result, replicate: chosen}: View) => {
    replicate.value = `${chosen}`;
    replicate.max = `${result?.shown.replicates ?? 1}`;
    of.textContent = `of ${result?.shown.replicates ?? 1}`;
  };
  write(view.get());
  writeReplicates(view.get());
  view.subscribe((now, before) => {
    if (now.week !== before.week || now.isPlaying !== before.isPlaying || now.result !== before.result) write(now);
    if (now.result !== before.result || now.replicate !== before.replicate) writeReplicates(now);
    if (now.speed !== before.speed) speed.querySelector('select')!.selectedIndex = speeds.indexOf(now.speed);
  });
  return element('div', {class: 'player'},
    step(-1, 'A week back', '◀'), play, step(1, 'A week on', '▶'),
    element('label', {class: 'week'}, slider, label), speed,
    element('label', {class: 'replicate'}, element('span', {class: 'muted'}, 'Replicate'), replicate, of));
}
