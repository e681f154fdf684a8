import { describe, expect, test } from 'vitest';
import type { Answer, Answerer } from '../answer.ts';
import { aRequest } from '../testing/collect.ts';
import { atTokensPerSecond, fallback, firstOf } from './answerers.ts';

const none: Answerer = () => ({ message: 'Not me.' });

function textOf(answer: Awaited<ReturnType<Answerer>>): string {
  return 'deltas' in answer ? answer.deltas.map(({ text }) => text).join('') : answer.message;
}

test('the first who has an answer gives it', async () => {
  expect(textOf(await firstOf([none, fallback('Me.', 1)])(aRequest()))).toBe('Me.');
  expect(textOf(await firstOf([none, () => ({ message: 'Nor me.' })])(aRequest()))).toBe('Not me.');
  expect(textOf(await firstOf([])(aRequest()))).toBe('Nobody is there to answer.');
});

test('echo says the last words of the user', async () => {
  const messages = [
    { role: 'user', content: [{ text: 'One' }] },
    { role: 'assistant', content: [{ text: 'Two' }] },
    { role: 'user', content: [{ text: 'Three' }, { text: 'Four' }] },
  ];
  expect(textOf(await fallback('echo', 1)(aRequest({ messages })))).toBe('Three\nFour');
});

describe('so many tokens a second', () => {
  const answer: Answer = {
    deltas: [
      { afterMs: 700, channel: 'text', text: 'one two three four five six seven eight nine ten' },
      { afterMs: 9000, channel: 'text', text: 'one two three four five six seven eight nine ten' },
    ],
    ending: { kind: 'finished', afterMs: 9500, stopReason: 'end_turn', serverMs: 9400, content: [] },
  };

  test('come after the first word, whatever the recording did', async () => {
    const paced = await atTokensPerSecond(() => answer, 10)(aRequest());
    expect(paced).toMatchObject({
      deltas: [{ afterMs: 700 }, { afterMs: 1700 }],
      ending: { afterMs: 1700, serverMs: 1700 },
    });
  });

  test('change nothing of an answer that fails before a word, nor of none', async () => {
    const failing: Answer = { deltas: [], ending: { kind: 'failed', afterMs: 50, name: 'X', message: '' } };
    expect(await atTokensPerSecond(() => failing, 10)(aRequest())).toEqual(failing);
    expect(await atTokensPerSecond(none, 10)(aRequest())).toEqual({ message: 'Not me.' });
  });
});
