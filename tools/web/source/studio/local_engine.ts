import type {Payload, People} from '../report/payload.ts';
import {Crew} from './crew.ts';
import {
  Superseded, type Description, type Engine, type Explanation, type Opened, type Progress, type Refused, type Shown,
  type Source,
} from './engine.ts';
import {Newest} from './newest.ts';
import {patient} from './patient.ts';
import {reportPage} from './report_page.ts';

/** What engines are made of. */
export interface EngineParts {
  /** Unpacked and compiled once, whatever becomes of workers. */
  code(): Promise<WebAssembly.Module>;
  /** The page of a report, without data. */
  template(): string;
}

/**
 * The engine as WebAssembly in the page's own workers: as many as the machine runs at once, up to eight. What it says does
 * not depend on their number.
 */
export function localEngine(parts: EngineParts, workers = Math.min(navigator.hardwareConcurrency, 8)): Engine {
  return new LocalEngine(parts, workers);
}

/** The scenario opened last. */
interface Session {
  source: Source;
  opened: Opened;
  /** All its runs: under way, or done. */
  running: Promise<void> | null;
}

/** A session at work. */
interface Work {
  session: Session;
  crew: Crew;
  /** Whether no other scenario was asked for meanwhile. */
  wanted(): boolean;
}

class LocalEngine implements Engine {
  readonly #parts: EngineParts;
  readonly #size: number;
  #crew: Promise<Crew> | null = null;
  #description: Promise<Description> | null = null;
  #session: Session | null = null;
  /** How many scenarios were asked for: what belongs to an older one is dropped. */
  #scenario = 0;
  /** Of the run asked for last. */
  #progress: (done: number, total: number) => void = () => {};
  readonly #newest = {open: new Newest(), people: new Newest(), explain: new Newest(), report: new Newest()};

  constructor(parts: EngineParts, size: number) {
    this.#parts = parts;
    this.#size = size;
  }

  describe(): Promise<Description> {
    this.#description ??= this.#workers().then((crew) => crew.tell<Description>('describe', {}));
    this.#description.catch(() => { this.#description = null; });
    return this.#description;
  }

  open(source: Source): Promise<Opened | Refused> {
    this.#scenario += 1;
    return this.#newest.open.do(async () => {
      const opened = await (await this.#workers()).open(source);
      if (opened.problems === null) this.#session = {source, opened, running: null};
      return opened;
    });
  }

  run(outcomes: string[], progress: Progress = () => {}): Promise<Shown> {
    return this.#work(async ({session, crew, wanted}) => {
      const show = () => crew.tell<Shown>('show', {outcomes});
      const mine = this.#progress = patient(show, (done, total, shown) => {
        if (wanted()) progress(done, total, shown);
      });
      // Several may wait for the same runs.
      session.running ??= crew.run(session.opened, wanted, (done) => this.#progress(done, session.opened.replicates));
      // Another scenario may be asked for and be refused: then this one is run anew.
      session.running.catch(() => { session.running = null; });
      await session.running;
      const shown = await show();
      if (mine !== this.#progress) throw new Superseded();
      return shown;
    });
  }

  people(replicate: number): Promise<People> {
    return this.#newest.people.do(() => this.#work(({crew}) => crew.look('people', {replicate})));
  }

  explain(member: string, week: number, replicate: number): Promise<Explanation[]> {
    return this.#newest.explain.do(() => this.#work(({crew}) => crew.look('explain', {member, week, replicate})));
  }

  report(): Promise<string> {
    return this.#newest.report.do(() => this.#work(async ({session, crew}) => {
      await session.running;
      return reportPage(this.#parts.template(), await crew.tell<Payload>('report', {}));
    }));
  }

  /** Works on the scenario opened last; `Superseded` if another one is asked for meanwhile. */
  async #work<Result>(work: (on: Work) => Promise<Result>): Promise<Result> {
    const scenario = this.#scenario;
    await this.#newest.open.idle();
    const session = this.#session;
    if (!session) throw new Error('no scenario is open');
    const wanted = () => scenario === this.#scenario;
    const [ended] = await Promise.allSettled([this.#workers().then((crew) => work({session, crew, wanted}))]);
    if (!wanted()) throw new Superseded();
    if (ended.status === 'rejected') throw ended.reason;
    return ended.value;
  }

  #workers(): Promise<Crew> {
    this.#crew ??= this.#engage();
    return this.#crew;
  }

  /** Workers; after others were lost with the scenario that they had. */
  async #engage(): Promise<Crew> {
    const crew = new Crew(this.#size, () => { this.#crew = null; });
    await crew.start(await this.#code());
    performance.mark('engine ready');
    if (this.#session) {
      this.#session.running = null;
      await crew.open(this.#session.source);
    }
    return crew;
  }

  async #code(): Promise<WebAssembly.Module> {
    try {
      return await this.#parts.code();
    } catch (error) {
      throw new Error(`this browser cannot run the engine (${(error as Error).message})`);
    }
  }
}
