/**
 * Pages that carry files as texts of elements (source/studio/start.ts is the way back), compressed by xz, which takes a
 * quarter less than gzip. Texts share an archive, as the page's own script has much in common with the report's page.
 */
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {basename} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import {build, type Plugin, type Rolldown} from 'vite';
import {digits, more, unfit} from './source/studio/carried.ts';

const mark = '?packed';

/**
 * `import text from 'page.html?packed'`, `import unpack from 'code.wasm?packed'`: what the page carries. It carries its own
 * script and looks as well, so this comes after what puts those into the page.
 */
export function packed(): Plugin[] {
  const texts = new Map<string, string>();
  const binaries = new Map<string, string>();
  return [imports(texts, binaries), {
    name: 'candor:packed-page',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'asset' || !file.fileName.endsWith('.html')) continue;
          file.source = await packedPage(`${file.source}`, texts, binaries);
        }
      },
    },
  }];
}

/** Finds out which files the page carries: their paths by their names. */
function imports(texts: Map<string, string>, binaries: Map<string, string>): Plugin {
  return {
    name: 'candor:packed-imports',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(mark)) return null;
      const file = await this.resolve(source.slice(0, -mark.length), importer, {skipSelf: true});
      return file ? `\0${file.id}${mark}` : null;
    },
    load(id) {
      if (!id.startsWith('\0') || !id.endsWith(mark)) return null;
      const path = id.slice(1, -mark.length);
      const name = basename(path);
      const isText = name.endsWith('.html');
      (isText ? texts : binaries).set(name, path);
      this.addWatchFile(path);
      return `export default ${isText ? `carried.texts['${name}']` : `() => carried.unpack('${name}')`};`;
    },
  };
}

async function packedPage(whole: string, texts: Map<string, string>, binaries: Map<string, string>): Promise<string> {
  const {page, style, script} = parted(whole);
  const files = Object.fromEntries([...texts].map(([name, path]) => [name, readFileSync(path, 'utf8')]));
  const elements = [
    element('unpack', gzipSync(await bundled('unpack.ts'), {level: 9})),
    element('texts', compressed(JSON.stringify({style, script, ...files}))),
    ...[...binaries].map(([name, path]) => element(name, compressed(readFileSync(path)))),
    `<script>${await bundled('start.ts')}</script>\n`,
  ];
  return page.replace('</body>', () => `${elements.join('')}</body>`);
}

/** A page without its looks and its script, as nothing is to be seen before the script runs. */
function parted(whole: string): {page: string; style: string; script: string} {
  const [styleElement, style] = /<style[^>]*>(.*?)<\/style>\s*/s.exec(whole) ?? ['', ''];
  const [scriptElement, script] = /<script type="module"[^>]*>(.*?)<\/script>\s*/s.exec(whole)!;
  return {page: whole.replace(styleElement, '').replace(scriptElement, ''), style: style!, script: script!};
}

/** A script of the studio as one text. */
async function bundled(name: string): Promise<string> {
  const entry = fileURLToPath(new URL(`source/studio/${name}`, import.meta.url));
  const [made] = await build({
    configFile: false,
    logLevel: 'warn',
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
