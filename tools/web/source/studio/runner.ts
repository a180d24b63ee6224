/** Runs what the state asks for, whenever that changes; only the newest counts. */
import {isSuperseded, type Engine, type Opened, type Refused} from './engine.ts';
import {baseOf, isSameRun, sourceOf, type State} from './state.ts';
import type {Store} from './store.ts';

/** Runs that are done within so many milliseconds are waited for, so that figures follow a hand that keeps moving. */
const short = 700;

export function keepRunning(engine: Engine, store: Store): void {
  /** What was run last, or is being run. */
  let asked: State | null = null;
  let isBusy = false;
  let duration = 0;

  const isAsked = (state: State) => asked !== null && isSameRun(state, asked) && state.outcome === asked.outcome;
  const next = async () => {
    const state = store.get();
    if (isAsked(state) || (isBusy && duration < short)) return;
    isBusy = true;
    asked = state;
    store.answer({progress: 0});
    const began = performance.now();
    try {
      await answer(engine, store, state, () => isAsked(store.get()));
      duration = performance.now() - began;
    } catch (error) {
      if (!isSuperseded(error)) store.answer({problems: (error as Error).message, progress: null});
    }
    if (asked !== state) return;
    isBusy = false;
    void next();
  };
  store.subscribe(() => { void next(); });
  void next();
}

async function answer(engine: Engine, store: Store, state: State, isNewest: () => boolean): Promise<void> {
  const opened = await open(engine, store, state);
  if (!isNewest() || opened === null) return;
  if (opened.problems !== null) return store.answer({problems: opened.problems, progress: null});
  const shown = await engine.run([state.outcome], (done, total, soFar) => {
    if (isNewest()) store.answer({progress: done / total, ...(soFar ? {opened, shown: soFar, problems: ''} : {})});
  });
  store.answer({opened, shown, ran: state, problems: '', progress: null});
}

// The story by itself is read first: it says which two organizations it is about.
async function open(engine: Engine, store: Store, state: State): Promise<Opened | Refused | null> {
  const base = baseOf(state, store.results().description);
  if (!base) return {problems: `error: there is no story called ${state.story} (stories are those of scenarios/)`};
  let {story} = store.results();
  if (story === null || !isOf(story, base.base, state)) {
    const read = await engine.open({...base, changes: {}, files: state.files});
    if (read.problems !== null) return read;
    known.set(read, {base: base.base, files: state.files});
    story = read;
  }
  const source = sourceOf(state, base, story);
  const opened = await engine.open(source);
  if (opened.problems === null) store.answer({story, opened});
  return opened;
}

// What a story that was opened was read from.
const known = new WeakMap<Opened, {base: string; files: Record<string, string>}>();

function isOf(story: Opened, base: string, {files}: State): boolean {
  const of = known.get(story);
  return of !== undefined && of.base === base && of.files === files;
}
