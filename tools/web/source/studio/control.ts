/** One value of a scenario: a slider and a number (or a choice), for both organizations or for each. */
import {element} from '../shared/element.ts';
import {isSame} from './changes.ts';
import {canSplit, elementOf, type Field} from './fields.ts';
import {canDiffer, originOf, type Side} from './state.ts';
import type {Store} from './store.ts';
import {differs, hasChanged, isApart, join, reset, setIn, styleOf, valueIn} from './values.ts';

export interface Control {
  path: string;
  element: HTMLElement;
  /** What it is found by. */
  words: string;
  update(): void;
}

const letters = ['A', 'B'] as const;

export function control(store: Store, field: Field): Control {
  const {path, label} = field;
  /** B is to have a value of its own, even while that is the same. */
  let isWanted = false;
  let origin = originOf(store.get());
  const isSplit = () => !isApart(store, path) && (isWanted || differs(store, path));
  const change = (side: Side) => (value: unknown) => {
    isWanted = isSplit();
    setIn(store, path, side, value, isWanted);
  };
  const inputs = ([0, 1] as const).map((side) => input(field, change(side)));
  const sides = ([0, 1] as const).map((side) =>
    element('div', {class: `side policy-${side}`}, element('span', {class: 'letter', 'aria-hidden': 'true'}, letters[side]),
      ...inputs[side]!.elements));
  const back = element('button', {type: 'button', class: 'small reset', 'aria-label': `Reset ${label}`, title: 'As the story has it'}, '↺');
  const split = element('button', {type: 'button', class: 'small split', 'aria-pressed': 'false', 'aria-label': `A ≠ B: ${label}`},
    'A ≠ B');
  back.addEventListener('click', () => {
    isWanted = false;
    reset(store, path);
  });
  split.addEventListener('click', () => {
    isWanted = !isSplit();
    if (!isWanted) join(store, path);
    update();
  });
  const row = element('div', {class: 'control', 'data-path': path},
    element('details', {class: 'about'}, element('summary', {}, label), about(field)),
    element('div', {class: 'actions'}, back, canSplit(path) ? split : null), ...sides);

  function update() {
    const apart = isApart(store, path);
    const isAble = elementOf(path) !== null || canDiffer(store.get(), store.results().story?.arms ?? []);
    if (origin !== originOf(store.get())) {
      origin = originOf(store.get());
      isWanted = false;
    }
    if (!isAble) isWanted = false;
    const shows = apart || isSplit();
    row.classList.toggle('split', shows);
    sides[1]!.hidden = !shows;
    split.hidden = apart;
    split.disabled = !isAble;
    split.setAttribute('aria-pressed', `${isSplit()}`);
    back.hidden = !hasChanged(store, path);
    inputs.forEach((each, side) => {
      const whose = shows ? ` in ${letters[side]}${apart ? ` (${styleOf(store, side as Side)})` : ''}` : '';
      each.show(valueIn(store, path, side as Side), `${label}${whose}`, store);
    });
  }
  return {path, element: row, words: `${path} ${label} ${field.key.meaning}`.toLowerCase(), update};
}

// `0..1 a week; by default 0.05. How fast conditions forget.`
function about({key}: Field): HTMLElement {
  const unit = key.unit && key.unit !== '1' ? ` ${key.unit}` : '';
  const usual = key.default === undefined || key.default === null ? '' : `; by default ${said(key.default)}`;
  return element('p', {class: 'muted'}, `${key.meaning}. `,
    key.range ? `${key.range}${unit}${usual}. ` : '', key.source ? `Source: ${key.source}. ` : '',
    element('code', {}, key.path));
}

const said = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : `${value}`);

interface Input {
  elements: HTMLElement[];
  show(value: unknown, name: string, store: Store): void;
}

function input(field: Field, change: (value: unknown) => void): Input {
  if (field.kind === 'switch') return switchInput(change);
  if (field.kind === 'choice') return choiceInput(field, change);
  return numberInput(field, change);
}

function numberInput({slider, step, isWhole, key}: Field, change: (value: number) => void): Input {
  const bound = (value: number | undefined) => (value === undefined ? null : `${value}`);
  const number = element('input', {type: 'number', step: isWhole ? '1' : 'any', min: bound(key.least), max: bound(key.most),
    inputmode: 'decimal'});
  const range = slider
    ? element('input', {type: 'range', min: `${slider.from}`, max: `${slider.to}`, step: `${step}`}) : null;
  const take = (value: number) => {
    const whole = isWhole ? Math.round(value) : value;
    if (Number.isFinite(whole)) change(Math.min(key.most ?? Infinity, Math.max(key.least ?? -Infinity, whole)));
  };
  range?.addEventListener('input', () => take(Number(range.valueAsNumber.toPrecision(6))));
  number.addEventListener('input', () => { if (number.validity.valid && number.value !== '') take(number.valueAsNumber); });
  let shown: unknown;
  // What was typed and cannot be is replaced by what holds.
  number.addEventListener('change', () => { if (typeof shown === 'number') number.value = `${shown}`; });
  return {
    elements: range ? [range, number] : [number],
    show: (value, name) => {
      for (const each of [range, number]) if (each && each.ariaLabel !== name) each.ariaLabel = name;
      number.placeholder = typeof value === 'object' && value !== null ? 'varies' : '';
      if (value === shown) return;
      shown = value;
      const text = typeof value === 'number' ? `${Number(value.toPrecision(8))}` : '';
      if (document.activeElement !== number || number.valueAsNumber !== value) number.value = text;
      if (range && typeof value === 'number') {
        // Beyond its end a slider would lie.
        if (value > Number(range.max)) range.max = `${value}`;
        range.value = `${value}`;
      }
    },
  };
}

function switchInput(change: (value: boolean) => void): Input {
  const box = element('input', {type: 'checkbox'});
  box.addEventListener('change', () => change(box.checked));
  return {elements: [box], show: (value, name) => { box.checked = value === true; box.ariaLabel = name; }};
}

function choiceInput({key}: Field, change: (value: string) => void): Input {
  const select = element('select');
  let options: string[] = [];
  select.addEventListener('change', () => change(select.value));
  return {
    elements: [select],
    show: (value, name, store) => {
      const now = key.choices ?? store.results().opened?.styles ?? [];
      if (!isSame(now, options)) {
        options = now;
        select.replaceChildren(...now.map((each) => element('option', {value: each}, each)));
      }
      select.value = `${value}`;
      select.ariaLabel = name;
    },
  };
}
