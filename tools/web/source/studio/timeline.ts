/** What happens when: bars over the weeks that are dragged, stretched, added and edited. */
import {element, named} from '../shared/element.ts';
import {isSame} from './changes.ts';
import {entryEditor} from './entry_editor.ts';
import {type Entry, kindOf, kinds, lastWeekOf, moved, stretched, tidied, weekOf} from './interventions.ts';
import {canDiffer, originOf, type Side} from './state.ts';
import {type Store, subscribeToRun} from './store.ts';
import {differs, join, setIn, valueIn} from './values.ts';

interface Place { side: Side; index: number }

export function timeline(store: Store): HTMLElement {
  /** B is to have a timeline of its own, even while it is the same. */
  let isWanted = false;
  const isSplit = () => isWanted || differs(store, 'timeline');
  let selected: Place | null = null;
  let origin = originOf(store.get());
  const bars = element('div', {class: 'bars'});
  const editor = element('div', {class: 'editor'});
  const split = element('button', {type: 'button', class: 'small', 'aria-pressed': 'false', 'aria-label': 'A ≠ B: what happens when'}, 'A ≠ B');
  const keys = store.results().description.keys;
  const end = () => store.results().opened?.weeks ?? 1;
  const entriesOf = (side: Side) => ((valueIn(store, 'timeline', side) ?? []) as Entry[]).map((entry) => tidied(entry, keys));
  const set = (side: Side, entries: Entry[]) => {
    isWanted = isSplit();
    setIn(store, 'timeline', side, entries, isWanted);
  };
  const replace = ({side, index}: Place, entry: Entry) => set(side, entriesOf(side).with(index, entry));
  const select = (place: Place | null) => { selected = place; drawn = null; update(); };
  /** What the bars were drawn from. */
  let drawn: unknown[] | null = null;

  split.addEventListener('click', () => {
    isWanted = !isSplit();
    if (!isWanted) join(store, 'timeline');
    select(null);
  });
  const add = addMenu(store, isSplit, (side, entry) => {
    const entries = [...entriesOf(side), {week: Math.min(store.get().week, end()), ...entry}];
    set(side, entries);
    select({side, index: entries.length - 1});
  });

  const update = () => {
    if (origin !== originOf(store.get())) {
      origin = originOf(store.get());
      isWanted = false;
      selected = null;
    }
    const isAble = canDiffer(store.get(), store.results().story?.arms ?? []);
    if (!isAble) isWanted = false;
    split.disabled = !isAble;
    split.setAttribute('aria-pressed', `${isSplit()}`);
    add.update();
    const sides: Side[] = isSplit() ? [0, 1] : [0];
    const now = [end(), store.results().opened?.timelines ?? [], ...sides.map(entriesOf)];
    if (drawn && isSame(drawn, now)) return cursor();
    drawn = now;
    if (selected && !entriesOf(selected.side)[selected.index]) selected = null;
    draw(sides);
  };
  const draw = (sides: Side[]) => {
    const {bar: focused, path} = (document.activeElement as HTMLElement | null)?.dataset ?? {};
    const wasEditing = editor.contains(document.activeElement);
    bars.replaceChildren(axis(end()), ...sides.map((side) => track(side)));
    editor.replaceChildren(...(selected ? [edit(selected)] : []));
    if (focused) bars.querySelector<HTMLElement>(`[data-bar="${focused}"]`)?.focus();
    if (wasEditing && path) editor.querySelector<HTMLElement>(`[data-path="${path}"]`)?.focus();
    cursor();
  };
  const cursor = () => bars.style.setProperty('--week', `${share(store.get().week, end())}`);
  const edit = (place: Place) => entryEditor(store, entriesOf(place.side)[place.index]!, {
    change: (entry) => replace(place, entry),
    remove: () => {
      set(place.side, entriesOf(place.side).filter((_, index) => index !== place.index));
      select(null);
    },
    close: () => {
      select(null);
      bars.querySelector<HTMLElement>(`[data-bar="${place.side} ${place.index} move"]`)?.focus();
    },
  });
  const track = (side: Side) => {
    const entries = entriesOf(side);
    const words = store.results().opened?.timelines[side] ?? [];
    const whose = isSplit() ? (side === 0 ? 'A' : 'B') : 'A and B';
    const made = entries.map((entry, index) => bar({
      entry, end: end(), name: `${side} ${index}`, says: wordsOf(entry, words[index]?.what), room: bars,
      isSelected: selected?.side === side && selected.index === index,
      change: (changed) => replace({side, index}, changed),
      open: () => select({side, index}),
    }));
    return element('div', {class: `track${isSplit() ? ` policy-${side}` : ''}`}, isSplit() ? element('span', {class: 'letter'}, whose) : null,
      element('ul', {'aria-label': `What happens in ${whose}`}, ...made),
      made.length ? null : element('p', {class: 'muted'}, `Nothing happens${isSplit() ? ` in ${whose}` : ''} but work.`));
  };
  subscribeToRun(store, update);
  store.subscribe(cursor);
  update();
  return element('div', {class: 'timeline'}, element('header', {}, element('h2', {}, 'What happens when'), split, add.element), bars, editor);
}

