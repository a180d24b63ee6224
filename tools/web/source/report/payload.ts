/**
 * What a report shows, as the program writes it (schema `candor.report/1`, tools/cli/page): one JSON object in the
 * page. The program computes every statistic; the page only draws. A missing value is null. Values are in the unit of
 * the result file; a page shows them times `Outcome.factor`, with `Outcome.decimals` digits.
 */
export interface Payload {
  schema: 'candor.report/1';
  kind: 'run' | 'comparison' | 'sweep';
  /** Of the scenario, or the name of its file. */
  title: string;
  /** What the scenario asks; empty if it asks nothing. */
  question: string;
  /** The claim with its number and interval, or the sentence that there is no clear difference. */
  headline: string;
  /** A sentence each, on quits, on what reaches the top. */
  further: string[];
  /** `1,000 members`, `156 weeks`, `40 paired replicates`, `seed 1`, `same people, same shocks`, ... */
  facts: string[];
  /** What the numbers are not; each said once, plainly. */
  caveats: string[];
  /** In their order; the first is what others are compared with. Of a sweep without policies: none. */
  policies: string[];
  /** Whether the policies share people and shocks. */
  paired: boolean;
  /** Replicates that are finished. */
  replicates: number;
  /** The outcomes that other blocks name. */
  outcomes: Outcome[];
  /** Run and comparison only; else null. */
  weeks: Weeks | null;
  /** One row for each outcome: means over the window, differences from the first policy. */
  table: TableRow[];
  fans: Fan[];
  differences: DifferenceFan[];
  interventions: Intervention[];
  voice: VoiceFunnel[];
  levels: Levels | null;
  people: People | null;
  /** Why there are no people to show; empty if there are. */
  no_people: string;
  matters: Matters[];
  regimes: RegimeMap[];
  /** Which sweep `matters`, `regimes` and `incomplete` are of where they are not of the page's own result: of the page of
   * a run or a comparison that was given one. */
  sweep: {title: string; facts: string[]; reproduce: Reproduce} | null;
  /** Runs of a sweep that failed or are missing, in words; empty if none. */
  incomplete: string[];
  assumptions: Assumptions;
  reproduce: Reproduce;
}

export interface Outcome {
  name: string;
  /** As people say it, without unit: `trust_leader`. */
  label: string;
  /** `%`, `% a year`, or empty. */
  unit: string;
  /** What it means, in a sentence. */
  meaning: string;
  origin: 'consequence' | 'built_in';
  better: 'higher' | 'lower' | 'neither';
  /** Shown values are the stored ones times this (100 for shares in percent). */
  factor: number;
  decimals: number;
  /** The scale that the outcome has by its definition, in stored values: [0, 1] for beliefs and shares; else null. */
  range: [number, number] | null;
}

export interface Weeks {
  count: number;
  /** The weeks whose values are given, ascending, from 1: all, or every so many of a very long run. */
  shown: number[];
  /** Means are over these weeks. */
  window: {first: number; last: number};
}

export interface Estimate {
  value: number | null;
  /** 95 % interval; null where there is none. */
  low: number | null;
  high: number | null;
}

export interface TableRow {
  outcome: string;
  /** By policy. */
  means: (number | null)[];
  /** By policy but the first. */
  differences: (Estimate & {clear: boolean; pairs_higher: number | null; pairs_lower: number | null; pairs: number})[];
}

/** Quantiles over replicates for each week of `Weeks.shown`. */
export interface Band {
  q05: (number | null)[];
  q25: (number | null)[];
  q50: (number | null)[];
  q75: (number | null)[];
  q95: (number | null)[];
  mean: (number | null)[];
}

export interface Fan {
  outcome: string;
  /** By policy. With one replicate all quantiles are that run. */
  bands: Band[];
  /** By policy: at most 20 single runs, the first ones, [run][week shown]; empty for outcomes of less interest. */
  runs: (number | null)[][][];
}

/** Of paired comparisons only: a policy less the first, replicate by replicate. */
export interface DifferenceFan {
  outcome: string;
  /** Index of a policy, from 1. */
  policy: number;
  band: Band;
  /** The window's mean difference with its interval. */
  window: Estimate & {clear: boolean};
  /** The claim of this figure in a sentence. */
  claim: string;
}

export interface Intervention {
  policy: number;
  /** In words. */
  what: string;
  /** The first week it happened (median over replicates), and the last one it may last to; the same where it is one week. */
  first_week: number;
  last_week: number;
  /** Replicates in which it happened. */
  replicates: number;
}

