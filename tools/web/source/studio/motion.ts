const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** Whether the reader asked for less motion. */
export const prefersCalm = () => calm.matches;
