/** What the tests use of npm. Its packages are beside the pages' sources, and Node looks for them beside who imports. */
import {createRequire} from 'node:module';

const require = createRequire(new URL('../../../tools/web/package.json', import.meta.url));

export const {chromium} = require('playwright-core') as typeof import('playwright-core');
export const {PNG} = require('pngjs') as typeof import('pngjs');
export const {default: pixelmatch} = require('pixelmatch') as typeof import('pixelmatch');
export const axe = (require('axe-core') as typeof import('axe-core')).source;
