/** What can be set: who leads how, a short list of what matters most, and everything else to be searched. */
import {element} from '../shared/element.ts';
import {policyLook} from '../shared/palette.ts';
import {isSame} from './changes.ts';
import {type Control, control} from './control.ts';
import {isInPlay, mainSections, otherSections, type Section} from './fields.ts';
import {armOf, withPolicy, type Side} from './state.ts';
import {type Store, subscribeToRun} from './store.ts';
import {armsOf} from './values.ts';

export function panel(store: Store): HTMLElement {
  const {description} = store.results();
  const chosen = policies(store);
  const first = mainSections(description).map((section) => group(store, section));
  const others = everythingElse(store, otherSections(description));
  const update = () => {
    chosen.update();
    for (const each of first) each.update();
    others.update();
  };
  subscribeToRun(store, update);
  update();
  return element('div', {class: 'panel'}, chosen.element, ...first.map((each) => each.element), others.element);
}

interface Part { element: HTMLElement; update(): void }

function group(store: Store, {name, fields}: Section): Part {
  const controls = fields.map((field) => control(store, field));
  return {
    element: element('div', {class: 'group', role: 'group', 'aria-label': name}, element('h3', {}, name), ...controls.map((each) => each.element)),
    update: () => {
      for (const each of controls) {
        each.element.hidden = !means(store, each);
        if (!each.element.hidden) each.update();
      }
    },
  };
}

function means(store: Store, {path}: Control): boolean {
  const resolved = (store.results().opened ?? store.results().story)?.resolved[0];
  return resolved === undefined || isInPlay(path, resolved);
}

// The style that is asked of leaders in A and in B.
function policies(store: Store): Part {
  const shown: ReturnType<typeof choices>[] = [];
  const choose = (side: Side, arm: string) =>
    store.change(`policy ${side}`, (state) => withPolicy(state, side, armsOf(store), arm));
  const selects = ([0, 1] as const).map((side) => {
    const select = element('select', {});
    select.addEventListener('change', () => choose(side, select.value));
    const label = element('label', {class: `policy policy-${side}`},
      element('span', {class: 'letter'}, side === 0 ? 'A' : 'B'), element('span', {class: 'visually-hidden'}, 'is led by'), select);
    label.style.setProperty('--look', policyLook(side, 2).color);
    return {select, label};
  });
  return {
    element: element('div', {class: 'group policies', role: 'group', 'aria-label': 'Policies'}, element('h3', {}, 'What is asked of leaders'),
      ...selects.map(({label}) => label)),
    update: () => {
      const arms = armsOf(store);
      const groups = choices(store);
      const known = groups.flatMap((group) => group.arms);
      selects.forEach(({select}, side) => {
        const all = known.includes(arms[side]!) ? groups : [{name: '', arms: [arms[side]!]}, ...groups];
        if (!isSame(all, shown[side])) fill(select, shown[side] = all);
        select.value = arms[side]!;
      });
    },
  };
}

const nameOf = (arm: string) => {
  const {style, variant} = armOf(arm);
  return variant ? `${style}, ${variant.replaceAll('_', ' ')}` : style;
};

/** Arms to choose from: those of the story, all styles, and the story's styles in each of its variants. */
function choices(store: Store): {name: string; arms: string[]}[] {
  const {opened, story} = store.results();
  const compared = story?.arms ?? [];
  const styles = [...new Set(compared.map((arm) => armOf(arm).style))];
  return [
    {name: '', arms: [...new Set([...compared, ...(opened?.styles ?? story?.styles ?? [])])]},
    ...(story?.variants ?? []).map((variant) =>
      ({name: variant.replaceAll('_', ' '), arms: styles.map((style) => `${style}@${variant}`)})),
  ];
}

function fill(select: HTMLSelectElement, groups: {name: string; arms: string[]}[]) {
  const options = (arms: string[]) => arms.map((arm) => element('option', {value: arm}, nameOf(arm)));
  select.replaceChildren(...groups.flatMap(({name, arms}) =>
    (name ? [element('optgroup', {label: `Variant: ${name}`}, ...options(arms))] : options(arms))));
}

// Made when it is opened: there are more than a hundred.
function everythingElse(store: Store, sections: Section[]): Part {
  const search = element('input', {type: 'search', placeholder: 'Search: silence, promise, hours …', 'aria-label': 'Search all settings'});
  const none = element('p', {class: 'muted', role: 'status'});
  const room = element('div', {class: 'all'});
  const details = element('details', {class: 'everything'}, element('summary', {}, 'Everything else'), search, none, room);
  let made: {section: HTMLElement; controls: Control[]}[] = [];
  const make = () => {
    made = sections.map(({name, meaning, fields}) => {
      const controls = fields.map((field) => control(store, field));
      const section = element('div', {class: 'group', role: 'group', 'aria-label': name}, element('h3', {}, name.replaceAll('_', ' ')),
        element('p', {class: 'muted'}, meaning), ...controls.map((each) => each.element));
      return {section, controls};
    });
    room.replaceChildren(...made.map(({section}) => section));
  };
  const find = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter((word) => word);
    let found = 0;
    for (const {section, controls} of made) {
      for (const each of controls) {
        each.element.hidden = !means(store, each) || !words.every((word) => each.words.includes(word));
        if (!each.element.hidden) ++found;
      }
      section.hidden = controls.every((each) => each.element.hidden);
    }
    none.textContent = words.length ? `${found} found` : '';
  };
  const update = () => {
    if (!details.open) return;
    find();
    for (const {controls} of made) for (const each of controls) if (!each.element.hidden) each.update();
  };
  details.addEventListener('toggle', () => {
    if (made.length === 0) make();
    update();
  });
  search.addEventListener('input', update);
  return {element: details, update};
}
