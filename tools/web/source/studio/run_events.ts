import {Superseded} from './engine.ts';

/** What the server tells of the newest run of a page, all of it each time. */
interface RunState {
  run: number;
  state: 'none' | 'running' | 'finished' | 'stopped' | 'failed';
  done: number;
  total: number;
  error: string;
}

/** Milliseconds that a stream may be broken before whoever waits for it is told. */
const patience = 3_000;

/** One stream of events for a page: how far its runs are. */
export class RunEvents {
  readonly #address: string;
  #stream: EventSource | null = null;
  #last: RunState | null = null;
  #news: (state: RunState) => void = () => {};
  #lost: (why: Error) => void = () => {};
  #timer = 0;

  constructor(address: string) {
    this.#address = address;
  }

  /** Nobody waits for a run any more: the next one is another. */
  drop() {
    this.#lost(new Superseded());
    this.#last = null;
  }

  /** When that run has ended; rejected with why it failed, or with `Superseded`. */
  end(run: number, progress: (done: number, total: number) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#lost = reject;
      this.#news = (state) => {
        if (state.run > run) return reject(new Superseded());
        // Whoever waits has stopped nothing: it was away for so long that the server no longer waited for it.
        if (state.state === 'none' || (state.run === run && state.state === 'stopped')) {
          return reject(new Error('the run was stopped, as this page did not listen (after any change it runs anew)'));
        }
        if (state.run < run) return;
        if (state.state === 'failed') return reject(new Error(state.error));
        if (state.total > 0) progress(state.done, state.total);
        if (state.state === 'finished') resolve();
      };
      // It may have told already.
      if (this.#last) this.#news(this.#last);
      if (!this.#stream || this.#stream.readyState === EventSource.CLOSED) this.#listen();
    });
  }

  #listen() {
    const stream = this.#stream = new EventSource(this.#address);
    stream.addEventListener('message', ({data}: MessageEvent<string>) => {
      this.#last = JSON.parse(data) as RunState;
      this.#news(this.#last);
    });
    stream.addEventListener('open', () => clearTimeout(this.#timer));
    // A browser comes back by itself, unless it was refused.
    stream.addEventListener('error', () => {
      clearTimeout(this.#timer);
      const wait = stream.readyState === EventSource.CLOSED ? 0 : patience;
      this.#timer = window.setTimeout(() => {
        this.#lost(new Error('the program that serves this page tells nothing any more (it may have ended, or too many pages are open)'));
      }, wait);
    });
  }
}
