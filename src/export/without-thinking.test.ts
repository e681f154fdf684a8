import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixturesDir } from '../questions/package-root.ts';
import { type EventOf, RunEvent } from '../run/events.ts';
import { foldAll } from '../run/fold.ts';
import {
  callFinished,
  callStarted,
  delta,
  inOrder,
  roundStarted,
  runStarted,
} from '../run/testing/sample-run.ts';
import { readTranscript } from '../transcripts/read.ts';
import { withoutNotes, withoutThinking } from './without-thinking.ts';

const REASONING = { reasoningContent: { reasoningText: { text: 'hm', signature: 'sig' } } };

test('no delta, no block and no message that sends it back holds any thinking', async () => {
  const file = join(fixturesDir(), 'recordings', 'zeros-at-the-end.haiku-4-5.thinking-levels.jsonl');
  const { events } = await readTranscript(file);
  expect(foldAll(events)?.calls.some(call => call?.thinking)).toBe(true);
  const left = withoutThinking(events);
  expect(JSON.stringify(left)).not.toMatch(/reasoningContent|"thinking","text"/);
  expect(foldAll(left)?.calls.map(call => call?.text)).toEqual(
    foldAll(events)?.calls.map(call => call?.text),
  );
});

test('what is left is numbered anew, and a branch still knows what it shares', () => {
  const started = { parent: { run: 'p', round: 0, seq: 5 } };
  const events = inOrder([
    runStarted(started),
    roundStarted(0),
    callStarted(0, 0),
    delta(0, 'hm', 'thinking'),
    delta(0, 'yes'),
    callFinished(0),
    roundStarted(1),
  ]);
  const left = withoutThinking(events);
  expect(left.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4, 5]);
  expect((left[0] as EventOf<'run.started'>).parent?.seq).toBe(4);
  expect(foldAll(left)?.calls[0]?.inherited).toBe(true);
  for (const event of left) RunEvent.parse(event);
});

test('a block with a signature is left out of what is sent and of what came', () => {
  const [sent, came] = [
    {
      ...callStarted(0, 0),
      request: { system: [], messages: [{ role: 'assistant', content: [REASONING, { text: 'x' }] }] },
    },
    { ...callFinished(0), content: [REASONING, { text: 'x' }] },
  ];
  const left = withoutThinking(inOrder([runStarted(), roundStarted(0), sent as never, came as never]));
  expect(left.at(-1)).toMatchObject({ content: [{ text: 'x' }] });
  expect(JSON.stringify(left)).not.toContain('sig"');
});

test('without notes, what is left is numbered anew, and a branch still knows what it shares', () => {
  const noted = { seq: 0, at: 1, type: 'user.noted', round: 0, text: 'Smile.' } as const;
  const events = inOrder([
    runStarted({ parent: { run: 'p', round: 0, seq: 3 } }),
    roundStarted(0),
    noted,
    callStarted(0, 0),
    callFinished(0),
  ]);
  const left = withoutNotes(events);
  expect(left.map(({ seq, type }) => `${seq} ${type}`)).toEqual([
    '0 run.started',
    '1 round.started',
    '2 call.started',
    '3 call.finished',
  ]);
  expect((left[0] as EventOf<'run.started'>).parent?.seq).toBe(2);
});
