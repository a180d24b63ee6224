import {element} from './element.ts';

/** A week that the reader points to, by pointer or by keys; what it says is read out when it rests. */
export interface WeekCursor {
  element: HTMLElement;
  /** Index among the weeks; null before the first use. */
  at: () => number | null;
  /** Says the week anew, after another choice. */
  update(): void;
  /** Lets a pointer over this drawing choose; `week` tells the week at a place in the drawing. */
  follow(drawing: Element, week: (x: number) => number): void;
}

const pause = 300;

export function weekCursor(weeks: number[], says: (index: number) => string, moved: () => void): WeekCursor {
  let at: number | null = null;
  let timer = 0;
  const readout = element('p', {class: 'readout', 'aria-hidden': 'true'}, 'Choose a week to read its values.');
  const live = element('p', {class: 'visually-hidden', 'aria-live': 'polite'});
  const slider = element('input', {type: 'range', min: '0', max: `${weeks.length - 1}`, step: '1', value: '0'});
  slider.setAttribute('aria-valuetext', `week ${weeks[0]}`);
  const update = () => {
    if (at === null) return;
    readout.textContent = says(at);
    clearTimeout(timer);
    timer = window.setTimeout(() => { live.textContent = readout.textContent; }, pause);
  };
  const move = (index: number) => {
    if (index === at) return;
    at = index;
    slider.value = `${index}`;
    slider.setAttribute('aria-valuetext', `week ${weeks[index]}`);
    update();
    moved();
  };
  slider.addEventListener('input', () => move(slider.valueAsNumber));
  slider.addEventListener('focus', () => move(slider.valueAsNumber));
  return {
    element: element('div', {class: 'cursor'}, element('label', {}, element('span', {}, 'Week'), slider), readout, live),
    at: () => at,
    update,
    follow: (drawing, week) => {
      for (const kind of ['pointerdown', 'pointermove']) drawing.addEventListener(kind, (event) => {
        const place = (event as PointerEvent).clientX - drawing.getBoundingClientRect().left;
        move(nearest(weeks, week(place)));
      });
    },
  };
}

/** Index of the week next to this place. */
export function nearest(weeks: number[], week: number): number {
  let best = 0;
  weeks.forEach((each, index) => { if (Math.abs(each - week) < Math.abs(weeks[best]! - week)) best = index; });
  return best;
}
