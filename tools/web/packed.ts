/**
 * Pages that carry files as texts of elements (source/studio/start.ts is the way back), compressed by xz, which takes a
 * quarter less than gzip. Texts share an archive, as the page's own script has much in common with the report's page.
 */
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {basename} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import {build, type Alias, type Plugin, type Rolldown} from 'vite';
import {digits, more, unfit} from './source/studio/carried.ts';

/** Puts into a page, besides its own script and looks: texts and code, by the names of these files. */
export function packed({texts, code}: {texts: string[]; code: string[]}): Plugin {
  let alias: Alias[] = [];
  return {
    name: 'candor:packed-page',
    enforce: 'post',
    configResolved(config) { alias = config.resolve.alias; },
    buildStart() { for (const file of [...texts, ...code]) this.addWatchFile(file); },
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'asset' || !file.fileName.endsWith('.html')) continue;
          const {page, ...own} = parted(`${file.source}`);
          const all = {...own, ...Object.fromEntries(texts.map((path) => [basename(path), readFileSync(path, 'utf8')]))};
          const elements = [
            element('first', gzipSync(await bundled('first.ts', alias), {level: 9})),
            ...code.map((path) => element(basename(path), compressed(readFileSync(path)))),
            element('texts', compressed(JSON.stringify(all))),
            `<script>${await bundled('start.ts', alias)}</script>\n`,
          ];
          file.source = page.replace('</body>', () => `${elements.join('')}</body>`);
        }
      },
    },
  };
}

/** A page without its looks and its script, as nothing is to be seen before the script runs. */
function parted(whole: string): {page: string; style: string; script: string} {
  const [styleElement, style] = /<style[^>]*>(.*?)<\/style>\s*/s.exec(whole) ?? ['', ''];
  const [scriptElement, script] = /<script type="module"[^>]*>(.*?)<\/script>\s*/s.exec(whole)!;
  return {page: whole.replace(styleElement, '').replace(scriptElement, ''), style: style!, script: script!};
}

/** A script of the studio as one text. */
async function bundled(name: string, alias: Alias[]): Promise<string> {
  const entry = fileURLToPath(new URL(`source/studio/${name}`, import.meta.url));
  const [made] = await build({
    configFile: false,
    logLevel: 'warn',
    resolve: {alias},
    // Workers of modules do not start in a page that was opened from a file.
    worker: {format: 'iife'},
    build: {write: false, target: 'es2022', lib: {entry, formats: ['iife'], name: 'carried'}},
  }) as Rolldown.RolldownOutput[];
  return made!.output[0].code;
}

/** Parameters for code: no alignment. */
const compressed = (bytes: string | Uint8Array) =>
  execFileSync('xz', ['--stdout', '--check=crc32', '--lzma2=preset=9e,lc=4,pb=0'], {input: bytes, maxBuffer: 2 ** 26});

function element(name: string, bytes: Uint8Array): string {
  return `<script type="application/octet-stream" id="${name}">${textOf(bytes)}</script>\n`;
}

/** Bytes as digits (carried.ts): an eighth less than base64. */
export function textOf(bytes: Uint8Array): string {
  const codes: number[] = [];
  const put = (digit: number) => codes.push(unfit.includes(digit) ? digits + unfit.indexOf(digit) : digit);
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held |= byte << bits;
    bits += 8;
    if (bits < 14) continue;
    const taken = (held & 8191) < more ? 14 : 13;
    const value = held & (1 << taken) - 1;
    put(value % digits);
    put(Math.floor(value / digits));
    held >>= taken;
    bits -= taken;
  }
  if (bits > 0) put(held % digits);
  if (bits > 6) put(Math.floor(held / digits));
  return Buffer.from(codes).toString('latin1');
}
