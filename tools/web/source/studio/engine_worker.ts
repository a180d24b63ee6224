/**
 * An engine in a worker: it answers one request after the other, and only between two runs of organizations does it look
 * whether a newer scenario has come, which ends what it was asked to run.
 */
import load, {type EngineCode} from 'candor-engine/candor-engine.js';

export type Request =
  | {ask: 'start'; code: WebAssembly.Module}
  /** Answer: the engine's, JSON. */
  | {ask: 'call'; method: string; parameters: unknown}
  /** Both organizations (all arms) of each replicate, as many as a breath lasts. Answer: `Run[]`; without bytes if it
   * keeps them itself. */
  | {ask: 'run'; replicates: number[]; arms: number; keep: boolean}
  /** Runs of other workers, to be told about. */
  | {ask: 'take'; runs: Run[]};

/** One run, recorded. */
export interface Run {
  replicate: number;
  arm: number;
  bytes: Uint8Array<ArrayBuffer> | null;
}

export type Reply = {id: number; answer: unknown} | {id: number; failure: string};

/** Milliseconds after which it tells what it has, so that a long run shows how far it is. */
const breath = 40;

let engine: EngineCode;
/** What is asked meanwhile waits for it. */
let started: Promise<void>;
/** How many scenarios were opened. */
let opened = 0;

function start(code: WebAssembly.Module): Promise<void> {
  return new Promise((resolve, reject) => {
    const instantiate = (imports: WebAssembly.Imports, loaded: (instance: WebAssembly.Instance) => void) => {
      WebAssembly.instantiate(code, imports).then(loaded).catch(reject);
      return {};
    };
    const silent = () => {};
    load({instantiateWasm: instantiate, onAbort: reject, print: silent, printErr: silent})
      .then((loaded) => { engine = loaded; resolve(); })
      .catch(reject);
  });
}

/** Copies bytes to the engine for as long as `use` uses them. */
function lent<Result>(bytes: Uint8Array, use: (address: number) => Result): Result {
  const address = engine._malloc(bytes.length);
  if (!address) throw new Error('out of memory');
  engine.HEAPU8.set(bytes, address);
  try {
    return use(address);
  } finally {
    engine._free(address);
  }
}

function textAt(address: number): string {
  const memory = engine.HEAPU8;
  return new TextDecoder().decode(memory.subarray(address, memory.indexOf(0, address)));
}

function call(method: string, parameters: unknown): string {
  if (method === 'open') opened += 1;
  const request = new TextEncoder().encode(`${JSON.stringify({method, parameters})}\0`);
  const answer = textAt(lent(request, (address) => engine._candor_call(address)));
  // It keeps the memory that it got, and would fail again.
  if (answer.endsWith(',"out_of_memory":true}')) throw new Error('out of memory');
  return answer;
}

function runOne(replicate: number, arm: number, keep: boolean): Run {
  const address = engine._candor_run(arm, replicate);
  if (!address) throw new Error(textAt(engine._candor_error()));
  return {replicate, arm, bytes: keep ? null : engine.HEAPU8.slice(address, address + engine._candor_run_size())};
}

async function run(replicates: number[], arms: number, keep: boolean): Promise<Run[]> {
  const scenario = opened;
  const end = performance.now() + breath;
  const runs: Run[] = [];
  for (const replicate of replicates) {
    for (let arm = 0; arm < arms; arm += 1) {
      runs.push(runOne(replicate, arm, keep));
      await messages();
      if (opened !== scenario) return [];
    }
    if (performance.now() >= end) break;
  }
  return runs;
}

const {port1, port2} = new MessageChannel();
/** Who let messages in, in their order: a run that is over may still wait when the next one begins. */
const letting: (() => void)[] = [];
port1.onmessage = () => letting.shift()!();

/** Lets messages in that have come meanwhile. */
function messages(): Promise<void> {
  return new Promise((resolve) => {
    letting.push(resolve);
    port2.postMessage(null);
  });
}

function take(runs: Run[]) {
  for (const {arm, replicate, bytes} of runs) {
    if (!lent(bytes!, (address) => engine._candor_take(arm, replicate, address, bytes!.length))) {
      throw new Error(textAt(engine._candor_error()));
    }
  }
}

async function answerTo(request: Request): Promise<unknown> {
  if (request.ask === 'start') return started = start(request.code);
  await started;
  switch (request.ask) {
    case 'call': return call(request.method, request.parameters);
    case 'run': return run(request.replicates, request.arms, request.keep);
    case 'take': return take(request.runs);
  }
}

addEventListener('message', async ({data: {id, request}}: MessageEvent<{id: number; request: Request}>) => {
  const reply = (content: Reply, transferred: Transferable[] = []) => postMessage(content, {transfer: transferred});
  try {
    const answer = await answerTo(request);
    const bytes = request.ask === 'run' ? (answer as Run[]).flatMap((one) => one.bytes?.buffer ?? []) : [];
    reply({id, answer}, bytes);
  } catch (error) {
    // Whatever comes through here left the engine in an unknown state; what it refuses in order is an answer.
    reply({id, failure: error instanceof Error ? error.message : 'an exception that nothing caught'});
  }
});
