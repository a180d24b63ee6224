import {Superseded} from './engine.ts';

/** Work of which one is done at a time, and of what waits only the newest. */
export class Newest {
  #asked = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** Rejected with `Superseded` if another one is asked for before it is done. */
  async do<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = ++this.#asked;
    await this.#last;
    if (mine !== this.#asked) throw new Superseded();
    const working = work();
    this.#last = working.catch(() => {});
    await this.#last;
    if (mine !== this.#asked) throw new Superseded();
    return working;
  }

  /** When nothing is under way and nothing waits. */
  async idle(): Promise<void> {
    for (let last: unknown = null; last !== this.#last;) {
      last = this.#last;
      await last;
    }
  }
}
