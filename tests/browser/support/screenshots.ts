/** Pictures of a page set against those that are kept. CANDOR_RENEW_SCREENSHOTS=1 keeps new ones instead. */
import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {PNG, pixelmatch} from './packages.ts';
import {folder, root} from './reports.ts';

/** The same pixels in as few bytes as there may be, as they stay in history. */
const small = (taken: Buffer) => PNG.sync.write(PNG.sync.read(taken), {colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0});

/** Pixels that may differ: fewer than any change that anybody would see. */
const most = 50;

type Picture = InstanceType<typeof PNG>;

const compare = (one: Picture, other: Picture, difference?: Picture) =>
  pixelmatch(one.data, other.data, difference?.data, one.width, one.height, {threshold: 0.1});

export const differentPixels = (one: Buffer, other: Buffer) => compare(PNG.sync.read(one), PNG.sync.read(other));

export function assertLooksAsBefore(name: string, taken: Buffer): void {
  const kept = `${root}tests/browser/screenshots/${name}.png`;
  if (process.env['CANDOR_RENEW_SCREENSHOTS'] === '1') {
    writeFileSync(kept, small(taken));
    return;
  }
  const now = PNG.sync.read(taken);
  const before = PNG.sync.read(readFileSync(kept));
  mkdirSync(`${folder}screenshots`, {recursive: true});
  const seen = `${folder}screenshots/${name}.png`;
  writeFileSync(seen, taken);
  assert.deepEqual([now.width, now.height], [before.width, before.height], `sizes of ${seen} and ${kept}`);
  const difference = new PNG({width: now.width, height: now.height});
  const pixels = compare(before, now, difference);
  const marked = `${folder}screenshots/${name}_difference.png`;
  writeFileSync(marked, PNG.sync.write(difference));
  assert.ok(pixels <= most, `${pixels} pixels of ${seen} are not as in ${kept}, see ${marked}`);
}
