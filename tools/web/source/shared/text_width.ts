const context = document.createElement('canvas').getContext('2d')!;
// Read once: reading it again would have the page compute its styles in the middle of drawing.
const family = getComputedStyle(document.documentElement).fontFamily;

/** Width in pixels of a text in the page's font. */
export function textWidth(text: string, size = 13, weight = 400): number {
  context.font = `${weight} ${size}px ${family}`;
  return context.measureText(text).width;
}

/** The text, shortened to a width with an ellipsis where need be. */
export function fitted(text: string, width: number, size = 13, weight = 400): string {
  if (textWidth(text, size, weight) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, size, weight) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** The name, shortened in its middle where need be: names often differ at their ends. */
export function fittedName(name: string, width: number, size = 13, weight = 400): string {
  if (textWidth(name, size, weight) <= width) return name;
  const letters = [...name];
  let kept = letters.length;
  const shortened = () => {
    const [start, end] = [letters.slice(0, Math.ceil(kept / 2)), letters.slice(letters.length - Math.floor(kept / 2))];
    return `${start.join('').trimEnd()}…${end.join('')}`;
  };
  do --kept; while (kept > 1 && textWidth(shortened(), size, weight) > width);
  return shortened();
}

/** The text in lines of at most this width, broken at spaces. */
export function wrapped(text: string, width: number, size = 13, weight = 400): string[] {
  const lines: string[] = [];
  for (const word of text.split(/ +/)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && textWidth(longer, size, weight) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => fitted(line, width, size, weight));
}
