import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { growing } from './growing.ts';

const upper = () => {
  const compute = vi.fn((text: string, width: number) => text.split('\n').map(line => `${width}${line}`));
  return { compute, lines: growing(compute, (before, after) => [...before, ...after]) };
};

test('what is found in pieces is what is found in the whole, whatever was asked before', () => {
  const pieces = fc.array(
    fc.record({
      text: fc.stringMatching(/^[a\n]{0,12}$/),
      owner: fc.constantFrom('a', 'b'),
      width: fc.constantFrom(1, 2),
      anew: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(pieces, steps => {
      const { lines } = upper();
      const owners = { a: {}, b: {} };
      const texts = { a: '', b: '' };
      for (const { text, owner, width, anew } of steps) {
        const name = owner as 'a' | 'b';
        texts[name] = anew ? text : texts[name] + text;
        expect(lines.of(owners[name], texts[name], width)).toEqual(
          texts[name].split('\n').map(line => `${width}${line}`),
        );
      }
    }),
  );
});

test('finished lines are not looked at again', () => {
  const { compute, lines } = upper();
  const owner = {};
  lines.of(owner, 'a long line\nand');
  compute.mockClear();
  lines.of(owner, 'a long line\nand more');
  expect(compute.mock.calls.map(([text]) => text)).toEqual(['and more']);
});
