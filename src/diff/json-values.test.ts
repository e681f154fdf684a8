import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../text/canonical-json.ts';
import { compareJson, type ValueChange } from './json-values.ts';

const OLD = { total: 12, items: [{ price: 1 }, { price: 2 }, { price: 3 }], note: 'x' };

describe('what changed between two values', () => {
  test('is told by path, with what was and what is', () => {
    const next = { total: 13, items: [{ price: 1 }, { price: 2 }, { price: '3' }, null], 'two words': true };
    expect(compareJson(OLD, next)).toEqual([
      { path: '$.total', kind: 'changed', old: 12, next: 13 },
      { path: '$.items[2].price', kind: 'changed', old: 3, next: '3' },
      { path: '$.items[3]', kind: 'added', next: null },
      { path: '$.note', kind: 'removed', old: 'x' },
      { path: '$["two words"]', kind: 'added', next: true },
    ]);
  });

  test('is nothing when only the keys stand in another order', () => {
    expect(compareJson({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1.0 })).toEqual([]);
  });

  test('is the whole value where its kind changed', () => {
    expect(compareJson([1], { 0: 1 })).toEqual([{ path: '$', kind: 'changed', old: [1], next: { 0: 1 } }]);
    expect(compareJson(null, {})).toEqual([{ path: '$', kind: 'changed', old: null, next: {} }]);
  });

  test('makes the new value of the old one', () => {
    const value = fc.jsonValue({ maxDepth: 4 }).map(plain);
    fc.assert(
      fc.property(value, value, (old, next) => {
        expect(canonicalJson(applied(old, compareJson(old, next)))).toBe(canonicalJson(next));
        expect(compareJson(old, old)).toEqual([]);
      }),
    );
    const few = fc.record({ a: fc.array(fc.nat(2)), b: fc.option(fc.record({ 'c d': fc.nat(2) })) });
    fc.assert(
      fc.property(few, few, (old, next) => {
        expect(canonicalJson(applied(old, compareJson(old, next)))).toBe(canonicalJson(next));
      }),
    );
  });
});

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** The last change first, so that the places in lists hold. */
function applied(old: unknown, changes: readonly ValueChange[]): unknown {
  const holder = new Map([['$', plain(old)]]);
  for (const change of [...changes].reverse()) {
    const steps = stepsOf(change.path);
    const last = steps.pop();
    if (last === undefined) holder.set('$', plain('next' in change ? change.next : null));
    else
      put(
        steps.reduce<unknown>((at, step) => Reflect.get(Object(at), step), holder.get('$')),
        last,
        change,
      );
  }
  // Lists grow from their end here, so what came was put at its place whatever the order.
  return holder.get('$');
}

function put(at: unknown, step: string | number, change: ValueChange): void {
  if (change.kind !== 'removed') {
    Object.defineProperty(at, step, {
      value: plain(change.next),
      configurable: true,
      enumerable: true,
      writable: true,
    });
  } else if (Array.isArray(at)) at.splice(Number(step), 1);
  else Reflect.deleteProperty(Object(at), step);
}

function stepsOf(path: string): (string | number)[] {
  const steps = path.slice(1).matchAll(/\.([A-Za-z_$][\w$]*)|\[(\d+)\]|\[("(?:\\.|[^"\\])*")\]/gs);
  return [...steps].map(([, name, index, quoted]) =>
    name !== undefined ? name : index !== undefined ? Number(index) : JSON.parse(quoted ?? '""'),
  );
}
