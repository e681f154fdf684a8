import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeJson } from './json.ts';

test('JSON has nothing in it that a terminal could act on, and is still the same value', () => {
  const hostile = { text: '\u001b[2J\u009b31m\u007f\u202eabc\u2066\u0000\n', '\u0085key': [1] };
  expect(safeJson(hostile)).not.toMatch(
    /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
  );
  expect(JSON.parse(safeJson(hostile))).toEqual(hostile);
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), value => {
      expect(JSON.parse(safeJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('bytes are base64, whatever holds them', () => {
  const bytes = { plain: new Uint8Array([1, 2]), buffer: Buffer.from([1, 2]) };
  expect(JSON.parse(safeJson(bytes))).toEqual({ plain: 'AQI=', buffer: 'AQI=' });
});
