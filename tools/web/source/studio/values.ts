/** What a key's value is in A and in B: as it was changed, else as the program resolved it. */
import {isSame, valueAt} from './changes.ts';
import {elementOf, inStyle} from './fields.ts';
import {armOf, asInA, isChanged, type Side, twoOf, withChange, withElement, withoutChange} from './state.ts';
import type {Store} from './store.ts';

/** The two arms that the state asks for. */
export function armsOf(store: Store): [string, string] {
  return store.get().policies ?? twoOf(store.results().story?.arms ?? []);
}

export const styleOf = (store: Store, side: Side) => armOf(armsOf(store)[side]).style;

export function valueIn(store: Store, path: string, side: Side): unknown {
  const {both, onlyB, elements} = store.get();
  const name = elementOf(path);
  if (name !== null) {
    return Object.hasOwn(elements[side], name) ? elements[side][name] : resolvedValue(store, inStyle(path, styleOf(store, side)), side);
  }
  if (side === 1 && Object.hasOwn(onlyB, path)) return onlyB[path];
  return Object.hasOwn(both, path) ? both[path] : resolvedValue(store, path, side);
}

// What the story says by itself; of a variant that it does not compare, what was read last.
function resolvedValue(store: Store, path: string, side: Side): unknown {
  const {opened, story} = store.results();
  if (!story) return undefined;
  const {variant} = armOf(armsOf(store)[side]);
  const of = (arms: string[]) => arms.findIndex((arm) => armOf(arm).variant === variant);
  const known = of(story.arms);
  const read = of(opened?.arms ?? []);
  const resolved = known >= 0 ? story.resolved[known] : (opened?.resolved[read] ?? story.resolved[0]);
  return single(valueAt(resolved!, path));
}

// A span that is the same for all is one number.
function single(value: unknown): unknown {
  const range = value as {from?: unknown; to?: unknown} | null | undefined;
  return typeof range === 'object' && range !== null && range.from !== undefined && range.from === range.to ? range.from : value;
}

/** Whether A and B have different values of it, or different styles to have it in. */
export const differs = (store: Store, path: string) =>
  isApart(store, path) || !isSame(valueIn(store, path, 0), valueIn(store, path, 1));

/** Whether it is an element of two different styles. */
export const isApart = (store: Store, path: string) => elementOf(path) !== null && styleOf(store, 0) !== styleOf(store, 1);

/** The value in one organization; the other keeps its own. `split`: B has a value of its own. */
export function setIn(store: Store, path: string, side: Side, value: unknown, isSplit: boolean): void {
  const name = elementOf(path);
  const ofB = valueIn(store, path, 1);
  const isOne = isSplit || isApart(store, path);
  store.change(`${path} ${side}`, (state) => {
    if (name !== null) {
      const sides: Side[] = isOne ? [side] : [0, 1];
      return sides.reduce((now, each) => withElement(now, each, name, value), state);
    }
    if (!isOne) return withChange(state, path, value, 'both');
    if (side === 1) return withChange(state, path, value, 'onlyB');
    return withChange(withChange(state, path, value, 'both'), path, ofB, 'onlyB');
  });
}

/** B as A, also where the story has them differ. */
export function join(store: Store, path: string): void {
  const name = elementOf(path);
  const value = valueIn(store, path, 0);
  const [ofA, ofB] = store.results().story?.resolved ?? [];
  store.change(`${path} joined`, (state) => {
    if (name !== null) return withElement(state, 1, name, state.elements[0][name]);
    const joined = asInA(state, path);
    const differs = ofA && ofB && !isSame(valueAt(ofA, path), valueAt(ofB, path));
    return differs ? withChange(joined, path, value, 'both') : joined;
  });
}

/** As the story has it, in both. */
export function reset(store: Store, path: string): void {
  const name = elementOf(path);
  store.change(`${path} reset`, (state) => (name === null ? withoutChange(state, path)
    : withElement(withElement(state, 0, name, undefined), 1, name, undefined)));
}

export function hasChanged(store: Store, path: string): boolean {
  const name = elementOf(path);
  const state = store.get();
  return name === null ? isChanged(state, path) : state.elements.some((each) => Object.hasOwn(each, name));
}
