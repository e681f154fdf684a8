import { describe, expect, test } from 'vitest';
import {
  callStarted,
  edited,
  requestOf,
  roundStarted,
  runOf,
  runStarted,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { inStyle, textsOf } from '../testing/shown.ts';
import { changeLines, promptPane } from './prompt.ts';

const second = {
  ...requestOf('Check it.', { call: 0, answer: 'The ball costs 0.10' }),
  system: [{ text: 'Be\nbrief.' }],
  cachePoints: [
    { after: 'system' as const, ttl: '5m' as const },
    { after: 2, ttl: '1h' as const },
  ],
  additionalModelRequestFields: { thinking: { type: 'enabled' } },
};
const run = runOf(
  runStarted(),
  ...wholeRound(0, 'x'),
  roundStarted(1),
  callStarted(1, 1, { request: second }),
);

describe('the request', () => {
  test('is shown as it was sent: settings, system, thread, cache points, and what is new', () => {
    expect(textsOf(promptPane(run, 1, 100).lines)).toEqual([
      'ConverseStream us.anthropic.claude-sonnet-4-6   maxTokens 4096   {"thinking":{"type":"enabled"}}',
      '',
      'system',
      '  Be',
      '  brief.',
      '  ◆ cache point (5m): all above is the prefix',
      '',
      '1 user',
      '  A bat and a ball cost $1.10. The bat costs $1.00 more than the ball. What does the ball cost?',
      '',
      `── new since the call before ${'─'.repeat(71)}`,
      '',
      '2 assistant',
      '  The ball costs 0.10',
      '',
      '3 user',
      '  Check it.',
      '  ◆ cache point (1h): all above is the prefix',
    ]);
    expect(inStyle(promptPane(run, 1, 100).lines, 'accent')).toEqual(['2 assistant', '3 user']);
  });
  test('of the first call is all new, and has no line that says so', () => {
    expect(textsOf(promptPane(run, 0, 100).lines).join()).not.toContain('new since');
  });
  test('begins at what is new, when not all of it is', () => {
    const { lines, start } = promptPane(run, 1, 100);
    expect(textsOf(lines)[start ?? 0]).toContain('new since the call before');
    expect(promptPane(run, 0, 100).start).toBeUndefined();
  });
  test('is laid out once for a width', () => {
    expect(promptPane({ ...run, at: 99 }, 1, 80)).toBe(promptPane(run, 1, 80));
    expect(promptPane(run, 1, 40)).not.toBe(promptPane(run, 1, 80));
  });
  test('that was not sent yet says so', () => {
    expect(textsOf(promptPane(runOf(runStarted()), 0, 80).lines)).toEqual(['Nothing was sent yet.']);
  });
});

test('blocks that are no text are named', () => {
  const request = {
    ...requestOf('x'),
    messages: [
      {
        role: 'assistant',
        content: [{ reasoningContent: { redactedContent: 'AA' } }, { image: {} }, {}, { text: 'so' }],
      },
    ],
  };
  const odd = runOf(runStarted(), roundStarted(0), callStarted(0, 0, { request }));
  expect(textsOf(promptPane(odd, 0, 80).lines).slice(2)).toEqual([
    '1 assistant',
    '  [thinking, sent back as it came]',
    '  [image]',
    '  [empty]',
    '  so',
  ]);
});

describe('what the user changed', () => {
  const turn = { ...requestOf('Check every step.', { call: 0, answer: 'It costs 0.20' }) };
  const asked = (...edits: Parameters<typeof edited>[1][]) =>
    runOf(
      runStarted(),
      ...wholeRound(0, 'It costs 0.10'),
      ...edits.map(edit => edited(1, edit)),
      roundStarted(1),
      callStarted(1, 1, { request: turn }),
    );
  const own = { text: 'Check every step.', proposed: 'Check it.' };

  test('of a turn is marked against what was proposed, with a line that says so', () => {
    const pane = promptPane(asked({ prompt: own }), 1, 80);
    const shown = textsOf(pane.lines);
    expect(shown.slice(shown.indexOf('3 user'))).toEqual([
      '3 user',
      '  Edited by you. What changed against the proposed turn:',
      '~  Check it every step.',
    ]);
    expect(inStyle(pane.lines, 'removed')).toEqual(['it']);
    expect(inStyle(pane.lines, 'added')).toEqual(['every step']);
  });
  test('of the answer before it is marked against what the model wrote', () => {
    const injected = { text: 'It costs 0.20', proposed: 'It costs 0.10' };
    const shown = textsOf(promptPane(asked({ answer: injected }), 1, 100).lines);
    expect(shown[shown.indexOf('2 assistant') + 1]).toMatch(
      /^ {2}Not as the model wrote it.*error injection/,
    );
    expect(shown).toContain('~  It costs 0.10 0.20');
  });
  test('and was taken back, or is not what was sent, is not told', () => {
    for (const run of [
      asked(),
      asked({ prompt: { text: 'Another.', proposed: 'Check it.' } }),
      asked({ prompt: { text: 'Check every step.', proposed: 'Check every step.' } }),
    ]) {
      expect(textsOf(promptPane(run, 1, 80).lines).join()).not.toContain('Edited');
    }
  });
  test('is shown whole, however long it is', () => {
    const lines = Array.from({ length: 30 }, (_, at) => `line ${at}`);
    const shown = textsOf(
      changeLines({ text: [...lines, 'new'].join('\n'), proposed: lines.join('\n') }, 'user', 80),
    );
    expect(shown).toHaveLength(32);
  });
});
