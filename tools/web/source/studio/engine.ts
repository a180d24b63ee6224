/**
 * What the studio asks of the engine, wherever it runs: in WebAssembly inside the page's own workers (`local_engine.ts`),
 * or natively behind `candor serve` (`remote_engine.ts`). Both speak the JSON that tools/web/engine writes. A request with
 * a newer one behind it is dropped: its promise is rejected with `Superseded`.
 */
import type {
  DifferenceFan, Fan, Intervention, Outcome, Payload, People, TableRow, VoiceFunnel, Weeks,
} from '../report/payload.ts';

export interface Engine {
  /** What there is to set, and the stories to begin with; the same for the life of a page. */
  describe(): Promise<Description>;
  /** Reads and checks a scenario. Fast: nothing is run. */
  open(source: Source): Promise<Opened | Refused>;
  /** Runs the scenario opened last, all replicates of both organizations, and says how far it is. */
  run(outcomes: string[], progress?: Progress): Promise<Shown>;
  /** One replicate of what was run last, member by member (or unit by unit), under both policies. */
  people(replicate: number): Promise<People>;
  /** One member's week under both policies: what it saw, why it spoke or kept silent, what followed. */
  explain(member: string, week: number, replicate: number): Promise<Explanation[]>;
  /** The whole report on what was run last, as `candor report` writes it: an HTML file. */
  report(): Promise<string>;
}

export class Superseded extends Error {
  override name = 'Superseded';
}

/** By its name, as first.ts and the page's own script have a class each. */
export const isSuperseded = (error: unknown) => error instanceof Error && error.name === 'Superseded';

/** Replicates done, of all there are. A run that takes long also shows, from time to time, what those that are done show;
 * one that is over soon does not, so that nothing flickers. */
export type Progress = (done: number, total: number, shown?: Shown) => void;

/** What is to be run: a scenario and what was changed in it since. */
export interface Source {
  /** YAML, with its comments: a story, or what was dropped on the page. */
  base: string;
  /** The name of its file, for messages. */
  name: string;
  /** Keys as in a scenario, nested; they win over the base's. Empty: the base as it is. */
  changes: Record<string, unknown>;
  /** Charts and ties that it names (CSV), by file name. */
  files: Record<string, string>;
}

export interface Description {
  engine_version: string;
  /** Every key of a scenario, as `candor describe --json` says them. */
  keys: Key[];
  outcomes: Outcome[];
  /** The files of `scenarios/` as they stand, sorted by name. */
  stories: {name: string; title: string; question: string; text: string}[];
}

export interface Key {
  /** `environment.turbulence`, `leadership.styles.STYLE.voice_openness`. */
  path: string;
  kind: string;
  choices?: string[];
  default?: unknown;
  least?: number;
  most?: number;
  range: string;
  /** `1` for none. */
  unit: string;
  meaning: string;
  source: string;
}

/** Every problem found, as the program prints them. */
export interface Refused {
  problems: string;
}

export interface Opened {
  problems: null;
  title: string;
  question: string;
  /** The scenario as one YAML text, changes and comments included: what `candor compare` would be given. */
  yaml: string;
  /** Every key with its value, as the program resolves them; of each organization (arm) its own. */
  resolved: Record<string, unknown>[];
  /** The arms that are compared: POLICY, or POLICY@VARIANT. The studio asks for two. */
  arms: string[];
  styles: string[];
  /** Names of the scenario's variants. */
  variants: string[];
  weeks: number;
  replicates: number;
  seed: number;
  members: number;
  /** Of each arm: the timeline, in its order. */
  timelines: {week: number; last_week: number; what: string}[][];
  /** What importing an organization left out, and the like. */
  notes: string[];
}

/** Part of a report, about the outcomes that were asked for. */
export interface Shown extends Pick<Payload, 'headline' | 'further' | 'facts' | 'caveats' | 'policies' | 'paired' | 'replicates'> {
  outcomes: Outcome[];
  weeks: Weeks;
  /** All outcomes. */
  table: TableRow[];
  fans: Fan[];
  differences: DifferenceFan[];
  interventions: Intervention[];
  voice: VoiceFunnel[];
  /** Of the data, as `candor hash` prints it for the file that `candor compare` makes of the same scenario. */
  content_hash: string;
}

/** As `candor explain --json` writes it; the labels and texts of its table besides. */
export interface Explanation {
  policy: string;
  /** The table of `candor explain`; without a value: a heading. The same labels under every policy. */
  lines: {label: string; value: string; heading: boolean}[];
  [fact: string]: unknown;
}
