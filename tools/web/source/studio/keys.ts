/** The one table of keys, what they do, and the dialog that shows it. */
import './keys.css';
import {element} from '../shared/element.ts';

export interface Key {
  /** As `KeyboardEvent.key` names it, letters small; with `Shift+` before it. */
  keys: string[];
  /** As people read them. */
  label: string;
  what: string;
  /** `key` is the one that was pressed; false: it was for nothing here. None where others listen: the line is only told. */
  act?: (key: string) => boolean | void;
}

/** Listens to the keys of the whole page, and returns the dialog that tells them. */
export function keys(table: Key[]): HTMLDialogElement {
  const made = helpDialog(table);
  const open: Key = {keys: ['?'], label: '?', what: 'This help', act: () => { if (!made.open) made.showModal(); }};
  const all = [...table, open];
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]')) return;
    const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const pressed = event.shiftKey && event.key.startsWith('Arrow') ? `Shift+${letter}` : letter;
    const found = all.find(({keys: names, act}) => act && names.includes(pressed));
    if (!found || belongsToTarget(event.target, pressed)) return;
    if (found.act!(pressed) !== false) event.preventDefault();
  });
  return made;
}

// What has the focus may need the key itself: fields all letters, sliders and choices the arrows, buttons the space bar.
function belongsToTarget(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('textarea, select')) return true;
  if (target instanceof HTMLInputElement) {
    if (target.type === 'range') return key.includes('Arrow');
    return !['checkbox', 'radio', 'button'].includes(target.type) || key === ' ' || key.includes('Arrow');
  }
  if (key === ' ') return target.matches('button, summary, a[href], [role=slider]');
  return key.includes('Arrow') && target.matches('[role=slider], .scroll');
}

function helpDialog(table: Key[]): HTMLDialogElement {
  const heading = element('h2', {id: 'keys-title'}, 'Keys');
  const lines = table.flatMap(({label, what}) => [
    element('dt', {}, ...label.split(' ').map((word) => (word === 'or' || word === 'to' ? ` ${word} ` : element('kbd', {}, word)))),
    element('dd', {}, what),
  ]);
  const close = element('button', {type: 'button'}, 'Close');
  const made = element('dialog', {class: 'keys', 'aria-labelledby': heading.id}, heading, element('dl', {}, ...lines), close);
  close.addEventListener('click', () => made.close());
  return made;
}
