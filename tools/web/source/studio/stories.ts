/** The stories to begin with: a title and a question each, and the key that opens it. */
import {element, named} from '../shared/element.ts';
import type {Description} from './engine.ts';
import {firstStory, withStory} from './state.ts';
import type {Store} from './store.ts';

/** In the order of their keys: 1 to 9, then 0. The plain comparison is the first. */
export function storiesOf({stories}: Description): Description['stories'] {
  const isFirst = ({name}: {name: string}) => name === firstStory;
  return [...stories.filter(isFirst), ...stories.filter((story) => !isFirst(story))];
}

export function tellStory(store: Store, name: string): void {
  store.change(`story ${name}`, (state) => withStory(state, name));
}

const keyOf = (index: number) => (index < 10 ? `${(index + 1) % 10}` : '');

export function stories(store: Store): HTMLElement {
  const all = storiesOf(store.results().description);
  const summary = element('summary', {}, 'Stories');
  const buttons = all.map(({name, title, question}, index) => {
    const button = element('button', {type: 'button'}, element('kbd', {'aria-hidden': 'true'}, keyOf(index)),
      element('span', {}, element('strong', {}, named(title)), element('span', {class: 'muted', dir: 'auto'}, question)));
    button.addEventListener('click', () => {
      tellStory(store, name);
      details.open = false;
      summary.focus();
    });
    return button;
  });
  const details = element('details', {class: 'stories'}, summary,
    element('ul', {}, ...buttons.map((button) => element('li', {}, button))));
  details.addEventListener('keydown', ({key}) => {
    if (key !== 'Escape' || !details.open) return;
    details.open = false;
    summary.focus();
  });
  addEventListener('pointerdown', ({target}) => { if (!details.contains(target as Node)) details.open = false; });
  store.subscribe(() => {
    const {story} = store.get();
    buttons.forEach((button, index) => { button.ariaCurrent = all[index]!.name === story ? 'true' : null; });
  });
  return details;
}
