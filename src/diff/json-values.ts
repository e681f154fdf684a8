/** What changed between two JSON values, by path. Knows no text and no schema. */
import { canonicalJson } from '../text/canonical-json.ts';
import { safeJson } from '../text/json.ts';

/** One value that came, went or changed; `path` is like `$.items[2].price` or `$["two words"]`. */
export type ValueChange =
  | { readonly path: string; readonly kind: 'added'; readonly next: unknown }
  | { readonly path: string; readonly kind: 'removed'; readonly old: unknown }
  | { readonly path: string; readonly kind: 'changed'; readonly old: unknown; readonly next: unknown };

/**
 * The changes that make `next` of `old`, in the order of `old`, then what is new. Lists are compared
 * place by place, so an element that moved shows as changes. Empty when the values are equal; the order
 * of keys does not count.
 */
export function compareJson(old: unknown, next: unknown, path = '$'): ValueChange[] {
  if (Array.isArray(old) && Array.isArray(next)) {
    return compareEntries(new Map(old.entries()), new Map(next.entries()), index => `${path}[${index}]`);
  }
  if (isObject(old) && isObject(next)) {
    return compareEntries(
      new Map(Object.entries(old)),
      new Map(Object.entries(next)),
      key => path + step(key),
    );
  }
  return canonicalJson(old) === canonicalJson(next) ? [] : [{ path, kind: 'changed', old, next }];
}

function compareEntries<K>(
  old: ReadonlyMap<K, unknown>,
  next: ReadonlyMap<K, unknown>,
  pathOf: (key: K) => string,
): ValueChange[] {
  const kept = [...old].flatMap(([key, was]): ValueChange[] =>
    next.has(key)
      ? compareJson(was, next.get(key), pathOf(key))
      : [{ path: pathOf(key), kind: 'removed', old: was }],
  );
  const added = [...next].flatMap(([key, is]): ValueChange[] =>
    old.has(key) ? [] : [{ path: pathOf(key), kind: 'added', next: is }],
  );
  return [...kept, ...added];
}

function step(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${safeJson(key)}]`;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
