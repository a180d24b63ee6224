/** The script that a page is opened with: unpacks first.ts. Every browser undoes gzip by itself, so it is for what undoes xz. */
import {bytesOf} from './carried.ts';

window.refuse = (error) => document.body.append(`This browser cannot open the page (${error.message}).`);

async function start(): Promise<void> {
  performance.mark('start');
  for (const needed of ['DecompressionStream', 'WebAssembly']) {
    if (!(needed in window)) throw new Error(`it has no ${needed}`);
  }
  const packed = new Response(bytesOf(document.getElementById('first')!.textContent!)).body!;
  const text = await new Response(packed.pipeThrough(new DecompressionStream('gzip'))).text();
  document.head.append(Object.assign(document.createElement('script'), {textContent: text}));
}

start().catch(window.refuse);
