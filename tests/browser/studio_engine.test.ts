/** The engine in the page computes what the program computes, whoever runs what and whatever is asked for meanwhile. */
import assert from 'node:assert/strict';
import {isUtf8} from 'node:buffer';
import {readdirSync, readFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import type {Browser, Page} from 'playwright-core';
import {launch, openAddress, type Opened} from './support/browser.ts';
import {root} from './support/reports.ts';
import {addresses, makeHarness, nativeHash, nativeProblems, ready, sourceOf, type Source} from './support/studio.ts';
import {closeQuietly} from './support/studio_use.ts';

let browser: Browser;
let pages: Awaited<ReturnType<typeof addresses>>;
before(async () => {
  pages = await addresses(await makeHarness());
  browser = await launch();
});
after(async () => {
  await browser.close();
  pages.close();
});

/** Opens the harness, and looks afterwards whether it was quiet and alone. */
async function inPage(address: string, look: (page: Page) => Promise<void>): Promise<void> {
  const opened: Opened = await openAddress(browser, address);
  opened.page.setDefaultTimeout(60_000);
  await ready(opened.page);
  await look(opened.page);
  await closeQuietly(opened);
}

/** Hash and all figures of a scenario that `workers` run. */
function shown(page: Page, source: Source, workers: number, outcomes = ['trust_leader', 'quits']) {
  return page.evaluate(async ([source, workers, outcomes]) => {
    const engine = window.harness.localEngine(workers);
    const opened = await engine.open(source);
    if (opened.problems !== null) throw new Error(opened.problems);
    return engine.run(outcomes);
  }, [source, workers, outcomes] as const);
}

const small = 'tests/browser/scenarios/small.yaml';
const chart = {'any_script.csv': readFileSync(`${root}tests/browser/scenarios/any_script.csv`, 'utf8')};
const scenarios: {path: string; about: string; files?: Record<string, string>}[] = [
  {path: small, about: 'a timeline'},
  {path: 'scenarios/you_work_for_me.yaml', about: 'variants that are not compared'},
  {path: 'scenarios/turnover_and_newcomers.yaml', about: 'variants'},
  {path: 'scenarios/becoming_level2.yaml', about: 'timelines of variants'},
  {path: 'scenarios/imported_company.yaml', about: 'a chart and ties of a story'},
  {path: 'tests/browser/scenarios/any_script.yaml', about: 'a chart that was dropped', files: chart},
];

for (const {path, about, files} of scenarios) {
  test(`${path} (${about}) gives the bytes of the program`, async () => {
    const expected = await nativeHash(path);
    for (const address of pages.addresses) {
      await inPage(address, async (page) => {
        assert.equal((await shown(page, sourceOf(path, files), 2)).content_hash, expected, address.slice(0, 4));
      });
    }
  });
}

test('who runs what does not matter', async () => {
  await inPage(pages.addresses[0], async (page) => {
    const source = sourceOf('scenarios/return_to_office.yaml');
    const one = await shown(page, source, 1);
    assert.deepEqual(await shown(page, source, 4), one);
    assert.equal(one.content_hash, await nativeHash(source.name));
  });
});

test('changes are those of the program', async () => {
  await inPage(pages.addresses[0], async (page) => {
    const changes = {organization: {members: 80}, environment: {turbulence: 0.4}, run: {replicates: 5}};
    const set = Object.entries(changes).flatMap(([section, keys]) =>
      Object.entries(keys).flatMap(([key, value]) => ['--set', `${section}.${key}=${value}`]));
    const {content_hash} = await shown(page, {...sourceOf(small), changes}, 3);
    assert.equal(content_hash, await nativeHash(small, ...set));
    assert.notEqual(content_hash, await nativeHash(small));
  });
});

const bad = 'tests/scenarios/bad/';
/** All that lie alone and are text: a page gives text, and only the files that it has. */
const refused = readdirSync(root + bad).filter((name) => name.endsWith('.yaml')).map((name) => bad + name).filter((path) => {
  const bytes = readFileSync(root + path);
  return isUtf8(bytes) && !/extends|reports_to:|ties:/.test(bytes.toString());
});

test('a scenario is refused in the words of the program, and the one before stays', async () => {
  await inPage(pages.addresses[0], async (page) => {
    const sources = refused.map((path) => sourceOf(path));
    const found = await page.evaluate(async ([good, sources]) => {
      const engine = window.harness.localEngine(2);
      await engine.open(good);
      const before = (await engine.run([])).content_hash;
      const problems: (string | null)[] = [];
      for (const source of sources) problems.push((await engine.open(source)).problems);
      return {problems, before, after: (await engine.run([])).content_hash};
    }, [sourceOf(small), sources] as const);
    const said = Object.fromEntries(refused.map((path, index) => [path, found.problems[index]?.trim()]));
    const wanted: typeof said = {};
    for (const path of refused) wanted[path] = await nativeProblems(path);
    assert.deepEqual(said, wanted);
    assert.ok(refused.length > 50);
    assert.equal(found.after, found.before);
  });
});

test('the newest scenario wins, and what was asked of others is dropped', async () => {
  await inPage(pages.addresses[0], async (page) => {
    const found = await page.evaluate(async (source) => {
      const {localEngine, Superseded} = window.harness;
      const engine = localEngine(3);
      const told = (work: Promise<unknown>) => work.then(() => 'answered', (error) =>
        error instanceof Superseded ? 'superseded' : `${error}`);
      const with_ = (replicates: number) => ({...source, changes: {run: {replicates}}});
      await engine.open(with_(2000));
      const began = performance.now();
      let done = 0;
      const long = told(engine.run([], (now) => { done = now; }));
      const people = told(engine.people(1));
      let over = false;
      long.then(() => { over = true; });
      while (done === 0 && !over) await new Promise((next) => setTimeout(next, 1));
      const opens = [3, 4, 5, 6].map((replicates) => told(engine.open(with_(replicates))));
      const both = [told(engine.run(['quits'])), told(engine.run(['trust_leader']))];
      const asked = {long: await long, people: await people, opens: await Promise.all(opens), both: await Promise.all(both)};
      const {replicates, content_hash, fans} = await engine.run(['voice']);
      return {asked, done, milliseconds: performance.now() - began, replicates, content_hash, of: fans[0]!.outcome};
    }, sourceOf(small));
    assert.equal(found.asked.long, 'superseded');
    assert.deepEqual(found.asked.opens, ['superseded', 'superseded', 'superseded', 'answered']);
    assert.deepEqual(found.asked.both, ['superseded', 'answered']);
    assert.ok(found.done > 0 && found.done < 2000, `${found.done} replicates of the long run`);
    assert.equal(found.replicates, 6);
    assert.equal(found.of, 'voice');
    assert.equal(found.content_hash, await nativeHash(small, '--replicates', '6'));
  });
});

test('a run ends when it is superseded, however long its workers are busy with one organization', async () => {
  await inPage(pages.addresses[0], async (page) => {
    const ended = await page.evaluate(async (source) => {
      const {localEngine, Superseded} = window.harness;
      const engine = localEngine(12);
      const pause = (milliseconds: number) => new Promise((next) => setTimeout(next, milliseconds));
      const ended: string[] = [];
      for (let turn = 0; turn < 4; turn += 1) {
        await engine.open({...source, changes: {organization: {members: 3000}, run: {replicates: 200}}});
        const long = engine.run([]).then(() => 'answered', (error) => error instanceof Superseded ? 'superseded' : `${error}`);
        await pause(50);
        await engine.open(source);
        await engine.run([]);
        ended.push(await Promise.race([long, pause(20_000).then(() => 'never')]));
      }
      return ended;
    }, sourceOf(small));
    assert.deepEqual(ended, ['superseded', 'superseded', 'superseded', 'superseded']);
  });
});

test('a scenario that is refused ends a run, which then can be had again', async () => {
  await inPage(pages.addresses[0], async (page) => {
    const found = await page.evaluate(async (source) => {
      const engine = window.harness.localEngine(2);
      await engine.open({...source, changes: {run: {replicates: 300}}});
      const run = engine.run([]).catch((error) => error.constructor === window.harness.Superseded);
      const {problems} = await engine.open({...source, base: 'nonsense: 1'});
      return {run: await run, problems, again: (await engine.run([])).content_hash};
    }, sourceOf(small));
    assert.equal(found.run, true);
    assert.match(found.problems!, /unknown key `nonsense`/);
    assert.equal(found.again, await nativeHash(small, '--replicates', '300'));
  });
});

test('a long run tells how far it is, and shows what it has', async () => {
  await inPage(pages.addresses[0], async (page) => {
    const {told, shown, replicates} = await page.evaluate(async (source) => {
      const engine = window.harness.localEngine(2);
      await engine.open({...source, changes: {run: {replicates: 400}}});
      const told: number[] = [];
      const shown: number[] = [];
      const {replicates} = await engine.run([], (done, total, soFar) => {
        if (total !== 400) throw new Error(`${total} in all`);
        if (soFar) shown.push(soFar.replicates);
        else told.push(done);
      });
      return {told, shown, replicates};
    }, sourceOf('scenarios/hierarchy_or_level2.yaml'));
    assert.equal(replicates, 400);
    assert.equal(told.at(-1), 400);
    assert.deepEqual(told, told.toSorted((a, b) => a - b));
    assert.ok(shown.length > 0 && shown.every((count) => count > 0 && count <= 400), `${shown}`);
  });
});

test('people, explanations and the report are of the scenario', async () => {
  await inPage(pages.addresses[0], async (page) => {
    const found = await page.evaluate(async (source) => {
      const engine = window.harness.localEngine(2);
      await engine.open(source);
      await engine.run([]);
      const people = await engine.people(2);
      const explained = await engine.explain(people.charts[0]!.ids[3]!, 12, 2);
      const wrong = await engine.explain('nobody', 12, 2).catch((error: Error) => error.message);
      return {people, explained, wrong, report: await engine.report()};
    }, sourceOf(small));
    assert.equal(found.people.replicate, 2);
    assert.equal(found.people.policies.length, 2);
    assert.deepEqual(found.explained.map(({policy}) => policy), ['command', 'level2']);
    assert.match(`${found.wrong}`, /nobody/);
    const payload = JSON.parse(/id="payload">(.*?)<\/script>/s.exec(found.report)![1]!);
    assert.equal(payload.reproduce.content_hash, await nativeHash(small));
    assert.match(found.report, /<title>A small organization<\/title>/);
    const report = await page.context().newPage();
    await report.setContent(found.report);
    assert.match(await report.locator('h1').innerText(), /\w/);
    assert.ok((await report.locator('figure').count()) >= 5);
    await report.close();
  });
});

test('workers that are lost are replaced', async () => {
  await inPage(pages.addresses[0], async (page) => {
    await page.evaluate(async (source) => {
      const engine = window.harness.localEngine(2);
      await engine.open(source);
      await engine.run([]);
      Object.assign(window, {engine});
    }, sourceOf(small));
    const workers = page.workers();
    assert.equal(workers.length, 2);
    const lost = Promise.all(workers.map((worker) => new Promise((done) => worker.on('close', done))));
    await workers[1]!.evaluate(() => { setTimeout(() => { throw new Error('made to fail'); }, 0); });
    await lost;
    const hash = await page.evaluate(async () =>
      (await (window as unknown as {engine: ReturnType<typeof window.harness.localEngine>}).engine.run([])).content_hash);
    assert.equal(hash, await nativeHash(small));
    assert.equal(page.workers().length, 2);
  });
});

test('an engine without memory says so, and the next scenario runs', async () => {
  await inPage(pages.addresses[0], async (page) => {
    const found = await page.evaluate(async (source) => {
      const engine = window.harness.localEngine(1);
      const failed = await engine.open({...source, changes: {organization: {members: 50_000_000}}})
        .then(() => engine.run([])).then(({replicates}) => `${replicates} replicates`, (error: Error) => error.message);
      await engine.open(source);
      return {failed, hash: (await engine.run([])).content_hash};
    }, sourceOf(small));
    assert.equal(found.failed, 'the engine ran out of memory (fewer members, weeks or replicates need less)');
    assert.equal(found.hash, await nativeHash(small));
  });
});
