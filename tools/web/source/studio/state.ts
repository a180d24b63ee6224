/**
 * What the studio shows, in one value, and what that asks of the engine. Nothing here is changed in place: every function
 * makes a new state, so that undoing is going back to an old one.
 */
import {type Changes, isSame, nested, without} from './changes.ts';
import type {Description, Opened, Source} from './engine.ts';

/** One of the two organizations: A is the first, B the second. */
export type Side = 0 | 1;

export interface State {
  /** The story that is begun with, by its name; null where `own` is. */
  story: string | null;
  /** A scenario of one's own. */
  own: {name: string; text: string} | null;
  /** Charts and ties (CSV), by file name. */
  files: Record<string, string>;
  /** What was changed in both organizations. */
  both: Changes;
  /** What was changed in B besides; it wins there. */
  onlyB: Changes;
  /** STYLE or STYLE@VARIANT for A and B; null: as the story has them. */
  policies: [string, string] | null;
  /** Elements of their styles that were changed, by name: `receptiveness`. */
  elements: [Changes, Changes];
  /** The outcome of the figures. */
  outcome: string;
  /** The week that all figures point to, from 1. */
  week: number;
}

export const firstStory = 'hierarchy_or_level2';
export const firstOutcome = 'performance';

const blank = {files: {}, both: {}, onlyB: {}, policies: null, elements: [{}, {}] as [Changes, Changes]};

export const beginning: State = {...blank, story: firstStory, own: null, outcome: firstOutcome, week: 1};

/** Another story as it is; what is looked at stays. */
export const withStory = (state: State, story: string): State => ({...state, ...blank, story, own: null});

export const withOwn = (state: State, name: string, text: string): State =>
  ({...state, ...blank, files: state.files, story: null, own: {name, text}});

/** A chart from a file instead of a drawn one, whose size and spans are then no longer asked for. */
export function withChart(state: State, name: string, text: string): State {
  const both = without(without(state.both, 'organization.members'), 'organization.span');
  return {...state, files: {...state.files, [name]: text}, both: {...both, 'organization.reports_to': name}};
}

/** A value of both organizations, or of B alone. */
export function withChange(state: State, path: string, value: unknown, where: 'both' | 'onlyB'): State {
  return {...state, [where]: {...state[where], [path]: value}};
}

/** An element of the style of one organization; undefined: as the style has it. */
export function withElement(state: State, side: Side, name: string, value: unknown): State {
  const others = without(state.elements[side], name);
  const elements = state.elements.with(side, value === undefined ? others : {...others, [name]: value});
  return {...state, elements: elements as State['elements']};
}

/** Another style, as it is. */
export function withPolicy(state: State, side: Side, arms: [string, string], arm: string): State {
  return {
    ...state, policies: arms.with(side, arm) as [string, string],
    elements: state.elements.with(side, {}) as State['elements'],
  };
}

/** As the story says, in both. */
export function withoutChange(state: State, path: string): State {
  return {...state, both: without(state.both, path), onlyB: without(state.onlyB, path)};
}

/** B is as A is. */
export const asInA = (state: State, path: string): State => ({...state, onlyB: without(state.onlyB, path)});

export const isChanged = (state: State, path: string) => Object.hasOwn(state.both, path) || Object.hasOwn(state.onlyB, path);

/** What the state began with, to tell whether it is still the same. */
export const originOf = ({story, own}: State): unknown => own ?? story;

/** Whether the same is to be run, whatever is looked at. */
export const isSameRun = (one: State, other: State) =>
  one.story === other.story && one.own === other.own && one.files === other.files && one.both === other.both
  && one.onlyB === other.onlyB && one.policies === other.policies && one.elements === other.elements;

/** The text that the changes are laid over, with the name of its file; null where there is no such story. */
export function baseOf(state: State, description: Description): Pick<Source, 'base' | 'name'> | null {
  if (state.own) return {base: state.own.text, name: state.own.name};
  const story = description.stories.find(({name}) => name === state.story);
  return story ? {base: story.text, name: `${story.name}.yaml`} : null;
}

export interface Arm { style: string; variant: string }

export function armOf(arm: string): Arm {
  const [style, variant] = arm.split('@');
  return {style: style!, variant: variant ?? ''};
}

const written = ({style, variant}: Arm) => (variant ? `${style}@${variant}` : style);

/** Of a story that compares more, its first with Level 2 if that is among them, else with the second. */
export function twoOf(arms: string[]): [string, string] {
  const [first = 'command', second = first] = arms;
  return [first, first !== 'level2' && arms.includes('level2') ? 'level2' : second];
}

/** What the engine is to run. `story` is what the base is by itself. */
export function sourceOf(state: State, base: Pick<Source, 'base' | 'name'>, story: Pick<Opened, 'arms' | 'styles'>): Source {
  const [a, b] = (state.policies ?? twoOf(story.arms)).map(armOf) as [Arm, Arm];
  const {names, styles} = ownStyles([a.style, b.style], state.elements, story.styles);
  const hasOwn = Object.keys(state.onlyB).length > 0;
  const variantOfB = b.variant || (hasOwn ? 'b' : '');
  const compare = [written({...a, style: names[0]}), written({style: names[1], variant: variantOfB})];
  // What a story's variant says wins over the scenario, so changes go into it as well.
  const variants: Record<string, unknown> = {};
  if (a.variant && Object.keys(state.both).length) variants[a.variant] = nested(state.both);
  const changesOfB = b.variant ? {...state.both, ...state.onlyB} : state.onlyB;
  if (variantOfB && Object.keys(changesOfB).length) variants[variantOfB] = nested(changesOfB);
  const changes: Record<string, unknown> = {...nested({...state.both, ...styles})};
  if (!isSame(compare, story.arms)) changes['compare'] = compare;
  if (Object.keys(variants).length) changes['variants'] = variants;
  return {...base, changes, files: state.files};
}

// Styles stay what they are; one with other elements is a style of its own, `my_level2: {like: level2, ...}`.
function ownStyles(styles: [string, string], elements: [Changes, Changes], taken: string[]) {
  const made: {name: string; style: string; elements: Changes}[] = [];
  const names = styles.map((style, side) => {
    const own = elements[side]!;
    if (Object.keys(own).length === 0) return style;
    const same = made.find((each) => each.style === style && isSame(each.elements, own));
    if (same) return same.name;
    const name = free(`my_${style.replace(/^my_/, '')}`, [...taken, ...made.map((each) => each.name)]);
    made.push({name, style, elements: own});
    return name;
  }) as [string, string];
  const changes = made.map((each) => [`leadership.styles.${each.name}`, {like: each.style, ...each.elements}]);
  return {names, styles: Object.fromEntries(changes) as Changes};
}

function free(name: string, taken: string[]): string {
  for (let number = 2, tried = name; ; tried = `${name}_${number++}`) if (!taken.includes(tried)) return tried;
}

/** Whether something can be B's alone: not where both organizations are the same variant of the story. */
export function canDiffer(state: State, arms: string[]): boolean {
  const [a, b] = (state.policies ?? twoOf(arms)).map(armOf) as [Arm, Arm];
  return !b.variant || a.variant !== b.variant;
}
