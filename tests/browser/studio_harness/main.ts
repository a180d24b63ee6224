/** The engine of the studio for tests to drive, without the studio. */
import {Superseded} from '../../../tools/web/source/studio/engine.ts';
import {localEngine} from '../../../tools/web/source/studio/local_engine.ts';
import {remoteEngine} from '../../../tools/web/source/studio/remote_engine.ts';
import {served} from '../../../tools/web/source/studio/served.ts';

const harness = {
  localEngine: (workers?: number) => localEngine(window.carried.parts, workers),
  remoteEngine: (api: string) => remoteEngine(api, window.carried.parts.template),
  served, Superseded,
};
export type Harness = typeof harness;
Object.assign(window, {harness});
