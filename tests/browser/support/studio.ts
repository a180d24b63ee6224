/** The studio's engine in a page, opened from its file and over http, and what the program says of the same scenario. */
import {execFile} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {promisify} from 'node:util';
import type {Page} from 'playwright-core';
import type {Harness} from '../studio_harness/main.ts';
import {program, root} from './reports.ts';

const start = promisify(execFile);

/** As `tools/dev/web studio` makes it. */
export const studioFile = `${root}build/studio/studio.html`;

const web = `${root}tools/web/`;
const harnessFolder = `${root}build/studio/harness/`;

/** Builds the page without a studio, in which tests have the engine for themselves. */
export async function makeHarness(): Promise<string> {
  const vite = [`${web}node_modules/vite/bin/vite.js`, 'build', `${root}tests/browser/studio_harness`];
  const options = ['--config', `${web}vite.studio.config.ts`, '--outDir', harnessFolder, '--logLevel', 'warn'];
  await start(process.execPath, [...vite, ...options], {cwd: web});
  return `${harnessFolder}index.html`;
}

/** A page by its two ways to open it: by double click and from a server. */
export async function addresses(file: string): Promise<{addresses: [string, string]; close(): void}> {
  const page = readFileSync(file);
  const server = createServer((request, response) => {
    if (request.url !== '/page.html') return void response.writeHead(404).end();
    response.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end(page);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const {port} = server.address() as AddressInfo;
  return {addresses: [pathToFileURL(file).href, `http://127.0.0.1:${port}/page.html`], close: () => server.close()};
}

declare global {
  interface Window {
    harness: Harness;
  }
}

/** The hash of what the program makes of a scenario's file. */
export async function nativeHash(scenario: string, ...options: string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'candor-'));
  const result = join(folder, 'result.h5');
  try {
    await start(program, ['compare', scenario, '-o', result, '--no-report', '--quiet', ...options], {cwd: root});
    return (await start(program, ['hash', result])).stdout.split(' ')[0]!;
  } finally {
    rmSync(folder, {recursive: true});
  }
}

/** What the program says against a scenario. */
export async function nativeProblems(scenario: string): Promise<string> {
  try {
    await start(program, ['compare', scenario, '--quiet', '-o', join(tmpdir(), 'candor-refused.h5')], {cwd: root});
  } catch (error) {
    return (error as {stderr: string}).stderr.trim();
  }
  throw new Error(`${scenario} is accepted`);
}

export interface Source {
  base: string;
  name: string;
  changes: Record<string, unknown>;
  files: Record<string, string>;
}

export const sourceOf = (path: string, files: Record<string, string> = {}): Source =>
  ({base: readFileSync(root + path, 'utf8'), name: path, changes: {}, files});

/** Waits until the page has its engine. */
export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => 'harness' in window);
}
