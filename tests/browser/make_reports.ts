/** Runs what the tests look at and makes its reports, in build/browser. */
import {execFile, spawn} from 'node:child_process';
import {mkdirSync, rmSync, statSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {promisify} from 'node:util';
import {folder, program, recipes, reportFile, resultFile, root, type Recipe} from './support/reports.ts';

const start = promisify(execFile);

/** Starts a run that is longer than anybody waits for, and interrupts it as a person would. */
async function interrupted(line: string[], at: number): Promise<void> {
  const run = spawn(program, [...line, '--progress', 'json'], {cwd: root, stdio: ['ignore', 'ignore', 'pipe']});
  const ended = new Promise<number | null>((done) => run.on('close', done));
  let asked = false;  // a second time would end it without a file
  for await (const said of createInterface({input: run.stderr})) {
    if (!asked && said.startsWith('{') && JSON.parse(said).done >= at) asked = run.kill('SIGINT');
  }
  const code = await ended;
  if (code !== 130) throw new Error(`an interrupted run ended with ${code}`);
}

async function make(recipe: Recipe): Promise<void> {
  const result = resultFile(recipe);
  // One policy alone has no report unless asked for.
  const without = recipe.arguments[0] === 'run' ? [] : ['--no-report'];
  const line = [...recipe.arguments, '-o', recipe.sweep ? `${folder}${recipe.name}` : result, ...without];
  if (recipe.interruptAt) await interrupted(line, recipe.interruptAt);
  else await start(program, [...line, '--quiet'], {cwd: root});
  if (!recipe.beside) await report(recipe);
}

async function report(recipe: Recipe): Promise<void> {
  const data = recipe.data ? ['--data', recipe.data] : [];
  const sweep = recipes.filter(({name}) => name === recipe.beside).flatMap((of) => ['--sweep', resultFile(of)]);
  await start(program, ['report', resultFile(recipe), '-o', reportFile(recipe.name), ...data, ...sweep], {cwd: root});
}

rmSync(folder, {recursive: true, force: true});
mkdirSync(folder, {recursive: true});
const waiting = [...recipes].reverse();
const worker = async () => {
  for (let recipe = waiting.pop(); recipe; recipe = waiting.pop()) await make(recipe);
};
await Promise.all([worker(), worker()]);
for (const recipe of recipes.filter(({beside}) => beside)) await report(recipe);
const bytes = recipes.map((recipe) => statSync(reportFile(recipe.name)).size);
console.log(`${recipes.length} reports, up to ${Math.round(Math.max(...bytes) / 1000)} kB`);
