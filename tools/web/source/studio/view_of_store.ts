import type {Store} from './store.ts';
import {createView, type ViewStore} from './view.ts';

/** A view on what the store holds: it follows results, week and outcome; the store follows its week. */
export function viewOf(store: Store): ViewStore {
  const {week, outcome} = store.get();
  const view = createView(outcome);
  view.set({week});
  store.subscribe(() => {
    const {opened, shown} = store.results();
    const {result} = view.get();
    const isNew = opened !== null && shown !== null && result?.shown !== shown;
    view.set({...(isNew ? {result: {opened, shown}} : {}), week: store.get().week, outcome: store.get().outcome});
  });
  view.subscribe((now, before) => {
    if (now.week !== before.week) store.look({week: now.week});
  });
  return view;
}
