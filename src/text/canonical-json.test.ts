import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

test('keys stand in order, numbers are written by value, and lists stay as they are', () => {
  expect(canonicalJson({ b: [2, 1.0], a: { d: -0, c: null } })).toBe('{"a":{"c":null,"d":0},"b":[2,1]}');
});

test('what a terminal could take for a command is escaped', () => {
  expect(canonicalJson(['\u202e\u009b'])).toBe('["\\u202e\\u009b"]');
});

test('it is the same value, and the spelling of the spelling is itself', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
