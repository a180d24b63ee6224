import type {Shown} from './engine.ts';

/** Milliseconds after which a run shows what it has so far: most are over before. */
const patience = 400;

/** Tells how far a run is; from time to time, once it takes long, with what it shows so far. */
export function patient(
  show: () => Promise<Shown>, progress: (done: number, total: number, shown?: Shown) => void,
): (done: number, total: number) => void {
  let next = performance.now() + patience;
  return (done, total) => {
    progress(done, total);
    if (performance.now() < next) return;
    next = Infinity;
    const began = performance.now();
    // Showing holds up running: it may take a tenth of the time.
    const goOn = () => { next = performance.now() + Math.max(patience, 9 * (performance.now() - began)); };
    show().then((shown) => {
      progress(done, total, shown);
      goOn();
    }, goOn);  // there was nothing yet
  };
}
