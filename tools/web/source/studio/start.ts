/** The script that a page is opened with: unpacks all others. Every browser undoes gzip by itself, so it is for what undoes xz. */
import {carriedBytes} from './carried.ts';

function run(type: 'text/javascript' | 'module', code: string): void {
  document.head.append(Object.assign(document.createElement('script'), {type, textContent: code}));
}

async function start(): Promise<void> {
  for (const needed of ['DecompressionStream', 'WebAssembly']) {
    if (!(needed in window)) throw new Error(`it has no ${needed}`);
  }
  const unpack = new Blob([carriedBytes('unpack')]).stream().pipeThrough(new DecompressionStream('gzip'));
  run('text/javascript', await new Response(unpack).text());
  window.carried.texts = JSON.parse(new TextDecoder().decode(await window.carried.unpack('texts')));
  const {style, script} = window.carried.texts;
  document.head.append(Object.assign(document.createElement('style'), {textContent: style}));
  run('module', script!);
}

start().catch((error: Error) => document.body.append(`This browser cannot open the page (${error.message}).`));
