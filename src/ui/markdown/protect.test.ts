import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterStandIn, protect } from './protect.ts';
import { markdownText } from './testing/texts.ts';

test('what was taken out is put back', () => {
  fc.assert(
    fc.property(markdownText, text => {
      const { text: taken, restore } = protect(text);
      expect(restore(taken)).toBe(text.replaceAll(/[\ufdd0-\ufdef]/g, '\ufffd'));
    }),
    { numRuns: 500 },
  );
});

test('lines stay lines, with what lists and quotes need', () => {
  const { text } = protect('- $$\n  a_1\n  $$\n> \\[\n> b\n> \\]');
  expect(text.replaceAll(/[\ufdd0-\ufdef]+/g, 'x')).toBe('- x\n  x\n  x\n> x\n> x\n> x');
});

test('code is left alone', () => {
  const text = '```\n$x$\n```\n`$y$`';
  expect(protect(text).text).toBe(text);
});

test('a text that looks like a stand-in is not taken for one', () => {
  const { text, restore } = protect('\ufdd0\ufdd1\ufdef $x$');
  expect(restore(text)).toBe('\ufffd\ufffd\ufffd $x$');
});

test('a cut goes behind a stand-in', () => {
  const { text } = protect('a $x$ b');
  const begin = text.indexOf('\ufdd0');
  const end = text.indexOf('\ufdef') + 1;
  expect(afterStandIn(text, begin)).toBe(begin);
  expect(afterStandIn(text, begin + 1)).toBe(end);
  expect(afterStandIn(text, end)).toBe(end);
});

test('the star of a keycap is no Markdown', () => {
  const text = '*️⃣ first, *️⃣ second, *then* more';
  const { text: taken, restore } = protect(text);
  expect(taken.match(/\*/g)).toHaveLength(2);
  expect(restore(taken)).toBe(text);
});
