import type {Reply, Request} from './engine_worker.ts';
import EngineWorker from './engine_worker.ts?worker&inline';

interface Waiting {
  resolve(answer: unknown): void;
  reject(why: Error): void;
}

/** A worker that is asked and answers. `lost` is told when it can no longer be trusted. */
export class WorkerLink {
  readonly #worker = new EngineWorker();
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #ended: Error | null = null;

  constructor(lost: (why: Error) => void) {
    this.#worker.addEventListener('message', ({data}: MessageEvent<Reply>) => {
      const waiting = this.#waiting.get(data.id)!;
      this.#waiting.delete(data.id);
      if ('answer' in data) return waiting.resolve(data.answer);
      const why = failure(data.failure);
      waiting.reject(why);
      lost(why);
    });
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      lost(failure(event.message));
    });
    this.#worker.addEventListener('messageerror', () => lost(failure('a message could not be read')));
  }

  ask<Answer>(request: Request, transfer: Transferable[] = []): Promise<Answer> {
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(++this.#asked, {resolve, reject});
      this.#worker.postMessage({id: this.#asked, request}, transfer);
    }) as Promise<Answer>;
  }

  /** Ends the worker, whatever it does; what was asked fails, now and later. */
  end(why: Error): void {
    this.#ended ??= why;
    this.#worker.terminate();
    for (const {reject} of this.#waiting.values()) reject(why);
    this.#waiting.clear();
  }
}

/** What stopped an engine, in words for people. */
function failure(why: string): Error {
  const memory = /out of memory|alloc|enlarge|\.grow/i.test(why);
  return new Error(memory
    ? 'the engine ran out of memory (fewer members, weeks or replicates need less)'
    : `the engine stopped and was started anew (${why || 'no reason is known'})`);
}
