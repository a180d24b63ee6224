import './present.css';
import {element} from '../shared/element.ts';
import type {ViewStore} from './view.ts';

/** For a room: large type, nothing to set, all on one screen. Returns the button that ends it. */
export function present(view: ViewStore): HTMLElement {
  const leave = element('button', {type: 'button', class: 'leave', 'aria-label': 'Leave the presentation',
    title: 'Leave (P or Esc)'}, '✕');
  leave.addEventListener('click', () => view.set({isPresenting: false}));
  leave.hidden = true;
  view.subscribe((now, before) => {
    if (now.isPresenting === before.isPresenting) return;
    document.documentElement.classList.toggle('presenting', now.isPresenting);
    leave.hidden = !now.isPresenting;
    scrollTo(0, 0);
  });
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
    view.set({isPresenting: false});
  });
  return leave;
}
