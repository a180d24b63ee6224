import {Superseded, type Opened, type Refused, type Source} from './engine.ts';
import type {Run} from './engine_worker.ts';
import {WorkerLink} from './worker_link.ts';

/**
 * Workers that hold the same scenario. Replicates are dealt out to whoever is free, both organizations of one to the same
 * worker; the first worker, the teller, gets the bytes of all runs and says what they show.
 */
export class Crew {
  readonly #link: () => WorkerLink;
  readonly #size: number;
  readonly #lost: () => void;
  /** The teller alone until there is something to run. */
  readonly #workers: WorkerLink[] = [];
  #code: WebAssembly.Module | null = null;

  /** With one worker lost all are: `lost` is told, once, and whatever was asked fails. */
  constructor(size: number, lost: () => void) {
    this.#link = () => new WorkerLink((why) => this.#end(why));
    this.#size = size;
    this.#lost = lost;
    this.#workers.push(this.#link());
  }

  /** Done when the teller can be asked. */
  async start(code: WebAssembly.Module): Promise<void> {
    this.#code = code;
    await this.#teller.ask<void>({ask: 'start', code});
  }

  /** What the teller says of a scenario; the others say the same. */
  async open(source: Source): Promise<Opened | Refused> {
    const answer = call<Opened | Refused>(this.#teller, 'open', source);
    this.#engageAll();
    for (const worker of this.#workers.slice(1)) call(worker, 'open', source).catch(() => {});
    return answer;
  }

  /** Runs all of the scenario and says how many replicates are done; `Superseded` once it is no longer wanted. */
  async run({replicates, arms}: Opened, wanted: () => boolean, tell: (done: number) => void): Promise<void> {
    const waiting = Array.from({length: replicates}, (_, index) => index + 1);
    const teller = this.#teller;
    let done = 0;
    await Promise.all(this.#workers.map(async (worker) => {
      while (wanted() && waiting.length > 0) {
        // Large portions first, as every message costs; small ones at the end, so that all end together.
        const portion = waiting.splice(0, Math.ceil(waiting.length / (2 * this.#workers.length)));
        const keep = worker === teller;
        const runs = await worker.ask<Run[]>({ask: 'run', replicates: portion, arms: arms.length, keep});
        if (!wanted()) return;
        // The teller does one after the other: whoever asks it later is told of these runs too.
        if (!keep) teller.ask({ask: 'take', runs}, runs.map(({bytes}) => bytes!.buffer)).catch(() => {});
        const finished = runs.length / arms.length;
        waiting.unshift(...portion.slice(finished));
        tell(done += finished);
      }
    }));
    if (!wanted()) throw new Superseded();
  }

  /** What is about all that was run so far. */
  tell<Result>(method: string, parameters: unknown): Promise<Result> {
    return call(this.#teller, method, parameters);
  }

  /** What needs no other runs than its own; not by the teller, if there is another one. */
  look<Result>(method: string, parameters: unknown): Promise<Result> {
    return call(this.#workers.at(-1)!, method, parameters);
  }

  get #teller(): WorkerLink {
    return this.#workers[0]!;
  }

  #engageAll(): void {
    while (this.#workers.length < this.#size) {
      const worker = this.#link();
      worker.ask<void>({ask: 'start', code: this.#code!}).catch(() => {});
      this.#workers.push(worker);
    }
  }

  #end(why: Error): void {
    for (const worker of this.#workers) worker.end(why);
    this.#lost();
  }
}

async function call<Result>(worker: WorkerLink, method: string, parameters: unknown): Promise<Result> {
  const answer = JSON.parse(await worker.ask<string>({ask: 'call', method, parameters})) as {result: Result} | {error: string};
  if ('error' in answer) throw new Error(answer.error);
  return answer.result;
}
