type Child = Node | string | null;

/** A new HTML element; strings become text, never markup. An attribute that is null is left out. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string | null> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** Names that come from data may be in any script, so they find their own direction. */
export const named = (text: string) => element('bdi', {}, text);

/** A labelled choice of one among several; `chosen` gets the index. */
export function choice(label: string, options: string[], chosen: (index: number) => void): HTMLLabelElement {
  const select = element('select', {}, ...options.map((text, index) => element('option', {value: `${index}`}, text)));
  select.addEventListener('change', () => chosen(select.selectedIndex));
  return element('label', {}, element('span', {class: 'muted'}, label), select);
}

/** A button that is on or off. */
export function toggle(label: string, on: boolean, changed: (on: boolean) => void): HTMLButtonElement {
  const button = element('button', {type: 'button', 'aria-pressed': `${on}`}, label);
  button.addEventListener('click', () => {
    const now = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', `${now}`);
    changed(now);
  });
  return button;
}
