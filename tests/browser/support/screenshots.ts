/** Pictures of a page set against those that are kept. CANDOR_RENEW_SCREENSHOTS=1 keeps new ones instead. */
import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {PNG, pixelmatch} from './packages.ts';
import {folder, root} from './reports.ts';

/** Pixels that may differ: fewer than any change that anybody would see. */
const most = 50;

export function assertLooksAsBefore(name: string, taken: Buffer): void {
  const kept = `${root}tests/browser/screenshots/${name}.png`;
  if (process.env['CANDOR_RENEW_SCREENSHOTS'] === '1') {
    writeFileSync(kept, taken);
    return;
  }
  const now = PNG.sync.read(taken);
  const before = PNG.sync.read(readFileSync(kept));
  mkdirSync(`${folder}screenshots`, {recursive: true});
  const seen = `${folder}screenshots/${name}.png`;
  writeFileSync(seen, taken);
  assert.deepEqual([now.width, now.height], [before.width, before.height], `sizes of ${seen} and ${kept}`);
  const difference = new PNG({width: now.width, height: now.height});
  const pixels = pixelmatch(before.data, now.data, difference.data, now.width, now.height, {threshold: 0.1});
  const marked = `${folder}screenshots/${name}_difference.png`;
  writeFileSync(marked, PNG.sync.write(difference));
  assert.ok(pixels <= most, `${pixels} pixels of ${seen} are not as in ${kept}, see ${marked}`);
}
