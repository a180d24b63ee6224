/** What is played in front of a room: the organizations, bets, the presentation, and the keys for all of it. */
import {element} from '../shared/element.ts';
import {asReport} from './as_report.ts';
import {bets} from './bets.ts';
import {goByWeeks, togglePlaying} from './clock.ts';
import type {Engine} from './engine.ts';
import {keys, type Key} from './keys.ts';
import {organizations} from './organizations.ts';
import {present} from './present.ts';
import {withChange} from './state.ts';
import type {Store} from './store.ts';
import {story, type Story} from './story.ts';
import {storiesOf, tellStory} from './stories.ts';
import {viewOf} from './view_of_store.ts';
import type {ViewStore} from './view.ts';

export interface Stage {
  organizations: HTMLElement;
  /** Above all that it tells of; empty until it is told. */
  story: HTMLElement;
  /** For the head of the page. */
  buttons: HTMLElement[];
  /** Dialogs, and what lies over the page. */
  above: HTMLElement[];
}

/** `link`: makes what copies the address of the state. */
export function stage(engine: Engine, store: Store, link: () => HTMLElement): Stage {
  const view = viewOf(store);
  const betting = bets(() => {
    const {shown, opened, description} = store.results();
    return shown && opened ? asReport(shown, opened, description) : null;
  });
  const toPresent = () => view.set({isPresenting: !view.get().isPresenting});
  const told = story(store, view, betting, link);
  const help = keys(table(store, view, told, {bet: betting.open, toPresent}));
  if (location.hash === '#story') queueMicrotask(told.begin);
  const button = (label: string, title: string, act: () => void) => {
    const made = element('button', {type: 'button', title}, label);
    made.addEventListener('click', act);
    return made;
  };
  return {
    organizations: organizations(engine, view),
    story: told.element,
    buttons: [
      button('Story', 'Five minutes, step by step (S)', told.begin),
      button('Bet', 'Draw the line before it is revealed (B)', betting.open),
      button('Present', 'Large type, nothing to set (P)', toPresent),
      button('Keys', 'What keys do (?)', () => help.showModal()),
    ],
    above: [betting.element, help, present(view)],
  };
}

interface Actions {
  bet(): void;
  toPresent(): void;
}

function table(store: Store, view: ViewStore, told: Story, {bet, toPresent}: Actions): Key[] {
  const all = storiesOf(store.results().description).slice(0, 10);
  const digits = all.map((_, index) => `${(index + 1) % 10}`);
  return [
    {keys: [' '], label: 'Space', what: 'Play or pause', act: () => togglePlaying(view)},
    {keys: ['ArrowLeft', 'ArrowRight'], label: '← or →', what: 'A week back, or on',
      act: (key) => goByWeeks(view, key === 'ArrowLeft' ? -1 : 1)},
    {keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'], label: 'Shift ← or →', what: 'Ten weeks back, or on',
      act: (key) => goByWeeks(view, key.endsWith('Left') ? -10 : 10)},
    {keys: digits, label: `${digits[0]} to ${digits.at(-1)}`, what: 'A scenario to begin with',
      act: (key) => tellStory(store, all[digits.indexOf(key)]!.name)},
    {keys: ['a'], label: 'A', what: 'A alone, then B alone, then both', act: () => view.set({alone: nextAlone(view.get().alone)})},
    {keys: ['d'], label: 'D', what: 'To the difference, pair by pair', act: showDifference},
    {keys: ['r'], label: 'R', what: 'Another seed: other people, other luck', act: () => reseed(store)},
    {keys: ['b'], label: 'B', what: 'Bet: draw the line before it is revealed', act: bet},
    {keys: ['p'], label: 'P', what: 'Present: large type, nothing to set; Esc ends it', act: toPresent},
    {keys: ['s'], label: 'S', what: 'The story, from its beginning', act: told.begin},
    {keys: ['PageDown', 'PageUp'], label: 'PageDown or PageUp', what: 'In the story: a step on, or back',
      act: (key) => told.go(key === 'PageDown' ? 1 : -1)},
    {keys: [], label: '↑ or ↓', what: 'In a treemap: from member to member; Enter explains one'},
    {keys: [], label: 'Ctrl Z', what: 'Undo; with Shift redo'},
  ];
}

const nextAlone = (alone: number | null) => (alone === null ? 0 : alone === 0 ? 1 : null);

function showDifference() {
  const figure = document.querySelector<HTMLElement>('#figures [data-name=difference]');
  if (!figure) return;
  figure.tabIndex = -1;
  figure.focus({preventScroll: true});
  figure.scrollIntoView({block: 'center'});
}

function reseed(store: Store) {
  const {opened} = store.results();
  if (opened) store.change('seed', (state) => withChange(state, 'run.seed', opened.seed + 1, 'both'));
}
