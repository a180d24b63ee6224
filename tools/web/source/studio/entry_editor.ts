/** An entry of the timeline in a form: what it is, when, and whom it touches. */
import {element} from '../shared/element.ts';
import {valueAt} from './changes.ts';
import type {Key} from './engine.ts';
import {type Entry, kindOf} from './interventions.ts';
import type {Store} from './store.ts';

interface Actions {
  change(entry: Entry): void;
  remove(): void;
  close(): void;
}

/** Beside those of its own kind. How long a market holds is said by `weeks`, as of all others. */
const common = ['week', 'weeks', 'scope.levels', 'scope.branch', 'scope.share'];
const besides: Record<string, string[]> = {adopt: ['adoption'], replace_leaders: ['adoption'], coach: ['skill_gain']};

export function entryEditor(store: Store, entry: Entry, actions: Actions): HTMLElement {
  const {keys} = store.results().description;
  const {name, label} = kindOf(entry);
  const fields = keys.flatMap((key) => {
    const path = key.path.match(/^timeline\[0\]\.(.+)$/)?.[1];
    const isOwn = path !== undefined && (path === name || path.startsWith(`${name}.`) || besides[name]?.includes(path));
    return path !== undefined && (isOwn || common.includes(path)) && key.kind !== 'section' && path !== 'market.weeks' ? [{path, key}] : [];
  });
  const remove = element('button', {type: 'button'}, 'Delete');
  const close = element('button', {type: 'button'}, 'Done');
  remove.addEventListener('click', actions.remove);
  close.addEventListener('click', actions.close);
  const set = (path: string, value: unknown) => actions.change(withValue(entry, path, value));
  const form = element('form', {'aria-label': label}, element('h3', {}, label),
    ...fields.map(({path, key}) => fieldOf(store, entry, path, key, (value) => set(path, value))),
    'when' in entry ? element('p', {class: 'muted'}, 'It waits for a condition, which its YAML says.') : null,
    element('p', {class: 'actions'}, remove, close));
  form.addEventListener('submit', (event) => { event.preventDefault(); actions.close(); });
  form.addEventListener('keydown', ({key}) => { if (key === 'Escape') actions.close(); });
  return form;
}

function withValue(entry: Entry, path: string, value: unknown): Entry {
  const [first, ...rest] = path.split('.') as [string, ...string[]];
  if (rest.length === 0) {
    if (value !== undefined) return {...entry, [first]: value};
    const {[first]: _, ...others} = entry;
    return others;
  }
  const inner = entry[first];
  const tree = typeof inner === 'object' && inner !== null ? (inner as Entry) : {};
  return {...entry, [first]: withValue(tree, rest.join('.'), value)};
}

function fieldOf(store: Store, entry: Entry, path: string, key: Key, set: (value: unknown) => void): HTMLElement {
  const value = valueAt(entry, path) ?? key.default;
  const input = inputOf(store, key, value, set);
  input.dataset['path'] = path;
  const name = path.replace(/^.*\./, '').replaceAll('_', ' ');
  return element('label', {title: key.meaning}, element('span', {}, name), input);
}

function inputOf(store: Store, key: Key, value: unknown, set: (value: unknown) => void): HTMLInputElement | HTMLSelectElement {
  if (key.kind === 'style') {
    const styles = store.results().opened?.styles ?? [];
    const select = element('select', {}, ...styles.map((style) => element('option', {value: style}, style)));
    select.value = `${value}`;
    select.addEventListener('change', () => set(select.value));
    return select;
  }
  if (key.kind === 'true or false') {
    const box = element('input', {type: 'checkbox'});
    box.checked = value === true;
    box.addEventListener('change', () => set(box.checked));
    return box;
  }
  const isNumber = /^(whole )?number$/.test(key.kind);
  const bound = (end: number | undefined) => (isNumber && end !== undefined ? `${end}` : null);
  const input = element('input', {type: isNumber ? 'number' : 'text', step: 'any', min: bound(key.least), max: bound(key.most)});
  input.value = Array.isArray(value) ? value.join(', ') : `${value ?? ''}`;
  input.addEventListener('change', () => { if (input.validity.valid) set(readAs(key, input.value)); });
  return input;
}

// Empty: as by default.
function readAs({kind}: Key, text: string): unknown {
  if (text.trim() === '') return undefined;
  if (kind.startsWith('list')) return text.split(/[\s,]+/).filter((part) => part).map(Number);
  if (kind === 'text') return text;
  const number = Number(text);
  return Number.isFinite(number) ? number : text.trim();
}

