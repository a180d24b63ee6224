import type {Payload, People} from '../report/payload.ts';
import {
  Superseded, type Description, type Engine, type Explanation, type Opened, type Progress, type Refused, type Shown,
  type Source,
} from './engine.ts';
import {Newest} from './newest.ts';
import {patient} from './patient.ts';
import {reportPage} from './report_page.ts';
import {RunEvents} from './run_events.ts';

/**
 * The engine of the program that serves this page (tools/web/server): for organizations that are large for a browser.
 * `template`: the page of a report, without data.
 */
export function remoteEngine(api: string, template: () => string): Engine {
  return new RemoteEngine(api, crypto.randomUUID(), template);
}

class RemoteEngine implements Engine {
  readonly #api: string;
  readonly #session: string;
  readonly #template: () => string;
  readonly #events: RunEvents;
  #description: Promise<Description> | null = null;
  /** How many scenarios were asked for: what belongs to an older one is dropped. */
  #scenario = 0;
  /** The one asked for last, as text, and what was said of it. */
  #source = '';
  #opened: Opened | Refused | null = null;
  /** All its runs: under way, or done. */
  #running: Promise<void> | null = null;
  #progress: (done: number, total: number) => void = () => {};
  readonly #newest = {open: new Newest(), people: new Newest(), explain: new Newest(), report: new Newest()};

  constructor(api: string, session: string, template: () => string) {
    this.#api = api;
    this.#session = session;
    this.#template = template;
    this.#events = new RunEvents(`${api}events?session=${session}`);
  }

  describe(): Promise<Description> {
    this.#description ??= this.#call<Description>('describe', {});
    this.#description.catch(() => { this.#description = null; });
    return this.#description;
  }

  async open(source: Source): Promise<Opened | Refused> {
    const text = JSON.stringify(source);
    // Another outcome of the same: what was run is there.
    if (text === this.#source && this.#opened?.problems === null) return this.#opened;
    this.#source = text;
    this.#opened = null;
    this.#running = null;
    this.#events.drop();
    const scenario = ++this.#scenario;
    const opened = await this.#newest.open.do(() => this.#call<Opened | Refused>('open', source));
    if (scenario === this.#scenario) this.#opened = opened;
    return opened;
  }

  run(outcomes: string[], progress: Progress = () => {}): Promise<Shown> {
    return this.#work(async () => {
      const scenario = this.#scenario;
      const soFar = () => this.#ask<Shown>('call', {method: 'show', parameters: {outcomes}});
      const mine = this.#progress = patient(soFar, (done, total, shown) => {
        if (scenario === this.#scenario) progress(done, total, shown);
      });
      // Several may wait for the same runs.
      const running = this.#running ??= this.#runAll();
      running.catch(() => { if (this.#running === running) this.#running = null; });
      await running;
      const shown = await this.#call<Shown>('show', {outcomes});
      if (mine !== this.#progress) throw new Superseded();
      return shown;
    });
  }

  people(replicate: number): Promise<People> {
    return this.#newest.people.do(() => this.#work(() => this.#call('people', {replicate})));
  }

  explain(member: string, week: number, replicate: number): Promise<Explanation[]> {
    return this.#newest.explain.do(() => this.#work(() => this.#call('explain', {member, week, replicate})));
  }

  report(): Promise<string> {
    return this.#newest.report.do(() => this.#work(async () => {
      await this.#running;
      return reportPage(this.#template(), await this.#call<Payload>('report', {}));
    }));
  }

  async #runAll(): Promise<void> {
    this.#events.drop();
    const arms = this.#opened?.problems === null ? this.#opened.arms.length : 1;
    const {run} = await this.#ask<{run: number}>('run', {});
    await this.#events.end(run, (done, total) => this.#progress(Math.floor(done / arms), Math.floor(total / arms)));
  }

  /** Works on the scenario opened last; `Superseded` if another one is asked for meanwhile. */
  async #work<Result>(work: () => Promise<Result>): Promise<Result> {
    const scenario = this.#scenario;
    await this.#newest.open.idle();
    const [ended] = await Promise.allSettled([work()]);
    if (scenario !== this.#scenario) throw new Superseded();
    if (ended.status === 'rejected') throw ended.reason;
    return ended.value;
  }

  async #call<Result>(method: string, parameters: object): Promise<Result> {
    try {
      return await this.#ask('call', {method, parameters});
    } catch (error) {
      this.#source = '';  // it may have forgotten what was open
      throw error;
    }
  }

  async #ask<Result>(path: string, body: object): Promise<Result> {
    let response: Response;
    try {
      response = await fetch(`${this.#api}${path}?session=${this.#session}`, {
        method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body),
      });
    } catch {
      throw new Error('the program that serves this page does not answer (it may have ended)');
    }
    const answer = await response.json() as {result: Result} | {error: string};
    if ('error' in answer) throw new Error(answer.error);
    return answer.result;
  }
}
