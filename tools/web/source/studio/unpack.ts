import {XzReadableStream} from 'xz-decompress';
import {carriedBytes, type Carried} from './carried.ts';

/** The content of a file that the page carries compressed by xz. A script of its own: start.ts cannot go on without. */
const unpack: Carried['unpack'] = (name) =>
  new Response(new XzReadableStream(new Blob([carriedBytes(name)]).stream())).arrayBuffer();
window.carried = {texts: {}, unpack};
