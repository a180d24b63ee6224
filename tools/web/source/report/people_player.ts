/** Chooses a week: by a slider, with keys, or by playing all weeks in turn. */
import {element} from '../shared/element.ts';

export interface Player {
  controls: HTMLElement[];
  /** Goes so many weeks on, or back. */
  step(by: number): void;
  toggle(): void;
  /** Stays there: to be called when the key of step() is released. */
  settle(): void;
}

interface Listener {
  /** At every change: gets the index of the week. */
  changed(week: number): void;
  /** Once it stays there. */
  settled(week: number): void;
}

// Playing takes so long, in milliseconds, within what eyes can follow.
const playTime = 15_000;
const pace = {least: 90, most: 700, calm: 1_000};

/** Begins at the last week. */
export function player(weeks: number[], listener: Listener): Player {
  const last = weeks.length - 1;
  const slider = element('input', {type: 'range', min: '0', max: `${last}`, step: '1', value: `${last}`,
    'aria-label': 'Week'});
  const label = element('output', {class: 'number'});
  const button = element('button', {type: 'button'});
  let timer = 0;

  const say = () => {
    const text = `week ${weeks[slider.valueAsNumber]} of ${weeks.at(-1)}`;
    label.textContent = text;
    slider.setAttribute('aria-valuetext', text);
  };
  const show = (week: number) => {
    slider.valueAsNumber = Math.min(last, Math.max(0, week));
    say();
    listener.changed(slider.valueAsNumber);
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    button.textContent = 'Play';
  };
  const pause = () => {
    if (timer === 0) return;
    stop();
    listener.settled(slider.valueAsNumber);
  };
  const play = () => {
    if (slider.valueAsNumber === last) show(0);
    button.textContent = 'Pause';
    timer = window.setInterval(() => {
      show(slider.valueAsNumber + 1);
      if (slider.valueAsNumber === last) pause();
    }, paceOf(weeks.length));
  };
  const toggle = () => (timer === 0 ? play() : pause());

  say();
  stop();
  button.addEventListener('click', toggle);
  slider.addEventListener('input', () => { stop(); show(slider.valueAsNumber); });
  slider.addEventListener('change', () => listener.settled(slider.valueAsNumber));
  slider.addEventListener('keydown', (event) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    toggle();
  });
  addEventListener('beforeprint', pause);
  const controls = last === 0 ? [label] : [button, element('label', {class: 'week'}, slider, label)];
  return {
    controls,
    step: (by) => { stop(); show(slider.valueAsNumber + by); },
    toggle,
    settle: () => listener.settled(slider.valueAsNumber),
  };
}

// Who asked for less motion gets a week a second.
function paceOf(weeks: number): number {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return pace.calm;
  return Math.min(pace.most, Math.max(pace.least, playTime / weeks));
}
