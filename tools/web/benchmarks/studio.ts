/**
 * studio.ts [--check]: how long the studio takes, against what it may take. Needs build/studio (tools/dev/web studio) and
 * the program. --check: exit code 1 if something takes longer. The machine should have nothing else to do.
 */
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs';
import {availableParallelism, cpus, tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as rest} from 'node:timers/promises';
import {pathToFileURL} from 'node:url';
import {gzipSync} from 'node:zlib';
import type {Browser, Page} from 'playwright-core';
import {launch, openAddress} from '../../../tests/browser/support/browser.ts';
import {program, root} from '../../../tests/browser/support/reports.ts';
import {makeHarness, ready, sourceOf, studioFile} from '../../../tests/browser/support/studio.ts';

interface Line {
  what: string;
  value: number;
  unit: string;
  /** At most. */
  wanted: number | null;
}

const scenario = 'scenarios/hierarchy_or_level2.yaml';
const size = {organization: {members: 400}, run: {weeks: 104, replicates: 60}};

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

async function withPage<Result>(browser: Browser, file: string, use: (page: Page) => Promise<Result>): Promise<Result> {
  const {page} = await openAddress(browser, pathToFileURL(file).href, {reducedMotion: 'no-preference'});
  page.setDefaultTimeout(120_000);
  try {
    return await use(page);
  } finally {
    await page.context().close();
  }
}

/** Milliseconds from the first script of the studio to what is marked. */
async function opening(browser: Browser): Promise<{ready: number[]; described: number[]}> {
  const ready: number[] = [];
  const described: number[] = [];
  for (let turn = 0; turn < 15; turn += 1) {
    await withPage(browser, studioFile, async (page) => {
      await rest(1_500);  // whoever looks into the page meanwhile holds it up
      const [start, one, other] = await page.evaluate(() =>
        ['start', 'engine ready', 'described'].map((name) => performance.getEntriesByName(name)[0]!.startTime));
      ready.push(one! - start!);
      described.push(other! - start!);
    });
  }
  return {ready, described};
}

/** Milliseconds from a change to what it shows: both organizations, their courses and their people. */
function changes(browser: Browser, harness: string, replicates: number): Promise<number[]> {
  return withPage(browser, harness, async (page) => {
    await ready(page);
    return page.evaluate(async ([source, {organization, run}, replicates]) => {
      const engine = window.harness.localEngine();
      const times: number[] = [];
      for (let turn = 0; turn < 60; turn += 1) {
        const begin = performance.now();
        const changes = {organization, run: {...run, replicates}, environment: {turbulence: turn / 60}};
        await engine.open({...source, changes});
        await Promise.all([engine.run(['performance']), engine.people(1)]);
        times.push(performance.now() - begin);
      }
      return times.slice(10);
    }, [sourceOf(scenario), size, replicates] as const);
  });
}

/** Milliseconds between the frames of the first story while it plays, both its organizations of 1,000 members. */
function frames(browser: Browser): Promise<number[]> {
  return withPage(browser, studioFile, async (page) => {
    await page.locator('.player .replicate').getByText('of 40').waitFor();
    await page.keyboard.press('Space');
    return page.evaluate(() => new Promise<number[]>((done) => {
      const times: number[] = [];
      requestAnimationFrame(function next(now) {
        times.push(now);
        if (times.length <= 600) requestAnimationFrame(next);
        else done(times.slice(1).map((time, index) => time - times[index]!));
      });
    }));
  });
}

/** Milliseconds of one run of one organization in one worker: what so many more replicates cost. */
async function perRunInPage(browser: Browser, harness: string, few: number, many: number): Promise<number> {
  return withPage(browser, harness, async (page) => {
    await ready(page);
    return page.evaluate(async ([source, size, few, many]) => {
      const engine = window.harness.localEngine(1);
      const timed = async (replicates: number) => {
        await engine.open({...source, changes: {...size, run: {...size.run, replicates}}});
        const begin = performance.now();
        await engine.run([]);
        return performance.now() - begin;
      };
      await timed(few);
      const costs: number[] = [];
      for (let turn = 0; turn < 5; turn += 1) costs.push((await timed(many)) - (await timed(few)));
      return costs.sort((a, b) => a - b)[2]! / (2 * (many - few));
    }, [sourceOf(scenario), size, few, many] as const);
  });
}

