import './assumptions.css';
import {fileButton} from '../shared/download.ts';
import {element} from '../shared/element.ts';
import {decimal} from '../shared/format.ts';
import {csvFile, tableElement, type Table} from '../shared/table.ts';
import type {Assumptions, Payload} from './payload.ts';

type Parameter = Assumptions['parameters'][number];

/** Every number of the model as it was set, with its source; those that were changed come first. */
export function assumptions({assumptions: {styles, parameters, calibration}}: Payload): HTMLElement {
  const changed = parameters.filter((parameter) => parameter.changed);
  const others = parameters.filter((parameter) => !parameter.changed);
  return element('div', {class: 'assumptions'},
    element('p', {class: 'kicker'}, 'Assumptions'),
    element('h2', {}, 'What was assumed'),
    calibration ? element('p', {class: 'lead', dir: 'auto'}, calibration) : null,
    ...stylesPart(styles),
    ...changedPart(changed, parameters.length),
    others.length ? othersPart(others) : null,
    parameters.length ? saveButton(parameters) : null);
}

function stylesPart({elements, styles}: Assumptions['styles']): HTMLElement[] {
  if (!elements.length || !styles.length) return [];
  return [
    element('h3', {}, 'Styles of leadership'),
    scroll('Styles of leadership', tableElement({
      caption: 'Each style is these twelve numbers; leaders act by them as far as they have adopted the style.',
      columns: [{label: 'element'}, ...styles.map(({name}) => ({label: name, format: plain})), {label: 'meaning'},
        {label: 'source'}],
      rows: elements.map(({name, meaning, source}, index) =>
        [name, ...styles.map(({values}) => values[index] ?? null), meaning, source]),
    })),
  ];
}

const plain = (value: number) => decimal(value, 2);

function changedPart(changed: Parameter[], all: number): HTMLElement[] {
  if (!all) return [];
  const heading = element('h3', {}, 'Parameters that differ from their defaults');
  if (!changed.length) return [heading, element('p', {class: 'muted'}, `None: all ${all} are as they come.`)];
  return [heading, scroll('Parameters that differ', tableElement(parameterTable(changed, true)))];
}

// Paper stays short: the others are shown to those who ask.
function othersPart(others: Parameter[]): HTMLElement {
  const room = scroll('Parameters as they come', null);
  const found = element('span', {class: 'muted', role: 'status'});
  const filter = element('input', {type: 'search', placeholder: 'such as trust, week or Morrison'});
  const show = () => {
    const matching = others.filter((parameter) => mentions(parameter, filter.value));
    room.replaceChildren(tableElement(parameterTable(matching, false)));
    found.textContent = `${matching.length} of ${others.length}`;
  };
  filter.addEventListener('input', show);
  const details = element('details', {},
    element('summary', {}, `The other ${others.length} parameters, as they come`),
    element('div', {class: 'controls'}, element('label', {}, element('span', {class: 'muted'}, 'Find'), filter), found),
    room);
  details.addEventListener('toggle', () => { if (details.open && !room.hasChildNodes()) show(); });
  return details;
}

function mentions({path, meaning, source, unit}: Parameter, words: string): boolean {
  const text = [path, meaning, source, unit].join(' ').toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

function parameterTable(parameters: Parameter[], withDefault: boolean): Table {
  const columns = [
    {label: 'parameter', of: ({path}: Parameter) => path},
    {label: 'value', of: ({value}: Parameter) => value},
    ...(withDefault ? [{label: 'default', of: (parameter: Parameter) => parameter.default}] : []),
    // A pure number has unit 1.
    {label: 'unit', of: ({unit}: Parameter) => (unit === '1' ? '' : unit)},
    {label: 'range', of: ({range}: Parameter) => range},
    {label: 'meaning', of: ({meaning}: Parameter) => meaning},
    {label: 'source', of: ({source}: Parameter) => source},
  ];
  return {
    caption: withDefault ? 'Set for this result' : 'As they come',
    columns: columns.map(({label}) => ({label})),
    rows: parameters.map((parameter) => columns.map(({of}) => of(parameter))),
  };
}

function scroll(label: string, content: HTMLElement | null): HTMLElement {
  return element('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label}, content);
}

function saveButton(parameters: Parameter[]): HTMLElement {
  const file = () => csvFile(parameterTable(parameters, true));
  return element('div', {class: 'downloads'}, fileButton('CSV', 'all parameters', 'parameters.csv', file));
}
