/** Values by their path in a scenario (`environment.turbulence`), as they are laid over it. */
export type Changes = Record<string, unknown>;

type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path of a scenario as the program resolves it; undefined where there is none. */
export function valueAt(tree: Tree, path: string): unknown {
  let at: unknown = tree;
  for (const part of path.split('.')) {
    if (!isTree(at) || !Object.hasOwn(at, part)) return undefined;
    at = at[part];
  }
  return at;
}

/** The same values as a scenario nests them. Of two paths one of which lies within the other, the longer wins. */
export function nested(changes: Changes): Tree {
  const tree = branch();
  const paths = Object.keys(changes).sort((one, other) => one.length - other.length);
  for (const path of paths) {
    const parts = path.split('.');
    let at = tree;
    for (const part of parts.slice(0, -1)) {
      if (!isTree(at[part])) at[part] = branch();
      at = at[part] as Tree;
    }
    at[parts.at(-1)!] = changes[path];
  }
  return tree;
}

// Without a prototype, so that a key may be called anything.
const branch = (): Tree => Object.create(null) as Tree;

/** Whether two values say the same, in whatever order their keys stand. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((value, index) => isSame(value, other[index]));
  }
  if (!isTree(one) || !isTree(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length
    && keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]));
}

export const without = (changes: Changes, path: string): Changes =>
  Object.fromEntries(Object.entries(changes).filter(([each]) => each !== path));
