/** The studio as `candor serve` serves it: the engine of the program says what the engine in the page says. */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, before, test} from 'node:test';
import type {Browser, Page} from 'playwright-core';
import type {Payload} from '../../tools/web/source/report/payload.ts';
import {close, launch, openAddress, openFile, type Opened} from './support/browser.ts';
import {program, root} from './support/reports.ts';
import {serve} from './support/serving.ts';
import {makeHarness, ready, sourceOf, studioFile} from './support/studio.ts';

let browser: Browser;
let harness: string;
before(async () => {
  harness = await makeHarness();
  browser = await launch();
});
after(() => browser.close());

/** Opens a served page; afterwards it was quiet, and asked nobody but who served it. */
async function inServed(options: string[], look: (page: Page, opened: Opened) => Promise<void>): Promise<void> {
  const serving = await serve(...options);
  const opened = await openAddress(browser, serving.address);
  opened.page.setDefaultTimeout(60_000);
  try {
    await look(opened.page, opened);
    assert.deepEqual(opened.messages, [], 'the console is silent');
    assert.deepEqual(opened.requests.filter((address) => !address.startsWith(serving.address)), []);
  } finally {
    await close(opened);
    assert.equal(await serving.stop(), 130);
  }
}

const small = sourceOf('tests/browser/scenarios/small.yaml');
/** So many runs that nobody waits for the last. */
const endless = {...small, changes: {organization: {members: 5_000}, run: {replicates: 2_000}}};

test('both engines say the same', async () => {
  await inServed(['--studio', harness], async (page) => {
    await ready(page);
    const [remote, local] = await page.evaluate(async (source) => {
      const {served, remoteEngine, localEngine} = window.harness;
      const said = [];
      for (const engine of [remoteEngine(served().api!), localEngine(2)]) {
        const opened = await engine.open(source);
        const progress: [number, number][] = [];
        const shown = await engine.run(['trust_leader', 'quits'], (done, total) => progress.push([done, total]));
        const people = await engine.people(2);
        const explained = await engine.explain(people.charts[0]!.ids[3]!, 6, 2);
        const again = await engine.run(['voice']);
        said.push({description: await engine.describe(), opened, shown, people, explained, again, last: progress.at(-1)});
      }
      return said;
    }, small);
    assert.deepEqual(remote, local);
    assert.deepEqual(remote!.last, [remote!.shown.replicates, remote!.shown.replicates]);
  });
});

test('it gives the whole report', async () => {
  await inServed(['--studio', harness], async (page) => {
    await ready(page);
    const [hash, report] = await page.evaluate(async (source) => {
      const engine = window.harness.remoteEngine(window.harness.served().api!);
      await engine.open(source);
      return [(await engine.run(['quits'])).content_hash, await engine.report()];
    }, small);
    const [, payload] = /<script type="application\/json" id="payload">(.*?)<\/script>/s.exec(report!)!;
    assert.equal((JSON.parse(payload!) as Payload).reproduce.content_hash, hash);
  });
});

test('the newest scenario counts', async () => {
  await inServed(['--studio', harness], async (page) => {
    await ready(page);
    const said = await page.evaluate(async ([small, endless]) => {
      const {served, remoteEngine, Superseded} = window.harness;
      const engine = remoteEngine(served().api!);
      const ended = (result: Promise<unknown>) =>
        result.then(() => 'done', (error: Error) => (error instanceof Superseded ? 'superseded' : error.message));
      await engine.open(endless);
      let begun = () => {};
      const progress = new Promise<void>((resolve) => { begun = resolve; });
      const long = ended(engine.run(['quits'], () => begun()));
      await progress;
      const people = await ended(engine.people(1));
      const opened = await engine.open(small);
      const shown = await engine.run(['quits']);
      return {long: await long, people, shown: shown.replicates, replicates: opened.problems === null && opened.replicates};
    }, [small, endless] as const);
    assert.deepEqual(said, {long: 'superseded', people: 'done', shown: said.replicates, replicates: said.replicates});
  });
});

test('long runs show what is done so far', async () => {
  await inServed(['--studio', harness], async (page) => {
    await ready(page);
    const said = await page.evaluate(async ([small, endless]) => {
      const {served, remoteEngine} = window.harness;
      const engine = remoteEngine(served().api!);
      await engine.open(endless);
      const seen: {done: number; replicates: number; total: number}[] = [];
      const ended = await new Promise<string>((resolve) => {
        const shows = (done: number, total: number, shown?: {replicates: number}) => {
          if (shown) seen.push({done, total, replicates: shown.replicates});
          if (seen.length === 3) resolve('seen');
        };
        engine.run(['quits'], shows).then(() => resolve('done'), (error: Error) => resolve(error.message));
      });
      const people = await engine.people(1);
      await engine.open(small);  // ends it
      return {seen, ended, policies: people.policies.length};
    }, [small, endless] as const);
    assert.equal(said.ended, 'seen');
    assert.equal(said.policies, 2, 'people may be looked at meanwhile');
    const replicates = said.seen.map((each) => each.replicates);
    assert.ok(replicates[0]! > 0 && replicates[0]! < replicates[1]! && replicates[1]! < replicates[2]! && replicates[2]! < 2_000, `${replicates}`);
  });
});

