import {fileButton} from '../shared/download.ts';
import {element, named} from '../shared/element.ts';
import type {Payload, Reproduce} from './payload.ts';

/** How to make the result again and to see that it is the same, with the scenario itself; so too of a sweep beside it. */
export function reproduce({reproduce, sweep, incomplete}: Payload): HTMLElement {
  return element('div', {class: 'reproduce'},
    element('p', {class: 'kicker'}, 'How to reproduce'),
    element('h2', {}, promise(reproduce)),
    ...(sweep ? [] : incompletePart(incomplete)),
    ...parts(reproduce, 'Make it again', 'See that it is the same'),
    ...(sweep ? sweepPart(sweep, incomplete) : []));
}

function sweepPart({title, facts, reproduce}: NonNullable<Payload['sweep']>, incomplete: string[]): HTMLElement[] {
  return [
    element('h2', {}, 'The sweep: ', named(title)),
    element('p', {class: 'muted', dir: 'auto'}, [...facts, promise(reproduce)].join(' · ')),
    ...incompletePart(incomplete),
    ...parts(reproduce, 'Make the sweep again', 'See that the sweep is the same'),
  ];
}

const promise = ({partial}: Reproduce) => partial
  ? 'This result is partial: the same command, run to its end, makes more than is here'
  : 'The same command makes the same numbers, bit by bit';

function parts(reproduce: Reproduce, again: string, same: string): HTMLElement[] {
  return [
    ...commandPart(again, reproduce.command), ...commandPart(same, reproduce.verify), listOf(reproduce),
    ...reproduce.scenarios.map(scenarioPart),
  ];
}

function commandPart(heading: string, command: string): HTMLElement[] {
  if (!command) return [];
  const text = element('code', {}, command);
  return [element('h3', {}, heading), element('div', {class: 'command'}, element('pre', {dir: 'ltr'}, text), copyButton(text, heading))];
}

function listOf({file, seed, content_hash, engine_version, build}: Reproduce): HTMLElement {
  const pairs: [string, string][] = [['File', file], ['Seed', seed], ['Content hash', content_hash],
    ['Candor', engine_version], ...build];
  return element('dl', {}, ...pairs.filter(([, value]) => value !== '').flatMap(([name, value]) =>
    [element('dt', {}, name), element('dd', {dir: 'auto'}, value)]));
}

function incompletePart(incomplete: string[]): HTMLElement[] {
  if (!incomplete.length) return [];
  return [element('h3', {}, 'What is missing'),
    element('ul', {class: 'incomplete'}, ...incomplete.map((text) => element('li', {dir: 'auto'}, text)))];
}

function scenarioPart({name, text}: Reproduce['scenarios'][number]): HTMLElement {
  const code = element('code', {}, text);
  const save = fileButton('YAML', name, fileName(name), () => new Blob([text], {type: 'application/yaml;charset=utf-8'}));
  return element('div', {class: 'text'},
    element('h3', {dir: 'auto'}, name),
    element('pre', {tabindex: '0', dir: 'ltr', role: 'region', 'aria-label': name}, code),
    element('div', {class: 'downloads'}, copyButton(code, name), save));
}

// The last part of a path, with the ending that scenarios have.
function fileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1)!.replace(/[<>:"|?*\u0000-\u001f]/g, '_') || 'scenario';
  return /\.ya?ml$/i.test(last) ? last : `${last}.yaml`;
}

// A page from a file may have no clipboard; then the text is selected, for the reader to copy.
function copyButton(text: HTMLElement, what: string): HTMLButtonElement {
  const button = element('button', {type: 'button', 'aria-label': `Copy: ${what}`}, 'Copy');
  button.addEventListener('click', async () => {
    const done = await copied(text);
    button.textContent = done ? 'Copied' : 'Selected';
    setTimeout(() => { button.textContent = 'Copy'; }, 2_000);
  });
  return button;
}

async function copied(text: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text.textContent!);
    return true;
  } catch {
    getSelection()!.selectAllChildren(text);
    return false;
  }
}
