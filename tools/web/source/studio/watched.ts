/** A state that several parts share; who subscribed is told when it changes. */
export interface Watched<State> {
  get(): State;
  /** Tells everyone, unless nothing is other than it was. */
  set(change: Partial<State>): void;
  /** Called after every change. */
  subscribe(told: (now: State, before: State) => void): void;
}

export function watched<State extends object>(initial: State): Watched<State> {
  let state = initial;
  const subscribers: ((now: State, before: State) => void)[] = [];
  return {
    get: () => state,
    set: (change) => {
      const before = state;
      const changed = (Object.keys(change) as (keyof State)[]).some((key) => !Object.is(change[key], before[key]));
      if (!changed) return;
      state = {...before, ...change};
      const now = state;
      for (const told of subscribers) told(now, before);
    },
    subscribe: (told) => { subscribers.push(told); },
  };
}
