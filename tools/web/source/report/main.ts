import type {Payload} from './payload.ts';

const payload: Payload = JSON.parse(document.getElementById('payload')!.textContent!);
document.title = payload.title;