/** Of the weeks 1 to `end`, how far along. */
const share = (week: number, end: number) => (week - 1) / Math.max(1, end);

// What the program calls it, once it was read.
const wordsOf = (entry: Entry, what: string | undefined) => what ?? kindOf(entry).label;

function axis(end: number): HTMLElement {
  const step = [1, 2, 4, 13, 26, 52, 104, 260, 520].find((each) => end / each <= 8) ?? Math.ceil(end / 8);
  const weeks = Array.from({length: Math.ceil(end / step)}, (_, index) => 1 + index * step);
  return element('div', {class: 'axis', 'aria-hidden': 'true'}, ...weeks.map((week) => {
    const tick = element('span', {}, `${week}`);
    tick.style.insetInlineStart = `${100 * share(week, end)}%`;
    return tick;
  }));
}

interface Bar {
  entry: Entry;
  end: number;
  name: string;
  says: string;
  /** What a week's width is measured by. */
  room: HTMLElement;
  isSelected: boolean;
  change(entry: Entry): void;
  open(): void;
}

function bar({entry, end, name, says, room, isSelected, change, open}: Bar): HTMLElement {
  const [first, last] = [weekOf(entry), lastWeekOf(entry, end)];
  const weeks = first === last ? `week ${first}` : `weeks ${first} to ${last}`;
  const isWaiting = 'when' in entry;
  const move = element('button', {type: 'button', class: 'bar', 'data-bar': `${name} move`, 'aria-expanded': `${isSelected}`,
    'aria-label': `${says}, ${isWaiting ? 'from ' : ''}${weeks}; arrow keys move it, Enter opens it`},
    element('span', {class: 'what'}, named(says)));
  const stretch = element('span', {class: 'stretch', role: 'slider', tabindex: '0', 'data-bar': `${name} stretch`,
    'aria-label': `Last week of ${says}`, 'aria-valuemin': `${first}`, 'aria-valuemax': `${end}`, 'aria-valuenow': `${last}`});
  const item = element('li', {class: isSelected ? 'selected' : ''}, element('span', {class: 'mark', 'aria-hidden': 'true'}), move, stretch);
  item.style.setProperty('--from', `${share(first, end)}`);
  item.style.setProperty('--weeks', `${(last - first + 1) / end}`);
  const moveTo = (week: number) => change(moved(entry, week, end));
  const stretchTo = (week: number) => change(stretched(entry, week, end));
  byKeys(move, (by) => moveTo(first + by));
  byKeys(stretch, (by) => stretchTo(last + by));
  const preview = (changed: Entry) => {
    item.style.setProperty('--from', `${share(weekOf(changed), end)}`);
    item.style.setProperty('--weeks', `${(lastWeekOf(changed, end) - weekOf(changed) + 1) / end}`);
  };
  byPointer(move, room, end, (by) => preview(moved(entry, first + by, end)), (by) => moveTo(first + by), open);
  byPointer(stretch, room, end, (by) => preview(stretched(entry, last + by, end)), (by) => stretchTo(last + by), open);
  return item;
}

function byKeys(handle: HTMLElement, go: (by: number) => void) {
  handle.addEventListener('keydown', (event) => {
    const by = {ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1}[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    go(event.shiftKey ? 10 * by : by);
  });
}

// The bar follows the pointer; what it means is run when it is let go. A press that does not move opens the entry.
function byPointer(handle: HTMLElement, room: HTMLElement, end: number, follow: (weeks: number) => void,
  drop: (weeks: number) => void, open: () => void) {
  let from: number | null = null;
  let by = 0;
  handle.addEventListener('pointerdown', (event) => {
    from = event.clientX;
    by = 0;
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener('pointermove', (event) => {
    if (from === null) return;
    const track = room.querySelector('.axis')!.getBoundingClientRect().width;
    by = Math.round(((event.clientX - from) / track) * end);
    follow(by);
  });
  handle.addEventListener('pointercancel', () => { from = null; follow(0); });
  handle.addEventListener('pointerup', () => {
    if (from === null) return;
    from = null;
    if (by !== 0) drop(by);
  });
  handle.addEventListener('click', () => { if (by === 0) open(); by = 0; });
}

// New entries begin in the week shown.
function addMenu(store: Store, isSplit: () => boolean, add: (side: Side, entry: Entry) => void) {
  const menu = element('select', {'aria-label': 'Add what happens'}, element('option', {value: ''}, 'Add …'),
    ...kinds.map(({name, label}) => element('option', {value: name}, label)));
  const whose = element('select', {'aria-label': 'Add to'}, element('option', {value: '0'}, 'to A'), element('option', {value: '1'}, 'to B'));
  menu.addEventListener('change', () => {
    const kind = kinds.find(({name}) => name === menu.value);
    menu.value = '';
    if (kind) add(isSplit() ? (Number(whose.value) as Side) : 0, kind.begin);
  });
  return {
    element: element('span', {class: 'add'}, menu, whose),
    update: () => { whose.hidden = !isSplit(); menu.disabled = store.results().opened === null; },
  };
}
