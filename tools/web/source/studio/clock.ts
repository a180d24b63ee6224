/** Time passes: both organizations play on one clock. */
import {prefersCalm} from './motion.ts';
import {lastWeek, type ViewStore} from './view.ts';

// All weeks take so long at single speed, in milliseconds, within what eyes can follow.
const playTime = 20_000;
const pace = {least: 60, most: 700, calm: 1_000};

/** Milliseconds that a week is seen. Who asked for less motion gets a week a second. */
export function paceOf(weeks: number, speed: number): number {
  if (prefersCalm()) return pace.calm;
  return Math.min(pace.most, Math.max(pace.least, playTime / weeks)) / speed;
}

/** While it plays, `frame` is told at every frame of the screen how much of the week has passed, in 0..1; then 0 once. */
export function runClock(view: ViewStore, frame: (passed: number) => void) {
  let last: number | null = null;
  let passed = 0;
  const tick = (now: number) => {
    const {isPlaying, week, speed} = view.get();
    if (!isPlaying) return;
    const end = lastWeek(view.get());
    passed += last === null ? 0 : (now - last) / paceOf(end, speed);
    last = now;
    // Weeks are skipped rather than shown late.
    const weeks = Math.floor(passed);
    passed -= weeks;
    if (weeks > 0) view.set({week: Math.min(end, week + weeks)});
    if (view.get().week >= end) return view.set({isPlaying: false});
    frame(passed);
    requestAnimationFrame(tick);
  };
  view.subscribe((now, before) => {
    if (now.isPlaying === before.isPlaying) return;
    last = null;
    passed = 0;
    if (now.isPlaying) requestAnimationFrame(tick);
    else frame(0);
  });
}

/** From the beginning, where the end was reached. */
export function togglePlaying(view: ViewStore) {
  const {isPlaying, week} = view.get();
  if (isPlaying) return view.set({isPlaying: false});
  view.set({isPlaying: true, week: week >= lastWeek(view.get()) ? 1 : week});
}

export function goToWeek(view: ViewStore, week: number) {
  view.set({isPlaying: false, week: Math.min(lastWeek(view.get()), Math.max(1, week))});
}
export const goByWeeks = (view: ViewStore, by: number) => goToWeek(view, view.get().week + by);
