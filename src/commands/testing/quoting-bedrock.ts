/**
 * A Bedrock on the loopback whose answers quote what they were asked: whatever a person makes of a prompt
 * gets an answer, and a test can see what was sent. Only tests import it.
 */
import { onTestFinished } from 'vitest';
import type { Answer } from '../../recorded/answer.ts';
import { framesOf } from '../../recorded/frames.ts';
import { httpError, startLocalBedrock, streamOf } from '../../recorded/testing/local-bedrock.ts';
import { readWireRequest } from '../../recorded/wire-request.ts';
import { realClock } from '../../run/clock.ts';
import type { WholeRequest } from '../../run/model.ts';
import type { Milliseconds } from '../../run/price.ts';

export interface QuotingBedrock {
  readonly url: string;
  /** The last turn of the user in each request, in the order in which they came. */
  asked(): string[];
  /** The whole conversation of the newest request, one text a message. */
  conversation(): string[];
  /** Whether answers come word by word from now on, for some seconds, and count: n1 n2 n3 ... */
  slowly(on: boolean): void;
}

/** Call it inside a test, with which it ends. `slowWords`: how far slow answers count. */
export async function startQuotingBedrock({ slowWords = SLOW_WORDS } = {}): Promise<QuotingBedrock> {
  const requests: WholeRequest[] = [];
  let isSlow = false;
  const server = await startLocalBedrock(
    ({ wirePath, body }) => {
      const request = readWireRequest(wirePath, body);
      if (!request) return httpError(400, 'ValidationException', 'Not a ConverseStream request.');
      requests.push(request);
      return streamOf(
        framesOf(answerTo(turnsOf(request).at(-1) ?? '', requests.length, isSlow ? slowWords : 0)),
      );
    },
    { clock: realClock() },
  );
  onTestFinished(() => server.close());
  return {
    url: server.url,
    asked: () => requests.map(request => turnsOf(request).at(-1) ?? ''),
    conversation: () => requests.slice(-1).flatMap(turnsOf),
    slowly(on) {
      isSlow = on;
    },
  };
}

/** Long enough for whoever wants to end the program in the middle. */
const SLOW_WORDS = 1000;
const WORD_MS: Milliseconds = 10;

/** No two answers are alike: they are numbered, and every second one is right. */
function answerTo(asked: string, number: number, slowWords: number): Answer {
  const quote = asked.replaceAll(/\s+/g, ' ').slice(0, 40);
  const counted = Array.from({ length: slowWords }, (_, index) => `n${index + 1} `).join('');
  const text = `Reply ${number} to "${quote}". ${counted}The ball costs $0.${number % 2 === 0 ? '05' : '10'}.`;
  const wordMs = slowWords > 0 ? WORD_MS : 0;
  const words = text.match(/\S+\s*/g) ?? [];
  const usage = { input: 20, output: 30, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  return {
    deltas: words.map((word, index) => ({ afterMs: index * wordMs, channel: 'text', text: word })),
    ending: {
      kind: 'finished',
      afterMs: words.length * wordMs,
      stopReason: 'end_turn',
      usage,
      serverMs: 5,
      content: [{ text }],
    },
  };
}

function turnsOf({ messages }: WholeRequest): string[] {
  return messages.map(({ content }) => content.map(({ text = '' }) => text).join('\n'));
}
