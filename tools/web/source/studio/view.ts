/** What is looked at: the same for all parts of the page. What is simulated is another matter, and comes as `result`. */
import type {People} from '../report/payload.ts';
import {recordings, type Recording} from '../report/people_recording.ts';
import {isSuperseded, type Engine, type Opened, type Shown} from './engine.ts';
import {watched, type Watched} from './watched.ts';

/** A scenario and what came of it. */
export interface Result {
  opened: Opened;
  shown: Shown;
}

/** One replicate, member by member (or unit by unit). */
export interface Cast {
  /** What they are of. */
  result: Result;
  people: People;
  /** By arm. */
  everyone: Recording[];
}

export interface View {
  /** What was run last; null before anything was. */
  result: Result | null;
  /** Of the result before, until that of the present one is there. */
  cast: Cast | null;
  /** The replicate whose people are shown, from 1. */
  replicate: number;
  /** From 1. */
  week: number;
  isPlaying: boolean;
  speed: number;
  /** Whose week is explained; of a unit, its leader. */
  inspected: string | null;
  /** The arm that is shown alone. */
  alone: number | null;
  /** Name of the outcome whose course is shown, and bet on. */
  outcome: string;
  isPresenting: boolean;
  /** What goes wrong, in words; empty if nothing does. */
  trouble: string;
}

export type ViewStore = Watched<View>;

export const createView = (outcome: string): ViewStore => watched<View>({
  result: null, cast: null, replicate: 1, week: 1, isPlaying: false, speed: 1, inspected: null, alone: null, outcome,
  isPresenting: false, trouble: '',
});

export const lastWeek = ({result}: View) => result?.opened.weeks ?? 1;

/** Index in `People.weeks` of the week shown: of a long run not all weeks are there. */
export function weekIndex({people}: Cast, week: number): number {
  return Math.max(0, people.weeks.findLastIndex((each) => each <= week));
}

/** `A`, `B`: what organizations are called. */
export const letter = (arm: number) => String.fromCharCode(65 + arm);

/** Fetches the people of every result, and of every other replicate. */
export function fetchCasts(engine: Engine, view: ViewStore) {
  const fetch = async () => {
    const {result, replicate, week} = view.get();
    if (!result) return;
    view.set({replicate: Math.min(replicate, result.shown.replicates), week: Math.min(week, result.opened.weeks)});
    try {
      const people = await engine.people(view.get().replicate);
      if (view.get().result === result) view.set({cast: {result, people, everyone: recordings(people)}, trouble: ''});
    } catch (error) {
      if (!isSuperseded(error)) view.set({trouble: (error as Error).message});
    }
  };
  view.subscribe((now, before) => {
    if (now.result !== before.result || now.replicate !== before.replicate) void fetch();
  });
  void fetch();
}
