/** What of the studio's engine needs no page: which request wins, how a report is filled in. */
import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {textOf} from '../../tools/web/packed.ts';
import type {Payload} from '../../tools/web/source/report/payload.ts';
import {bytesOf} from '../../tools/web/source/studio/carried.ts';
import {Superseded} from '../../tools/web/source/studio/engine.ts';
import {Newest} from '../../tools/web/source/studio/newest.ts';
import {reportPage} from '../../tools/web/source/studio/report_page.ts';
import {root} from './support/reports.ts';

/** Work that ends when it is told to. */
function held() {
  const state = {begun: false};
  let resolve!: (result: string) => void;
  let reject!: (why: Error) => void;
  const ended = new Promise<string>((...both) => { [resolve, reject] = both; });
  return {state, resolve, reject, work: () => { state.begun = true; return ended; }};
}

const isSuperseded = (error: unknown) => error instanceof Superseded;

test('of what waits only the newest goes ahead', async () => {
  const newest = new Newest();
  const [first, second, third] = [held(), held(), held()];
  const asked = [first, second, third].map(({work}) => newest.do(work));
  const dropped = Promise.all(asked.slice(0, 2).map((one) => assert.rejects(one, isSuperseded)));
  first.resolve('first');
  third.resolve('third');
  assert.equal(await asked[2], 'third');
  await dropped;
  assert.equal(second.state.begun, false);
});

test('what fails does not hold up what follows', async () => {
  const newest = new Newest();
  const failing = held();
  const failed = assert.rejects(newest.do(failing.work), /broken/);
  failing.reject(new Error('broken'));
  await failed;
  assert.equal(await newest.do(async () => 'well'), 'well');
});

test('idle is when the last one is done', async () => {
  const newest = new Newest();
  await newest.idle();
  const one = held();
  const asked = newest.do(one.work);
  let idle = false;
  const waited = newest.idle().then(() => { idle = true; });
  await new Promise((next) => setTimeout(next, 5));
  assert.equal(idle, false);
  one.resolve('done');
  await asked;
  await waited;
  assert.equal(idle, true);
});

test('no text of a scenario becomes a part of a report', () => {
  const title = '</title></script><script>alert(1)</script><!-- $& $1 & \u2028\u2029';
  const payload = {title, question: title} as Payload;
  const page = reportPage(readFileSync(`${root}tools/web/report.html`, 'utf8'), payload);
  const [, data] = /<script type="application\/json" id="payload">(.*?)<\/script>/.exec(page)!;
  assert.deepEqual(JSON.parse(data!), payload);
  assert.doesNotMatch(data!, /[<\u2028\u2029]/);
  const [, named] = /<title>(.*?)<\/title>/s.exec(page)!;
  assert.match(named!, /^&lt;\/title&gt;&lt;\/script&gt;.* &amp; /s);
});

test('bytes that a page carries come back, and are no markup', () => {
  for (let size = 0; size < 400; size += 1) {
    const bytes = randomBytes(size % 40);
    assert.deepEqual(Buffer.from(bytesOf(textOf(bytes))), bytes);
  }
  for (const same of [0, 255]) assert.deepEqual(Buffer.from(bytesOf(textOf(Buffer.alloc(40, same)))), Buffer.alloc(40, same));
  const many = randomBytes(300_000);
  const text = textOf(many);
  assert.deepEqual(Buffer.from(bytesOf(text)), many);
  assert.doesNotMatch(text, /[^\x01-\x7f]|[\r<]/);
  assert.ok(text.length < 1.152 * many.length);
});
