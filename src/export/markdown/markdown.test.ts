import fc from 'fast-check';
import { lexer, type Token, walkTokens } from 'marked';
import { describe, expect, test } from 'vitest';
import { RECORDINGS } from '../../analysis/testing/recorded.ts';
import { diffWords } from '../../diff/words.ts';
import {
  callFailed,
  callFinished,
  callRetried,
  callStarted,
  delta,
  edited,
  roundStarted,
  runStarted,
} from '../../run/testing/sample-run.ts';
import { exportedText, inputSaying, recordedInput } from '../testing/exported.ts';
import { diffBlock } from './diff.ts';
import { codeSpan, fenced, inert } from './inert.ts';
import { markdownExporter } from './markdown.ts';

const OURS = /^<\/?details>\s*$|^<details>\n<summary>[^<>]*<\/summary>\s*$|^<!-- -->$/;

/** Everything in a document that could do something, or that is markup of somebody else. */
function loose(markdown: string): string[] {
  const found: string[] = [];
  const look = (token: Token) => {
    if (token.type === 'link' || token.type === 'image') found.push(token.raw);
    if (token.type === 'html' && !OURS.test(token.raw) && !isDiff(token.raw)) found.push(token.raw);
  };
  walkTokens(lexer(markdown), look);
  return found;
}

function isDiff(html: string): boolean {
  const inner = /^<pre>\n([\s\S]*)<\/pre>\s*$/.exec(html)?.[1];
  return inner !== undefined && !/<(?!\/?(?:ins|del)>)/.test(inner);
}

const _titles = (markdown: string) =>
  lexer(markdown).flatMap(token => (token.type === 'heading' ? [token.depth] : []));

describe('a text', () => {
  test('no text breaks out of its block, its line or its cell', () => {
    const piece = fc.constantFrom(
      '`',
      '``',
      '```',
      '\n',
      '|',
      '~~~',
      '<!--',
      '</pre>',
      'a',
      ' ',
      '[x](y)',
      '\\',
      '*',
    );
    const text = fc.array(piece, { maxLength: 30 }).map(pieces => pieces.join(''));
    fc.assert(
      fc.property(text, one => {
        const block = lexer(fenced(`${one}.`).join('\n'));
        expect(block.map(({ type }) => type)).toEqual(['code']);
        expect(block[0]).toMatchObject({ text: `${one}.` });
        expect(loose(`- ${inert(one)} end`)).toEqual([]);
        expect(loose(`Sent as ${codeSpan(one)} end`)).toEqual([]);
        const table = lexer(`| a | b |\n| --- | --- |\n| ${inert(one)} | x |\n`);
        expect([...table]).toMatchObject([{ type: 'table', rows: [[{}, { text: 'x' }]] }]);
      }),
    );
  });
});

describe('a diff', () => {
  test('is one block of HTML in which only our own marks are markup', () => {
    const diff = diffWords('a </pre> & b\n\nold', 'a <script> & c\n\nnew');
    const block = diffBlock(diff).join('\n');
    expect(lexer(block)).toHaveLength(1);
    expect(isDiff(block)).toBe(true);
    expect(block).toContain('<del>old</del>');
    expect(block).toContain('&amp;');
  });

  test('is wrapped between words, because nothing wraps it where it is read', () => {
    const words = (word: string) => Array.from({ length: 60 }, () => word).join(' ');
    const lines = diffBlock(diffWords(words('one'), words('two')));
    expect(Math.max(...lines.map(line => line.length))).toBeLessThan(96 + '<del></del><ins></ins>'.length);
  });
});

describe('a run', () => {
  test.each(RECORDINGS)('%s is a document with a section for each round', async name => {
    const input = await recordedInput(name);
    const markdown = await exportedText(markdownExporter, input);
    expect(loose(markdown)).toEqual([]);
    const sections = [...markdown.matchAll(/^## Round (\d+): /gm)].map(match => Number(match[1]));
    expect(sections).toEqual(input.run.rounds.map(({ index }) => index));
    expect(markdown).toContain('**no model produced them**');
    expect(markdown).toMatch(/^- Cost /m);
  });

  test('the changes against the round before are marked word by word', async () => {
    const markdown = await exportedText(markdownExporter, await recordedInput('bat-and-ball.sonnet-4-6'));
    expect(markdown).toMatch(/\*\*Changes against round 0:\*\*/);
    expect(markdown).toMatch(/<ins>[^<]+<\/ins>/);
  });

  test('what failed, what was tried again and what was changed is told', async () => {
    const markdown = await exportedText(
      markdownExporter,
      inputSaying(
        runStarted({
          imported: { from: 'inspect', file: 'log.eval', place: 'sample 3', unknown: ['usage'] },
        }),
        edited(0, { model: 'us.amazon.nova-lite-v1:0' }),
        roundStarted(0),
        callStarted(0, 0),
        callRetried(0, 1),
        delta(0, 'So f'),
        callFailed(0),
      ),
    );
    expect(markdown).toContain('You changed round 0: model Nova Lite.');
    expect(markdown).toContain('Attempt 1 failed: Bedrock is throttling. It was tried again.');
    expect(markdown).toContain('**Answer, as far as it came:**');
    expect(markdown).toContain('**It failed:**');
    expect(markdown).toContain('**Imported:** from inspect, `log.eval`, sample 3');
    expect(markdown).toContain('**Unknown:** tokens and cost: its source does not say');
    expect(markdown).toContain('The run has no end');
  });

  test('thinking is folded away, and is not there where it is left out', async () => {
    const name = 'zeros-at-the-end.haiku-4-5.thinking-levels';
    const whole = await exportedText(markdownExporter, await recordedInput(name));
    expect(whole).toMatch(/<summary>Thinking \(/);
    const without = await exportedText(markdownExporter, await recordedInput(name, { thinking: false }));
    expect(without).not.toContain('<summary>Thinking');
  });

  test('an answer that reached the longest length says so', async () => {
    const markdown = await exportedText(
      markdownExporter,
      inputSaying(
        runStarted(),
        roundStarted(0),
        callStarted(0, 0),
        delta(0, 'abc'),
        callFinished(0, {}, { stopReason: 'max_tokens', text: 'abc' }),
      ),
    );
    expect(markdown).toContain('reached the longest length');
  });
});

test('a badge of a round is a line of it', async () => {
  const markdown = await exportedText(markdownExporter, await recordedInput('half-a-hotel.nova-lite'));
  expect(markdown.match(/^- Noticed: .*came back.*$/gm)).toEqual([
    '- Noticed: the answer of round 0 came back after another one.',
  ]);
});
