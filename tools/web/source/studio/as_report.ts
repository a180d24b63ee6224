/** What the engine shows as the report's figures want it: they draw the same here. */
import type {Payload} from '../report/payload.ts';
import type {Description, Opened, Shown} from './engine.ts';

export function asReport(shown: Shown, opened: Opened, {engine_version}: Description): Payload {
  return {
    ...shown, schema: 'candor.report/1', kind: 'comparison', title: opened.title, question: opened.question,
    levels: null, people: null, no_people: '', matters: [], regimes: [], sweep: null, incomplete: [],
    assumptions: {styles: {elements: [], styles: []}, parameters: [], calibration: ''},
    reproduce: {
      command: 'candor compare', partial: false, file: 'studio', seed: `${opened.seed}`, content_hash: shown.content_hash,
      engine_version, build: [], scenarios: [], verify: '',
    },
  };
}