/** The same by the program on one thread. */
function perRunNative(few: number, many: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'candor-'));
  const timed = (replicates: number) => {
    const begin = performance.now();
    execFileSync(program, ['compare', scenario, '--threads', '1', '--no-report', '--quiet', '--weeks', `${size.run.weeks}`,
      '--replicates', `${replicates}`, '--set', `organization.members=${size.organization.members}`,
      '-o', join(folder, 'result.h5')], {cwd: root});
    return performance.now() - begin;
  };
  try {
    timed(few);
    const costs = Array.from({length: 5}, () => timed(many) - timed(few));
    return quantile(costs, 0.5) / (2 * (many - few));
  } finally {
    rmSync(folder, {recursive: true});
  }
}

async function measure(): Promise<Line[]> {
  const harness = await makeHarness();
  const browser = await launch();
  try {
    const opened = await opening(browser);
    const redraws = await changes(browser, harness, size.run.replicates);
    const half = await changes(browser, harness, size.run.replicates / 2);
    const played = await frames(browser);
    const page = await perRunInPage(browser, harness, 60, 360);
    const native = perRunNative(60, 360);
    const packed = gzipSync(readFileSync(studioFile), {level: 9}).length;
    return [
      {what: 'studio.html', value: statSync(studioFile).size / 1000, unit: 'kB', wanted: 600},
      {what: 'studio.html as a server sends it (gzip)', value: packed / 1000, unit: 'kB', wanted: null},
      {what: 'engine ready, from the page\'s first script', value: quantile(opened.ready, 0.5), unit: 'ms', wanted: 100},
      {what: 'engine ready, longest', value: Math.max(...opened.ready), unit: 'ms', wanted: null},
      {what: 'what there is to set is known', value: quantile(opened.described, 0.5), unit: 'ms', wanted: null},
      {what: 'change to both organizations, median', value: quantile(redraws, 0.5), unit: 'ms', wanted: null},
      {what: 'change to both organizations, 95 %', value: quantile(redraws, 0.95), unit: 'ms', wanted: 150},
      {what: 'half as many replicates, median', value: quantile(half, 0.5), unit: 'ms', wanted: null},
      {what: 'half as many replicates, 95 %', value: quantile(half, 0.95), unit: 'ms', wanted: null},
      {what: 'frame while 1,000 members are played, 95 %', value: quantile(played, 0.95), unit: 'ms', wanted: 17},
      {what: 'frame while they are played, longest', value: Math.max(...played), unit: 'ms', wanted: null},
      {what: 'one run in the page', value: page, unit: 'ms', wanted: null},
      {what: 'one run of the program', value: native, unit: 'ms', wanted: null},
      {what: 'page against program', value: page / native, unit: 'times', wanted: 2.5},
    ];
  } finally {
    await browser.close();
  }
}

const lines = await measure();
console.log(`${cpus()[0]!.model}, ${availableParallelism()} at once; ${size.organization.members} members, `
  + `${size.run.weeks} weeks, ${size.run.replicates} replicates of two organizations`);
let missed = 0;
for (const {what, value, unit, wanted} of lines) {
  const over = wanted !== null && value > wanted;
  if (over) missed += 1;
  const goal = wanted === null ? '' : `at most ${wanted}${over ? '  MISSED' : ''}`;
  console.log(`${what.padEnd(46)} ${value.toFixed(value < 10 ? 2 : 0).padStart(8)} ${unit.padEnd(6)} ${goal}`.trimEnd());
}
if (process.argv.includes('--check') && missed > 0) process.exit(1);
