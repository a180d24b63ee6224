import {element, named} from '../shared/element.ts';
import type {Payload} from './payload.ts';

/** The answer: what was asked, the claim with its numbers, what it rests on and what it is not. */
export function headline(payload: Payload): HTMLElement {
  const list = (name: string, items: string[]) =>
    items.length ? element('ul', {class: name}, ...items.map((text) => element('li', {dir: 'auto'}, text))) : null;
  return element('header', {class: 'headline', id: 'answer'},
    element('p', {class: 'title'}, named(payload.title)),
    payload.question ? element('p', {class: 'question', dir: 'auto'}, payload.question) : null,
    claim(payload.headline),
    list('further', payload.further),
    list('facts', payload.facts),
    list('caveats', payload.caveats));
}

// The claim is read first, from far; its numbers, or what else there is to say, follow in the same heading, smaller.
function claim(text: string): HTMLElement {
  const cut = text.search(/[:.] /);
  if (cut < 0) return element('h1', {dir: 'auto'}, text);
  const numbers = element('span', {class: 'numbers'}, text.slice(cut + 2));
  return element('h1', {dir: 'auto'}, text.slice(0, cut + 1), ' ', numbers);
}
