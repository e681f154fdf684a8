import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFiniteJson, parseJson } from './finite-json.ts';

test('what Python writes for numbers that are none becomes null, and texts stay as they are', () => {
  const text = '{"a": NaN, "b": [-Infinity, Infinity], "NaN": "NaN, \\"Infinity", "c": 1}';
  expect(parseJson(text)).toEqual({ a: null, b: [null, null], NaN: 'NaN, "Infinity', c: 1 });
});

test('what is no JSON is refused even so', () => {
  expect(() => parseJson('{"a": NaNa}')).toThrow(SyntaxError);
  expect(() => parseJson('{"a": nope}')).toThrow(SyntaxError);
});

test('however a text is cut, the same comes out', () => {
  const value = fc.jsonValue().map(json => JSON.stringify({ json, 'N"\\': 'NaN Infinity \\' }));
  const text = fc.tuple(value, value).map(([a, b]) => `{"a":${a},"x":NaN,"y": -Infinity,"b":${b}}`);
  fc.assert(
    fc.property(text, fc.array(fc.nat(400)), (whole, cuts) => {
      const finite = createFiniteJson();
      const places = [0, ...cuts.filter(cut => cut < whole.length).sort((a, b) => a - b), whole.length];
      const pieces = places.slice(1).map((end, index) => finite.push(whole.slice(places[index], end)));
      expect(JSON.parse(pieces.join('') + finite.end())).toEqual(parseJson(whole));
    }),
  );
});
