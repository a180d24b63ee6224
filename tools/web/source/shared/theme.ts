import './theme.css';
import {element} from './element.ts';

/*
 * Light or dark: as the system says, until the reader says otherwise. `themechange` tells those who draw pixels.
 */
const key = 'candor-theme';
const system = matchMedia('(prefers-color-scheme: dark)');

// A page opened from a file may have no storage.
function stored(): string | null {
  try { return localStorage.getItem(key); } catch { return null; }
}
function store(theme: string) {
  try { localStorage.setItem(key, theme); } catch { /* Then it is chosen again next time. */ }
}

function isDark(): boolean {
  const chosen = stored() ?? document.documentElement.dataset['chosen'];
  return chosen ? chosen === 'dark' : system.matches;
}

function apply() {
  document.documentElement.dataset['theme'] = isDark() ? 'dark' : 'light';
  dispatchEvent(new Event('themechange'));
}

/** Sets the page's theme and returns the button that changes it. Paper is always light. */
export function themeButton(): HTMLButtonElement {
  apply();
  const button = element('button', {type: 'button', class: 'theme'});
  const label = () => { button.textContent = isDark() ? 'Light theme' : 'Dark theme'; };
  const change = () => { apply(); label(); };
  label();
  system.addEventListener('change', change);
  button.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark';
    document.documentElement.dataset['chosen'] = theme;
    store(theme);
    change();
  });
  addEventListener('beforeprint', () => { document.documentElement.dataset['theme'] = 'light'; });
  addEventListener('afterprint', apply);
  return button;
}
