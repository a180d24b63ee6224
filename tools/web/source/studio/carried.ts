/** What a page carries as the text of elements (packed.ts), unpacked (first.ts) for its script. */
import type {Engine} from './engine.ts';
import type {EngineParts} from './local_engine.ts';

export interface Carried {
  parts: EngineParts;
  /** The page's own, started; null where there is another one, or none. */
  engine: Engine | null;
  texts: Record<string, string>;
}

declare global {
  interface Window {
    carried: Carried;
    /** Says on the page why it cannot be opened. */
    refuse(error: Error): void;
  }
}

/**
 * A digit is a character of ASCII, as it is but for three that HTML would change or end a text with: the last ones stand
 * for them. Two digits hold 14 bits, or 13 where those 14 would be too many: where the lower 13 are not fewer than `more`.
 */
export const digits = 125;
export const more = digits ** 2 - 2 ** 13;
/** NUL, carriage return, `<`. */
export const unfit = [0, 13, 60];

const digitOf = (code: number) => code < digits ? code : unfit[code - digits]!;

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 7 >> 3);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let index = 0; index < text.length; index += 2) {
    const alone = index + 1 === text.length;
    const value = digitOf(text.charCodeAt(index)) + (alone ? 0 : digits * digitOf(text.charCodeAt(index + 1)));
    held |= value << bits;
    bits += alone ? 7 : (value & 8191) < more ? 14 : 13;
    for (; bits >= 8; bits -= 8, held >>= 8) bytes[at++] = held;
  }
  return bytes.subarray(0, at);
}
