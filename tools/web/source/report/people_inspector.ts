/** Says who a cell is and how that member fares under each policy: where the pointer is, or by keys. */
import {element} from '../shared/element.ts';
import {cellAt} from './people_layout.ts';
import type {Plan} from './people_picture.ts';
import type {Player} from './people_player.ts';
import type {Recording} from './people_recording.ts';
import {idsOf} from './people_words.ts';

interface Inspected {
  plan(): Plan;
  everyone: Recording[];
  /** Of a member: who it is, then a line for each policy. */
  lines(id: string): string[];
  weeks: Player;
  /** A live region. */
  spoken: HTMLElement;
  /** The id that is inspected now; null if none is. */
  changed(id: string | null): void;
}

export interface Inspector {
  /** Says anew what may have changed. */
  update(): void;
}

export function inspect(canvas: HTMLCanvasElement, shown: Inspected): Inspector {
  const tooltip = element('div', {class: 'tooltip', hidden: '', 'aria-hidden': 'true'});
  canvas.parentElement!.append(tooltip);
  canvas.tabIndex = 0;
  let now: string | null = null;

  const update = () => {
    tooltip.hidden = now === null;
    if (now === null) return;
    tooltip.replaceChildren(...shown.lines(now).map((line) => element('p', {dir: 'auto'}, line)));
  };
  const choose = (id: string | null, x: number, y: number) => {
    if (id !== now) {
      now = id;
      shown.changed(id);
      update();
    }
    if (id !== null) place(tooltip, canvas, x, y);
  };
  const leave = () => choose(null, 0, 0);
  const point = (event: PointerEvent) => {
    const found = at(shown, event.offsetX, event.offsetY);
    choose(found, event.offsetX, event.offsetY);
  };
  canvas.addEventListener('pointermove', point);
  canvas.addEventListener('pointerdown', point);
  canvas.addEventListener('pointerleave', leave);
  canvas.addEventListener('blur', leave);
  addKeys(canvas, shown, {now: () => now, choose});
  return {update};
}

function at(shown: Inspected, x: number, y: number): string | null {
  for (const [policy, {layout}] of shown.plan().panels.entries()) {
    const cell = cellAt(layout, x, y);
    if (cell >= 0) return shown.everyone[policy]!.chart.ids[cell]!;
  }
  return null;
}

interface Chosen {
  now(): string | null;
  choose(id: string | null, x: number, y: number): void;
}

// Left and right: weeks. Up and down: members of all panels, from the top on. Announced when the key is released.
function addKeys(canvas: HTMLCanvasElement, shown: Inspected, {now, choose}: Chosen) {
  const ids = idsOf(shown.everyone);
  const go = (by: number) => {
    const present = now();
    const from = present === null ? (by > 0 ? -1 : ids.length) : ids.indexOf(present);
    const id = ids[Math.min(ids.length - 1, Math.max(0, from + by))]!;
    const panel = shown.everyone.findIndex(({chart}) => chart.ids.includes(id));
    const box = shown.plan().panels[panel]!.layout.boxes[shown.everyone[panel]!.chart.ids.indexOf(id)]!;
    choose(id, box.left + box.width, box.top + box.height);
  };
  const actions: Record<string, () => void> = {
    ArrowLeft: () => shown.weeks.step(-1),
    ArrowRight: () => shown.weeks.step(1),
    ArrowUp: () => go(-1),
    ArrowDown: () => go(1),
    Escape: () => choose(null, 0, 0),
    ' ': () => shown.weeks.toggle(),
  };
  canvas.addEventListener('keydown', (event) => {
    const action = actions[event.key];
    if (!action || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    action();
  });
  canvas.addEventListener('keyup', ({key}) => {
    if (key === 'ArrowLeft' || key === 'ArrowRight') shown.weeks.settle();
    const present = now();
    if ((key === 'ArrowUp' || key === 'ArrowDown') && present !== null) {
      shown.spoken.textContent = shown.lines(present).join('; ');
    }
  });
}

// Beside the point, on the side where there is room.
function place(tooltip: HTMLElement, canvas: HTMLCanvasElement, x: number, y: number) {
  const right = x + 14 + tooltip.offsetWidth <= canvas.clientWidth;
  tooltip.style.left = `${right ? x + 14 : Math.max(0, x - 14 - tooltip.offsetWidth)}px`;
  tooltip.style.top = `${Math.max(0, Math.min(y + 14, canvas.clientHeight - tooltip.offsetHeight))}px`;
}
