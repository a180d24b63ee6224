import './story.css';
import {element} from '../shared/element.ts';
import {asReport} from './as_report.ts';
import type {Bets} from './bets.ts';
import {isSameRun} from './state.ts';
import type {Store} from './store.ts';
import {steps, type Seen, type Setting, type Step} from './story_steps.ts';
import {setIn, valueIn} from './values.ts';
import type {ViewStore} from './view.ts';

export interface Story {
  element: HTMLElement;
  begin(): void;
  /** So many steps on, or back; false where no story is told. */
  go(by: number): boolean;
}

/** The story step by step: each sets the state and says what is seen in its result; the last leads into the sandbox.
 * `link`: what copies the address of the state. */
export function story(store: Store, view: ViewStore, betting: Bets, link: () => HTMLElement): Story {
  let at = -1;
  let hasLooked = false;
  const kicker = element('p', {class: 'kicker'});
  const title = element('h2', {id: 'story-title', tabindex: '-1'});
  const says = element('div', {class: 'says', 'aria-live': 'polite'});
  const ask = element('p', {class: 'muted'});
  const hand = element('div', {class: 'controls'});
  const back = element('button', {type: 'button'}, 'Back');
  const next = element('button', {type: 'button', class: 'primary'}, 'Next');
  const leave = element('button', {type: 'button'}, 'Leave');
  const made = element('div', {class: 'story', hidden: ''},
    element('header', {}, kicker, title, element('div', {class: 'controls'}, back, next, leave)), says, ask, hand);

  const write = () => {
    const step = steps[at];
    if (!step) return;
    const seen = seenNow(store, view);
    made.setAttribute('aria-busy', `${seen === null}`);
    if (!seen) return;
    const text = step.says(seen);
    if (text.join('\n') !== says.innerText.trim()) says.replaceChildren(...text.map((each) => element('p', {dir: 'auto'}, each)));
    if (hasLooked) return;
    hasLooked = true;
    step.look?.(view, seen);
    if (step.hand === 'bet') betting.open();
  };
  const enter = (index: number) => {
    at = index;
    hasLooked = false;
    const step = steps[at];
    made.hidden = !step;
    document.body.classList.toggle('betting', step?.hand === 'bet');
    if (!step) return;
    kicker.textContent = `Story · ${at + 1} of ${steps.length}`;
    title.textContent = step.title;
    says.replaceChildren(element('p', {class: 'muted'}, 'The organizations are being led …'));
    ask.textContent = step.ask;
    hand.replaceChildren(...handOf(store, step, betting, link));
    back.disabled = at === 0;
    next.textContent = at === steps.length - 1 ? 'To the sandbox' : 'Next';
    view.set({isPlaying: false, inspected: null, alone: null, replicate: 1});
    const {state} = step;
    if (state) {
      store.change(`story ${at}`, () => state);
      store.look({outcome: state.outcome, week: 1});
    }
    scrollTo(0, 0);
    title.focus({preventScroll: true});
    write();
  };
  const go = (by: number) => {
    if (at < 0) return false;
    enter(at + by >= steps.length ? -1 : Math.max(0, at + by));
    return true;
  };
  back.addEventListener('click', () => go(-1));
  next.addEventListener('click', () => go(1));
  leave.addEventListener('click', () => enter(-1));
  betting.element.addEventListener('close', () => document.body.classList.remove('betting'));
  store.subscribe(write);
  view.subscribe((now, before) => { if (now.cast !== before.cast) write(); });
  return {element: made, begin: () => enter(0), go};
}

// The result of what is set now, with its people; null while that is on its way.
function seenNow(store: Store, view: ViewStore): Seen | null {
  const {opened, shown, ran, description} = store.results();
  const {cast} = view.get();
  const state = store.get();
  if (!opened || !shown || !ran || !isSameRun(ran, state) || ran.outcome !== state.outcome) return null;
  if (!cast || cast.result.shown !== shown) return null;
  return {report: asReport(shown, opened, description), cast};
}

function handOf(store: Store, {hand}: Step, betting: Bets, link: () => HTMLElement): HTMLElement[] {
  if (!hand) return [];
  if (hand === 'link') return [link()];
  if (hand === 'bet') {
    const button = element('button', {type: 'button'}, 'Bet');
    button.addEventListener('click', betting.open);
    return [button];
  }
  return [settingOf(store, hand)];
}

function settingOf(store: Store, {path, label, most, step}: Setting): HTMLElement {
  const slider = element('input', {type: 'range', min: '0', max: `${most}`, step: `${step}`, 'aria-label': label});
  const output = element('output', {class: 'number'});
  const read = () => {
    const value = Number(valueIn(store, path, 0));
    if (Number.isNaN(value)) return;
    slider.value = `${value}`;
    output.textContent = `${value}`;
  };
  slider.addEventListener('input', () => setIn(store, path, 0, slider.valueAsNumber, false));
  store.subscribe(() => { if (slider.isConnected) read(); });
  read();
  return element('label', {class: 'hand'}, label, slider, output);
}
