/**
 * What runs before all the rest of the page: starts the engine, so that it answers as soon as the rest is unpacked, too.
 */
import {localEngine, type EngineParts} from './local_engine.ts';
import {served} from './served.ts';
import {unpacked} from './unpack.ts';

let code: Promise<WebAssembly.Module> | null = null;
const parts: EngineParts = {
  code: () => code ??= WebAssembly.compileStreaming(unpacked('candor-engine.wasm')),
  template: () => window.carried.texts['report.html']!,
};

// A server has an engine of its own; the page of tests has no studio, and makes engines itself.
const engine = served().api || !document.getElementById('studio') ? null : localEngine(parts);
engine?.describe().catch(() => {});  // told when it is asked again

async function rest(): Promise<void> {
  await code?.catch(() => {});  // whoever needs it says so
  const texts = JSON.parse(await unpacked('texts').text()) as Record<string, string>;
  window.carried = {parts, engine, texts};
  document.head.append(
    Object.assign(document.createElement('style'), {textContent: texts['style']}),
    Object.assign(document.createElement('script'), {type: 'module', textContent: texts['script']}));
}

rest().catch(window.refuse);
