import {fileURLToPath} from 'node:url';
import {defineConfig, type Plugin} from 'vite';
import {viteSingleFile} from 'vite-plugin-singlefile';
import {packed} from './packed.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const engine = here('../../build/studio-engine');

// Nothing leaves the page: it may ask nobody but the server that it came from, if there is one.
const policy = {
  'default-src': "'none'",
  'script-src': "'unsafe-inline' 'wasm-unsafe-eval' blob:",
  'worker-src': 'blob:',
  'style-src': "'unsafe-inline'",
  'img-src': 'data: blob:',
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

function contentPolicy(): Plugin {
  const content = Object.entries(policy).map((rule) => rule.join(' ')).join('; ');
  const tag = `<head>\n<meta http-equiv="Content-Security-Policy" content="${content}">`;
  return {name: 'candor:content-policy', transformIndexHtml: (page) => page.replace('<head>', tag)};
}

// One file without references, as the report; it carries the engine (tools/dev/studio_engine) and its workers as well.
export default defineConfig({
  root: here('source/studio'),
  resolve: {alias: {'candor-engine': engine}},
  plugins: [contentPolicy(), viteSingleFile({removeViteModuleLoader: true}), packed({
    texts: [here('report.html')],
    code: [`${engine}/candor-engine.wasm`],
  })],
  build: {
    outDir: here('../../build/studio'),
    emptyOutDir: true,
    target: 'es2022',
    // Compressing takes its time.
    rolldownOptions: {checks: {pluginTimings: false}},
  },
});
