import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escaped, markup } from './markup.ts';
import { h, textOf } from './tree.ts';

test('text and values of attributes stay text', () => {
  const tree = h('p', { title: '"><script>' }, '<b>', ' & ', h('em', {}, "it's"));
  expect(markup(tree)).toBe('<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt; &amp; <em>it&#39;s</em></p>');
});

test('no text whatever can leave its element', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const written = markup(h('p', { title: text }, text));
      expect(written.replace(/^<p title="[^"<>]*">[^<>]*<\/p>$/, '')).toBe('');
    }),
  );
});

test('what is escaped can be read back', () => {
  const read: Record<string, string> = {
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
  };
  fc.assert(
    fc.property(fc.string(), text => {
      expect(escaped(text).replaceAll(/&(?:amp|lt|gt|quot|#39);/g, entity => read[entity] ?? '')).toBe(text);
    }),
  );
});

test('attributes without a value, absent ones, and what only a browser places', () => {
  expect(markup(h('details', { open: true, hidden: false, title: undefined, '--at': '1%' }, 'a'))).toBe(
    '<details open>a</details>',
  );
  expect(markup(h('hr'))).toBe('<hr>');
});

test('the first line break of preformatted text is kept', () => {
  expect(markup(h('pre', {}, '\na'))).toBe('<pre>\n\na</pre>');
});

test('children may be lists, and nothing', () => {
  const tree = h('ul', {}, [h('li', {}, 'a'), [h('li', {}, 'b')]], undefined, false, '');
  expect(tree.children).toHaveLength(2);
  expect(textOf(tree)).toBe('ab');
});
