/** Where the state is kept, with its past, and what came of it; whoever shows something listens here. */
import type {Description, Opened, Shown} from './engine.ts';
import {isSameRun, type State} from './state.ts';

/** What the engine said last. */
export interface Results {
  description: Description;
  /** The story without changes; null before it was read. */
  story: Opened | null;
  /** The last scenario that is well. */
  opened: Opened | null;
  /** The last result. It stays while a newer one is computed, or where that cannot be. */
  shown: Shown | null;
  /** Of which state that result is. */
  ran: State | null;
  /** What is wrong, as the program prints it; empty if nothing is. */
  problems: string;
  /** 0 to 1 while it is running; null when it is not. */
  progress: number | null;
}

export interface Store {
  get(): State;
  results(): Results;
  /** A change to go back from. Changes with the same name that follow each other closely are one. */
  change(name: string, make: (state: State) => State): void;
  /** Another week or outcome to look at: no step to go back from. */
  look(at: Partial<Pick<State, 'week' | 'outcome'>>): void;
  undo(): void;
  redo(): void;
  canUndo(): boolean;
  canRedo(): boolean;
  answer(results: Partial<Results>): void;
  /** Told after every change, of the state or of the results. */
  subscribe(listener: () => void): void;
}

const together = 1_000;
const most = 200;

export function makeStore(first: State, description: Description): Store {
  let state = first;
  let results: Results = {description, story: null, opened: null, shown: null, ran: null, problems: '', progress: null};
  let past: State[] = [];
  let future: State[] = [];
  let last = {name: '', at: -Infinity};
  const listeners: (() => void)[] = [];
  const tell = () => listeners.forEach((listener) => listener());
  const go = (from: State[], to: State[]) => {
    const there = from.pop();
    if (!there) return;
    to.push(state);
    state = {...there, week: state.week, outcome: state.outcome};
    last = {name: '', at: -Infinity};
    tell();
  };
  return {
    get: () => state,
    results: () => results,
    change: (name, make) => {
      const made = make(state);
      const now = performance.now();
      const isNext = name === last.name && now - last.at < together;
      if (!isSameRun(state, made)) {
        if (!isNext) past = [...past.slice(-most), state];
        future = [];
        last = {name, at: now};
      }
      state = made;
      tell();
    },
    look: (at) => { state = {...state, ...at}; tell(); },
    undo: () => go(past, future),
    redo: () => go(future, past),
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
    answer: (answered) => { results = {...results, ...answered}; tell(); },
    subscribe: (listener) => { listeners.push(listener); },
  };
}

/** Listens to what is to be run and to what was read of it, not to what is looked at: weeks play by the dozen. */
export function subscribeToRun(store: Store, listener: () => void): void {
  let state: State | null = null;
  let opened: unknown;
  store.subscribe(() => {
    const now = store.results().opened ?? store.results().story;
    if (state !== null && isSameRun(state, store.get()) && opened === now) return;
    state = store.get();
    opened = now;
    listener();
  });
}