test('a page that is loaded anew during a run runs it again', async () => {
  await inServed(['--studio', harness], async (page) => {
    const begin = async () => {
      await ready(page);
      return page.evaluate(async (source) => {
        const engine = window.harness.remoteEngine(window.harness.served().api!);
        await engine.open(source);
        return new Promise<string>((resolve) => {
          void engine.run(['quits'], (done) => { if (done > 3) resolve('runs'); }).catch((error: Error) => resolve(error.message));
        });
      }, endless);
    };
    assert.equal(await begin(), 'runs');
    await page.reload();
    assert.equal(await begin(), 'runs');
  });
});

test('what is wrong is said', async () => {
  await inServed(['--studio', harness], async (page) => {
    await ready(page);
    const said = await page.evaluate(async (source) => {
      const {served, remoteEngine} = window.harness;
      const engine = remoteEngine(served().api!);
      const refused = await engine.open({...source, base: 'organization: {membrs: 3}'});
      await engine.open(source);
      await engine.run(['quits']);
      return [refused.problems, await engine.explain('nobody', 1, 1).catch((error: Error) => error.message)];
    }, small);
    assert.match(String(said[0]), /unknown key `membrs`/);
    assert.match(String(said[1]), /nobody/);
  });
});

test('the studio begins with the scenario that is served', async () => {
  await inServed(['tests/browser/scenarios/small.yaml', '--studio', studioFile], async (page, opened) => {
    await page.locator('#figures figure svg').first().waitFor();
    assert.match(await page.locator('.headline').innerText(), new RegExp(await titleOf(page)));
    assert.ok(opened.requests.some((address) => address.includes('/api/run?')), 'the program runs it');
    const before = await page.locator('.headline').innerText();
    await page.getByRole('slider').first().press('End');
    await page.waitForFunction((text) => document.querySelector<HTMLElement>('.headline')!.innerText !== text, before);
    await page.waitForURL(/#s=/);
  });
});

const titleOf = (page: Page): Promise<string> =>
  page.evaluate(() => /^title: *(.*)$/m.exec(JSON.parse(document.getElementById('served')!.textContent!).scenario.text)![1]!);

test('a result is shown as its report', async () => {
  const result = join(mkdtempSync(join(tmpdir(), 'candor-')), 'result.h5');
  execFileSync(program, ['compare', 'tests/browser/scenarios/small.yaml', '-o', result, '--no-report', '--quiet'], {cwd: root});
  try {
    await inServed([result], async (page, opened) => {
      await page.locator('figure svg').first().waitFor();
      assert.match(await page.locator('h1').first().innerText(), /In this model/);
      const [picture] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: 'PNG'}).first().click()]);
      assert.ok(statSync(await picture.path()).size > 5_000);
      assert.equal(opened.requests.length, 0, 'one page, and nothing else');
    });
  } finally {
    rmSync(dirname(result), {recursive: true});
  }
});

test('the page that is made of a scenario opens by double click', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'candor-'));
  try {
    const file = join(folder, 'company.html');
    execFileSync(program, ['studio', 'scenarios/imported_company.yaml', '-o', file, '--studio', studioFile, '--no-open'], {cwd: root});
    const opened = await openFile(browser, file);
    await opened.page.locator('#figures figure svg').first().waitFor({timeout: 60_000});
    assert.match(await opened.page.locator('.headline').innerText(), /Imported company/);
    assert.deepEqual([opened.messages, opened.requests], [[], []]);
    await close(opened);
  } finally {
    rmSync(folder, {recursive: true});
  }
});

test('a page whose program has ended says so', async () => {
  const serving = await serve('--studio', harness);
  const opened = await openAddress(browser, serving.address);
  await ready(opened.page);
  const waiting = opened.page.evaluate(async (source) => {
    const {served, remoteEngine} = window.harness;
    const engine = remoteEngine(served().api!);
    await engine.open(source);
    const began = new Promise<void>((resolve) => { Object.assign(window, {began: resolve}); });
    const run = engine.run(['quits'], () => (window as unknown as {began(): void}).began());
    const ended = run.catch((error: Error) => error.message);
    await began;
    document.title = 'running';
    return [await ended, await engine.open({...source, name: 'other.yaml'}).catch((error: Error) => error.message)];
  }, endless);
  await opened.page.waitForFunction(() => document.title === 'running');
  const began = performance.now();
  assert.equal(await serving.stop(), 130);
  assert.ok(performance.now() - began < 2_000, 'within two seconds');
  for (const message of await waiting) assert.match(String(message), /the program that serves this page/);
  await close(opened);
});
