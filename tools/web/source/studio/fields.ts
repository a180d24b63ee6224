/** Which keys of a scenario have a control, under which heading, and how far their sliders go. */
import {valueAt} from './changes.ts';
import type {Description, Key} from './engine.ts';

export interface Field {
  /** Of a style's element: with STYLE for the style's name. */
  path: string;
  label: string;
  kind: 'number' | 'switch' | 'choice';
  key: Key;
  /** Ends of the slider; null: none, only a number. */
  slider: {from: number; to: number} | null;
  step: number;
  isWhole: boolean;
}

export interface Section {
  name: string;
  meaning: string;
  fields: Field[];
}

/** Those that come first, by what they are about; a number is where the slider ends, if not where values do, 0 for none. */
const main: {name: string; paths: [string, number?][]}[] = [
  {name: 'How leaders lead', paths: [
    ['leadership.styles.STYLE.receptiveness'], ['leadership.styles.STYLE.sanction'], ['leadership.styles.STYLE.inquiry'],
    ['leadership.styles.STYLE.delegation'], ['leadership.styles.STYLE.relational_time'],
    ['leadership.styles.STYLE.monitoring'], ['leadership.adoption'],
  ]},
  {name: 'People', paths: [['voice.fear', 10], ['turnover.market', 4]]},
  {name: 'The world', paths: [
    ['environment.turbulence', .5], ['environment.routineness'], ['environment.interdependence', 20],
    ['environment.individuality', 2],
  ]},
  {name: 'Organization and run', paths: [
    ['organization.members', 2_000], ['organization.span', 40], ['run.weeks', 260], ['run.replicates', 100], ['run.seed', 0],
  ]},
];

/** What is set elsewhere on the page, or changes nothing that a page shows. */
const elsewhere = /^(title|question|extends|compare|expect|variants|timeline|nulls|record|leadership\.policy|leadership\.styles)$|^(expect|timeline|record)[.[]|\.like$|^organization\.span\./;

/** Only the same in both: differences between other members, weeks or random numbers would be no pairs. */
const alwaysBoth = /^(run\.|organization\.(members|span|reports_to|ties))/;
export const canSplit = (path: string) => !alwaysBoth.test(path);

/** Whether it means anything in a scenario as it is: a chart or ties from a file take the place of drawn ones. */
export function isInPlay(path: string, resolved: Record<string, unknown>): boolean {
  const hasFile = (of: string) => (valueAt(resolved, of) ?? null) !== null;
  if (path === 'organization.members' || path === 'organization.span') return !hasFile('organization.reports_to');
  if (path === 'organization.ties_per_member') return !hasFile('organization.ties');
  return !path.startsWith('organization.ties.') || hasFile('organization.ties');
}

/** The name of an element of styles; null of any other field. */
export const elementOf = (path: string) => path.match(/^leadership\.styles\.[^.]+\.(\w+)$/)?.[1] ?? null;
/** The path of an element in a style. */
export const inStyle = (path: string, style: string) => path.replace(/^leadership\.styles\.[^.]+/, `leadership.styles.${style}`);
const general = (path: string) => inStyle(path, 'STYLE');

export function mainSections(description: Description): Section[] {
  const all = new Map(fieldsOf(description).map((field) => [field.path, field]));
  return main.map(({name, paths}) => ({name, meaning: '', fields: paths.flatMap(([path, to]) => {
    const field = all.get(path);
    if (!field) return [];
    if (to === 0) return [{...field, slider: null}];
    return [to === undefined ? field : withSlider(field, Math.max(0, field.key.least ?? 0), to)];
  })}));
}

/** All others, by section of the scenario. */
export function otherSections(description: Description): Section[] {
  const isMain = new Set(main.flatMap(({paths}) => paths.map(([path]) => path)));
  const sections = new Map<string, Section>();
  for (const field of fieldsOf(description)) {
    if (isMain.has(field.path)) continue;
    const name = elementOf(field.path) !== null ? 'leadership' : field.path.split('.')[0]!;
    const meaning = description.keys.find(({path}) => path === name)?.meaning ?? '';
    const section = sections.get(name) ?? {name, meaning, fields: []};
    section.fields.push(field);
    sections.set(name, section);
  }
  return [...sections.values()];
}

function fieldsOf({keys}: Description): Field[] {
  return keys.filter(({path}) => !elsewhere.test(path)).flatMap((key) => {
    const field = fieldOf({...key, path: general(key.path)});
    return field ? [field] : [];
  });
}

function fieldOf(key: Key): Field | null {
  const base = {path: key.path, label: labelOf(key.path), key, slider: null, step: 1, isWhole: false};
  if (key.kind === 'true or false') return {...base, kind: 'switch'};
  if (key.kind === 'style' || key.choices?.length) return {...base, kind: 'choice'};
  if (!/^(whole )?number/.test(key.kind)) return null;
  const field: Field = {...base, kind: 'number', isWhole: key.kind.startsWith('whole')};
  if (key.least === undefined || key.most === undefined) return {...field, step: field.isWhole ? 1 : 0.01};
  const usual = typeof key.default === 'number' ? key.default : 0;
  // A slider over all that is allowed would often jump over all that is of interest.
  const far = 4 * Math.abs(usual);
  const isWide = key.most - key.least > 20 && key.most > far && far > 0;
  return isWide ? withSlider(field, Math.max(key.least, key.least < 0 ? -far : 0), far) : withSlider(field, key.least, key.most);
}

function withSlider(field: Field, from: number, to: number): Field {
  const step = field.isWhole ? 1 : 10 ** Math.floor(Math.log10((to - from) / 50));
  return {...field, slider: {from, to}, step};
}

// `evidence.safety.punished`: `safety: punished`.
function labelOf(path: string): string {
  const parts = path.split('.').slice(1).filter((part) => part !== 'styles' && part !== 'STYLE');
  return (parts.length ? parts : [path]).map((part) => part.replaceAll('_', ' ')).join(': ');
}
