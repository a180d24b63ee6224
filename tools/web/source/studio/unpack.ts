import {XzReadableStream} from 'xz-decompress';
import {bytesOf} from './carried.ts';

/** Bytes between two turns of the page: workers do not start without. */
const portion = 65_536;

/** What the page carries compressed by xz, one after the other as asked for. */
export function unpacked(name: string): Response {
  const xz = bytesOf(document.getElementById(name)!.textContent!);
  let at = 0;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await turn();
      controller.enqueue(xz.subarray(at, at += portion));
      if (at >= xz.length) controller.close();
    },
  });
  return new Response(new XzReadableStream(stream), {headers: {'content-type': 'application/wasm'}});
}

function turn(): Promise<void> {
  const {port1, port2} = new MessageChannel();
  return new Promise((resolve) => {
    port1.addEventListener('message', () => { port1.close(); resolve(); });
    port1.start();
    port2.postMessage(null);
  });
}
