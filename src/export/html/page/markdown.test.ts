import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordedEvents } from '../../../ui/testing/recorded.ts';
import { markdownTree } from './markdown.ts';
import { markup } from './markup.ts';

const html = (text: string) =>
  markup(markdownTree(text)).replace(/^<div class="prose" dir="auto">|<\/div>$/g, '');

describe('the Markdown of an answer', () => {
  test('becomes headings, paragraphs and what is strong', () => {
    expect(html('# One\n\nA *b* **c** `d`.')).toBe(
      '<h3>One</h3><p>A <em>b</em> <strong>c</strong> <code>d</code>.</p>',
    );
  });

  test('becomes lists with the numbers that were written', () => {
    expect(html('3. a\n4. b\n   - c')).toBe(
      '<ol><li value="3">a</li><li value="4">b<ul><li>c</li></ul></li></ol>',
    );
  });

  test('becomes quotes, code, rules and tables', () => {
    expect(html('> a')).toBe('<blockquote><p>a</p></blockquote>');
    expect(html('```js\nlet a;\n```')).toBe(
      '<pre class="code" tabindex="0" dir="ltr">\n<code>let a;</code></pre>',
    );
    expect(html('a\n\n---\n\nb')).toBe('<p>a</p><hr><p>b</p>');
    expect(html('| a | b |\n|---|--:|\n| 1 | 2 |')).toContain('<td>1</td><td class="to-right">2</td>');
  });

  test('leaves formulas and HTML as they are', () => {
    expect(html('$a_1 * b_2 * c$ and <b>x</b>')).toBe('<p>$a_1 * b_2 * c$ and &lt;b&gt;x&lt;/b&gt;</p>');
  });

  test('shows where a link goes, and cannot be followed', () => {
    expect(html('[a](javascript:alert)')).toBe(
      '<p><span class="link">a</span> <span class="address">(javascript:alert)</span></p>',
    );
    expect(html('![a](https://example.invalid/x)')).not.toMatch(/<img|href|src/);
  });

  test('may end anywhere, as it does while it streams', () => {
    expect(html('a **b')).toBe('<p>a <strong>b</strong></p>');
    expect(html('```\nlet')).toContain('<code>let</code>');
    expect(html('')).toBe('');
  });

  test('makes no other elements than its own of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>&"\'`*_[]()#-|!\n $\\ahx:/'.split('')) }), text => {
        const tags = [...markup(markdownTree(text)).matchAll(/<(\w+)/g)].map(match => match[1]);
        const own =
          /^(?:div|h3|h4|p|em|strong|del|code|pre|ul|ol|li|blockquote|hr|table|thead|tbody|tr|th|td|span)$/;
        expect(tags.filter(tag => !own.test(tag ?? ''))).toEqual([]);
      }),
    );
  });

  test('loses no word of a recorded answer', async () => {
    const events = await recordedEvents('bat-and-ball.sonnet-4-6');
    const answers = events.flatMap(event => (event.type === 'call.finished' ? [event] : []));
    for (const { content } of answers as { content?: { text?: string }[] }[]) {
      const text = content?.map(block => block.text ?? '').join('') ?? '';
      const words = (from: string): string[] =>
        from.replaceAll(/[#*`>|_-]/g, '').match(/[\p{L}\p{N}]+/gu) ?? [];
      const shown = new Set(words(markup(markdownTree(text)).replaceAll(/<[^>]*>/g, ' ')));
      // Numbers of lists stand in attributes.
      expect(words(text).filter(word => !shown.has(word) && !/^\d+$/.test(word))).toEqual([]);
    }
  });
});