/** Counts over the window and all replicates, of one policy. */
export interface VoiceFunnel {
  policy: number;
  chances: number;
  spoken: number;
  heard: number;
  /** Welcomed and used. */
  used: number;
  explained: number;
  ignored: number;
  punished: number;
}

/** Means over window and replicates by levels below the top. */
export interface Levels {
  /** From 1; the last may pool all below it. */
  levels: number[];
  pooled: boolean;
  /** [outcome][policy][level], with q05 and q95 over replicates. */
  outcomes: {outcome: string; mean: (number | null)[][]; q05: (number | null)[][]; q95: (number | null)[][]}[];
}

/** One replicate, run again for each policy, member by member or (in large organizations) unit by unit. */
export interface People {
  replicate: number;
  /** Ascending, from 1: all weeks, or every so many of a long run. */
  weeks: number[];
  kind: 'member' | 'unit';
  /** In words, how this replicate was chosen and what a cell is. */
  note: string;
  /** Charts: one, or one for each policy where they differ. */
  charts: Chart[];
  policies: {
    chart: number;
    /** Base64 of bytes, [week][cell]: mean trust in the leader in the week, times 250; 255: nobody on duty. */
    trust: string;
    /** Base64 of bytes, [week][cell], of what became of issues: 0 none; 1 kept silent; 2 used; 3 explained;
     * 4 ignored, unheard or punished. Of units: that which happened most, the higher on equality. */
    voice: string;
  }[];
}

/** Cells in breadth-first order; the first is the top. */
export interface Chart {
  /** Of the member, or of the unit's leader. */
  ids: string[];
  /** Index of the cell above; -1 of the top. */
  above: number[];
  /** Members that a cell stands for. */
  sizes: number[];
}

/** What matters most, of a sweep: indices of each factor for one outcome under a policy or of a difference. */
export interface Matters {
  outcome: string;
  /** `level2`, or `level2 - command`; empty where the sweep has no policies. */
  of: string;
  /** `sobol`: first and total; `morris`: mean of absolute effects and deviation; `means`: the outcome's mean in the
   * lowest and the highest tenth (or level) of the factor. */
  method: 'sobol' | 'morris' | 'means';
  /** From most to least. */
  factors: {
    name: string;
    path: string;
    /** sobol: total; morris: mu*; means: the high end less the low end. */
    main: Estimate;
    /** sobol: first order; morris: sigma; means: null. */
    other: Estimate | null;
    /** means only: the outcome at the low and the high end, and what these ends are. */
    ends: {low_at: string; high_at: string; low: number | null; high: number | null} | null;
  }[];
  /** In a sentence. */
  claim: string;
  /** What to think of, such as chance in the means; empty if nothing. */
  note: string;
}

/** Who wins where over two factors. */
export interface RegimeMap {
  outcome: string;
  /** Those of the sweep, which `winner`, `means` and `borders` mean; a comparison's own may be others. */
  policies: string[];
  x: Axis;
  y: Axis;
  /** [y][x], rows from the lowest y. */
  fields: RegimeField[][];
  /** Where the best policy changes along x, row by row. */
  borders: {y: number; left: number; right: number; x: Estimate}[];
  claim: string;
}
export interface Axis {
  name: string;
  path: string;
  /** Levels, or middles of bins, ascending; of text factors 0, 1, ... */
  values: number[];
  /** As they are written. */
  labels: string[];
}
export interface RegimeField {
  /** Index in the map's policies of the one that is clearly best; null: not clear. */
  winner: number | null;
  points: number;
  replicates: number;
  /** By the map's policies. */
  means: (number | null)[];
  /** By the map's policies but the first: difference from the first. */
  differences: Estimate[];
}

/** What was assumed: every number of the model as it was set. */
export interface Assumptions {
  /** One each for the styles that are compared: the twelve elements. */
  styles: {elements: {name: string; meaning: string; source: string}[]; styles: {name: string; values: number[]}[]};
  parameters: {
    path: string;
    /** As set; the default as text. */
    value: string;
    default: string;
    changed: boolean;
    unit: string;
    range: string;
    meaning: string;
    source: string;
  }[];
  /** Whether any number was calibrated on data: in a sentence. */
  calibration: string;
}

export interface Reproduce {
  /** The command that made the file. */
  command: string;
  /** Whether it was interrupted or lacks runs, so that the same command makes more than the file holds. */
  partial: boolean;
  file: string;
  seed: string;
  content_hash: string;
  engine_version: string;
  /** Names and values: commit, compiler, flags, ... */
  build: [string, string][];
  /** The scenario (or sweep) as it was written; several where several files were compared. */
  scenarios: {name: string; text: string}[];
  /** `candor verify FILE`. */
  verify: string;
}
