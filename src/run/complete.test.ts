import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { completeBy } from './complete.ts';
import { RunEvent } from './events.ts';
import { sampleEvents } from './testing/sample-run.ts';

const isWhole = completeBy(RunEvent);
const RECORDINGS = join(import.meta.dirname, '../../fixtures/recordings');
const recorded = readdirSync(RECORDINGS)
  .filter(name => name.endsWith('.jsonl'))
  .flatMap(name => readFileSync(join(RECORDINGS, name), 'utf8').trimEnd().split('\n'));
const lines = [...recorded, ...sampleEvents().map(event => JSON.stringify(event))];
const kinds = [...new Map(lines.map(line => [JSON.parse(line).type, line])).values()];

/** What JSON can hold and hardly any field wants. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    ...[-1, 0, 0.5, 1, 2, 3, 1e300, 2 ** 53, null, '', '3', [], {}, true, [{}], [''], ['5m']],
  ),
  fc.constantFrom('text', 'thinking', 'live', 'system', '1h', 'off', 'budget', 'effort', 'number'),
  fc.json().map(text => JSON.parse(text)),
);

/** A value with something in it put in place, added or left out, anywhere. */
function mutated(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null) return odd;
  const names = Object.keys(value);
  const at = (name: string) => (value as Record<string, unknown>)[name];
  const put = (name: string, next: unknown) =>
    Array.isArray(value) ? value.with(Number(name), next) : { ...value, [name]: next };
  const options: fc.Arbitrary<unknown>[] = [odd, odd.map(next => ({ ...value, added: next }))];
  for (const name of names) {
    options.push(mutated(at(name)).map(next => put(name, next)));
    options.push(fc.constant(Object.fromEntries(Object.entries(value).filter(([one]) => one !== name))));
  }
  return fc.oneof(...options);
}

describe('an event that is looked at without zod', () => {
  test('is whole where a transcript has it, also one of an earlier version', () => {
    expect(recorded.filter(line => !isWhole(JSON.parse(line))).length).toBe(0);
  });

  test('is what zod makes of it, whatever was done to it', () => {
    let whole = 0;
    for (const line of kinds) {
      const any = mutated(JSON.parse(line)).map(value => JSON.stringify(value));
      fc.assert(
        fc.property(any, text => {
          const value = JSON.parse(text);
          const wanted = RunEvent.safeParse(JSON.parse(text));
          if (isWhole(value)) {
            whole++;
            expect(value).toEqual(wanted.data);
          } else {
            // What was filled in by then changes nothing of what zod says.
            expect(RunEvent.safeParse(value)).toEqual(wanted);
          }
        }),
        { numRuns: 400 },
      );
    }
    expect(kinds.length).toBeGreaterThan(6);
    expect(whole).toBeGreaterThan(200);
  });

  test.each([
    ['a number that JSON writes and cannot hold', { seq: 0, at: Number.POSITIVE_INFINITY }],
    ['a field named __proto__', JSON.parse('{"seq":0,"at":0,"__proto__":{}}')],
    ['a type that is not known', { seq: 0, at: 0, type: 'call.dreamt' }],
  ])('is left to zod: %s', (_name, fields) => {
    expect(isWhole({ type: 'round.finished', round: 0, ...fields })).toBe(false);
  });
});

describe('a schema that is not understood', () => {
  test.each<[string, z.core.$ZodType, unknown]>([
    ['a format of a text', z.email(), 'a@b.cd'],
    ['a rule of its own', z.string().refine(() => false), 'x'],
    ['another length', z.string().max(1), 'xx'],
    ['a text that is trimmed', z.string().trim(), ' x'],
    ['a number of 32 bits', z.int32(), 2 ** 40],
    ['an object that takes away what it does not know', z.object({}), { a: 1 }],
    ['an object that refuses what it does not know', z.strictObject({}), { a: 1 }],
    ['a list of at most one', z.array(z.string()).max(1), ['a', 'b']],
    ['names of a pattern', z.record(z.string().regex(/^b/), z.string()), { a: '' }],
    ['another thing altogether', z.date(), new Date(0)],
    ['one of them inside', z.looseObject({ a: z.email().nullable().optional() }), { a: 'x' }],
  ])('holds for nothing: %s', (_name, schema, value) => {
    expect(completeBy(schema)(value)).toBe(false);
  });

  test.each<[string, z.core.$ZodType]>([
    ['one of several objects', z.union([z.looseObject({ a: z.string().default('x') }), z.looseObject({})])],
    ['a check of a whole list', z.array(z.string()).refine(() => true)],
  ])('holds for nothing, though zod takes it: %s', (_name, schema) => {
    expect(completeBy(schema)(JSON.parse('{}'))).toBe(false);
  });
});

test('what is absent is filled in, each time anew', () => {
  const schema = z.looseObject({
    a: z.string().default('x'),
    b: z.looseObject({ c: z.array(z.int()).default([]) }).prefault({}),
  });
  const [one, other] = [{}, {}] as { b?: object }[];
  expect([completeBy(schema)(one), completeBy(schema)(other)]).toEqual([true, true]);
  expect(one).toEqual({ a: 'x', b: { c: [] } });
  expect(one?.b).not.toBe(other?.b);
});
