/**
 * The state in the address: `#s=`, the JSON of what differs from the beginning, deflated, in base64url. What comes from an
 * address may be anything, so every part is checked by its type, and sizes are limited before and after unpacking.
 */
import {bytesOf} from '../shared/base64.ts';
import {beginning, type State} from './state.ts';

const mostCharacters = 200_000;
const mostBytes = 4_000_000;

/** The fragment of a state; null where it would be longer than addresses can be. */
export async function fragmentOf(state: State): Promise<string | null> {
  const differs = Object.entries(state).filter(([key, value]) =>
    JSON.stringify(value) !== JSON.stringify(beginning[key as keyof State]));
  if (differs.length === 0) return '';
  const packed = await through(new CompressionStream('deflate-raw'), new TextEncoder().encode(
    JSON.stringify(Object.fromEntries(differs))), Infinity);
  const text = base64url(packed);
  return text.length > mostCharacters ? null : `#s=${text}`;
}

/** The state that a fragment says; an error with the reason where it says none. */
export async function stateOf(fragment: string): Promise<State> {
  if (['', '#', '#story'].includes(fragment)) return beginning;
  if (!fragment.startsWith('#s=')) throw new Error('it does not begin with #s=');
  if (fragment.length > mostCharacters + 3) throw new Error('it is too long');
  let read: unknown;
  try {
    const bytes = await through(new DecompressionStream('deflate-raw'), bytesOf(fromUrl(fragment.slice(3))), mostBytes);
    read = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes));
  } catch {
    throw new Error('it is cut off, or was not made by the studio');
  }
  return checked(read);
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isPath = (path: string) => /^[A-Za-z_][\w-]*(\.[^.\u0000-\u001f]{1,200}){0,9}$/.test(path) && path !== '__proto__';
const isChanges: Check = (value) =>
  isMap(value) && Object.entries(value).every(([path, each]) => isPath(path) && isPlain(each, 6));

// What YAML can say, not deeper than scenarios are.
function isPlain(value: unknown, depth: number): boolean {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true;
  if (depth === 0 || typeof value !== 'object') return false;
  return Object.entries(value).every(([key, each]) => key !== '__proto__' && isPlain(each, depth - 1));
}

const checks: Record<keyof State, Check> = {
  story: (value) => value === null || isText(value),
  own: (value) => value === null || (isMap(value) && isText(value['name']) && isText(value['text'])),
  files: (value) => isMap(value) && Object.values(value).every(isText),
  both: isChanges,
  onlyB: isChanges,
  policies: (value) => value === null || (Array.isArray(value) && value.length === 2 && value.every(isText)),
  elements: (value) => Array.isArray(value) && value.length === 2 && value.every(isChanges),
  outcome: isText,
  week: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 100_000,
};

function checked(read: unknown): State {
  if (!isMap(read)) throw new Error('it holds no state');
  for (const [key, value] of Object.entries(read)) {
    if (!Object.hasOwn(checks, key)) throw new Error(`it holds ${JSON.stringify(key.slice(0, 40))}, which a state does not have`);
    if (!checks[key as keyof State](value)) throw new Error(`its ${key} is not what it should be`);
  }
  const state = {...beginning, ...read} as State;
  if (state.own) return {...state, story: null, own: {name: state.own.name, text: state.own.text}};
  if (state.story === null) throw new Error('it names no story');
  return state;
}

async function through(stream: CompressionStream | DecompressionStream, bytes: Uint8Array<ArrayBuffer>, limit: number) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const {done, value} = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      void reader.cancel();
      throw new Error('too large');
    }
    parts.push(value as Uint8Array<ArrayBuffer>);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function base64url(bytes: Uint8Array): string {
  let binary = '';
  for (let from = 0; from < bytes.length; from += 4_096) binary += String.fromCharCode(...bytes.subarray(from, from + 4_096));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

const fromUrl = (base64url: string) => base64url.replaceAll('-', '+').replaceAll('_', '/');
