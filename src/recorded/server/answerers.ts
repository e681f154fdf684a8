/** Who stands behind the local Bedrock, and how fast they speak: recordings, a script, and whoever answers last. */
import { estimateTokens } from '../../text/tokens.ts';
import type { Answer, Answerer, NoAnswer } from '../answer.ts';
import { answerableWords, createAnswerable, inBrief } from '../answerable.ts';
import { promptEstimate } from '../cache-simulation.ts';
import { answerFrom, type RecordingInfo, recordingReader } from '../recordings.ts';
import { type Pace, scaleOf, seeded, writtenAnswer } from '../written-answer.ts';
import { lastUserText } from './user-text.ts';

/** Answers in turn: the first that has one. What all of them lack is told by the first. */
export function firstOf(answerers: readonly Answerer[]): Answerer {
  return async request => {
    let none: NoAnswer | undefined;
    for (const answerer of answerers) {
      const answer = await answerer(request);
      if ('deltas' in answer) return answer;
      none ??= answer;
    }
    return none ?? { message: 'Nobody is there to answer.' };
  };
}

/** Recordings, for many who ask: what is recorded several times comes in turn, again and again. */
export function answersOf(recordings: readonly RecordingInfo[]): Answerer {
  const read = recordingReader();
  const answer = answerFrom(recordings, read, 'from the first');
  const answerable = createAnswerable(recordings, read);
  return async request => {
    const found = await answer(request);
    if ('deltas' in found) return found;
    const words = answerableWords(await answerable(request));
    // It begins with what the other one says, in fewer words.
    const there = words?.replace(/^No recording holds this turn[^.]*\. ?/, '') ?? '';
    const turn = `The turn is ${inBrief(lastUserText(request.messages))}.`;
    return { message: [found.message, turn, there].filter(Boolean).join(' ') };
  };
}

export const USUAL_PACE: Pace = { firstMs: 400, tokensPerSecond: 80 };

/** Always the same text, or with `echo` the last words of the user. */
export function fallback(text: string, seed: number): Answerer {
  const random = seeded(seed);
  return request => {
    const scale = scaleOf(request.model);
    const said = text === 'echo' ? lastUserText(request.messages) || '(nothing)' : text;
    const usage = { input: promptEstimate(request, scale), output: 0, ...NOTHING_CACHED };
    const answer = writtenAnswer({ text: said }, { pace: USUAL_PACE, usage, seed, random, scale });
    return { from: 'fallback', ...answer };
  };
}

export const NOTHING_CACHED = { cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

/** The same answers at so many tokens a second, once they have begun. */
export function atTokensPerSecond(answerer: Answerer, tokensPerSecond: number): Answerer {
  return async request => {
    const answer = await answerer(request);
    return 'deltas' in answer ? paced(answer, tokensPerSecond, scaleOf(request.model)) : answer;
  };
}

function paced(answer: Answer, tokensPerSecond: number, scale: number): Answer {
  let at = answer.deltas[0]?.afterMs ?? 0;
  const deltas = answer.deltas.map((delta, index) => {
    if (index > 0) at += (estimateTokens(delta.text, scale) * 1000) / tokensPerSecond;
    return { ...delta, afterMs: Math.round(at) };
  });
  const afterMs = Math.round(deltas.length > 0 ? at : answer.ending.afterMs);
  const { ending } = answer;
  return {
    ...answer,
    deltas,
    ending: ending.kind === 'finished' ? { ...ending, afterMs, serverMs: afterMs } : { ...ending, afterMs },
  };
}
