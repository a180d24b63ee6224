import {defineConfig} from 'vite';
import {viteSingleFile} from 'vite-plugin-singlefile';

// One file without references: scripts and styles are inlined.
export default defineConfig({
  root: 'source/report',
  plugins: [viteSingleFile({removeViteModuleLoader: true})],
  build: {outDir: '../../build', emptyOutDir: true, target: 'es2022'},
});
