/** Scenarios and charts in and out: by picking, by dropping, by a link. Nothing leaves the page unless it is saved. */
import {fileButton} from '../shared/download.ts';
import {element} from '../shared/element.ts';
import type {Engine} from './engine.ts';
import {withChart, withOwn} from './state.ts';
import type {Store} from './store.ts';

const mostCharacters = 20_000_000;

/** Takes files that are dropped on the page; `say` gets what is wrong with them. */
export function takeDrops(store: Store, say: (problem: string) => void): void {
  addEventListener('dragover', (event) => {
    event.preventDefault();
    document.body.classList.add('dropping');
  });
  const done = () => document.body.classList.remove('dropping');
  addEventListener('dragleave', (event) => { if (event.relatedTarget === null) done(); });
  addEventListener('drop', (event) => {
    event.preventDefault();
    done();
    void take(store, [...event.dataTransfer?.files ?? []], say);
  });
}

export function openButton(store: Store, say: (problem: string) => void): HTMLElement {
  const input = element('input', {type: 'file', accept: '.yaml,.yml,.csv', multiple: '', hidden: ''});
  const button = element('button', {type: 'button', title: 'A scenario (YAML) or your own chart (CSV); or drop it on the page'}, 'Open …');
  button.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    void take(store, [...input.files ?? []], say);
    input.value = '';
  });
  return element('span', {}, button, input);
}

// Scenarios first, as they may name the charts beside them.
async function take(store: Store, files: File[], say: (problem: string) => void): Promise<void> {
  const ending = (file: File) => file.name.toLowerCase().replace(/^.*\./, '');
  const isScenario = (file: File) => ['yaml', 'yml'].includes(ending(file));
  try {
    for (const file of files.toSorted((one, other) => Number(isScenario(other)) - Number(isScenario(one)))) {
      if (file.size > mostCharacters) throw new Error(`${file.name} is too large for a page (at most 20 MB)`);
      const text = await file.text();
      if (isScenario(file)) store.change(`own ${file.name}`, (state) => withOwn(state, file.name, text));
      else if (ending(file) === 'csv') takeChart(store, file.name, text);
      else throw new Error(`${file.name} cannot be opened (scenarios end in .yaml, charts in .csv)`);
    }
  } catch (error) {
    say(`error: ${(error as Error).message}`);
  }
}

// A file that the scenario names is that; any other is the chart.
function takeChart(store: Store, name: string, text: string) {
  const base = store.get().own?.text ?? '';
  const named = base.split(/[\s'",{}[\]]+/).find((word) => word === name || word.endsWith(`/${name}`));
  store.change(`chart ${name}`, (state) =>
    (named ? {...state, files: {...state.files, [named]: text}} : withChart(state, name, text)));
}

/** The scenario as a file would have it: to read, copy and save. */
export function yamlButton(store: Store): HTMLElement {
  const button = element('button', {type: 'button'}, 'YAML');
  const text = element('pre', {tabindex: '0', role: 'region', 'aria-label': 'The scenario in YAML'});
  const status = element('span', {role: 'status', class: 'muted'});
  const yaml = () => store.results().opened?.yaml ?? '';
  const copy = element('button', {type: 'button'}, 'Copy');
  const close = element('button', {type: 'button'}, 'Close');
  const save = fileButton('Save', 'the scenario', 'scenario.yaml', () => new Blob([yaml()], {type: 'application/yaml'}));
  const dialog = element('dialog', {'aria-label': 'The scenario in YAML', class: 'yaml'},
    element('p', {class: 'muted'}, 'This is what the page runs. The program makes the same bytes of it: candor compare scenario.yaml'),
    text, element('p', {class: 'actions'}, copy, save, close, status));
  button.addEventListener('click', () => {
    text.textContent = yaml();
    status.textContent = '';
    dialog.showModal();
  });
  copy.addEventListener('click', async () => { status.textContent = await copied(yaml(), text); });
  close.addEventListener('click', () => dialog.close());
  return element('span', {}, button, dialog);
}

/** Copies the address, in which the whole state is. */
export function linkButton(isWhole: () => boolean, label: string): HTMLElement {
  const button = element('button', {type: 'button'}, label);
  const status = element('span', {role: 'status', class: 'muted'});
  button.addEventListener('click', async () => {
    status.textContent = isWhole() ? await copied(location.href, null) : 'Too much for a link: save the YAML';
    setTimeout(() => { status.textContent = ''; }, 4_000);
  });
  return element('span', {class: 'link'}, button, status);
}

// Pages opened from files may not be allowed to write the clipboard; then the text is selected to be copied by hand.
async function copied(text: string, shown: HTMLElement | null): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return 'Copied';
  } catch {
    if (shown) getSelection()?.selectAllChildren(shown);
    return shown ? 'Selected: copy it with Ctrl+C' : 'The address of this page is the link';
  }
}

export const reportButton = (engine: Engine) =>
  fileButton('Report', 'this comparison', 'report.html', async () => new Blob([await engine.report()], {type: 'text/html'}));
