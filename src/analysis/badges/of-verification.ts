/** The badge for a verification that passed an answer without working anything out. */
import { callsOf, feedbackOn } from '../../run/run.ts';
import { type Badge, quoted } from './badge.ts';
import type { Seen } from './seen.ts';

/** Sources that read an answer; what runs it has looked at it in any case. */
const READERS = new Set(['judge', 'critic']);
/** A longer text has surely said something of its own, in words. */
const LONGEST_STAMP_WORDS = 60;
/** So many words running of the answer are a quotation of it. */
const QUOTED_WORDS = 5;

/** `49 + 29 = 78`: worked out once more, though every figure of it may stand in the answer. */
const CALCULATION = /\d[^\n=]{0,20}[-+*/·×÷−^][^\n=]{0,20}[=≈]\s*\S?\d/;

/**
 * A pass in few words, with no figure that question and answer did not have, without a calculation and
 * without quoting a step: nothing shows that it was checked.
 */
export function rubberStamp({ run, round, lane, call }: Seen): Badge | undefined {
  const feedback = feedbackOn(run, round, lane);
  if (feedback?.verdict !== 'pass' || !READERS.has(feedback.source)) return undefined;
  const ids = new Set(feedback.calls ?? []);
  const said = callsOf(run, round)
    .filter(({ id }) => ids.has(id))
    .map(({ text, thinking }) => `${thinking}\n${text}`);
  const words = said.length > 0 ? said.join('\n') : feedback.text;
  if (wordsOf(words).length > LONGEST_STAMP_WORDS) return undefined;
  const known = `${run.question.text}\n${call.text}`;
  if (CALCULATION.test(words) || hasNewFigure(words, known) || quotes(words, call.text)) return undefined;
  return {
    kind: 'rubber-stamp',
    word: 'rubber stamp',
    sentence: 'The answer was passed, and nothing shows that it was checked',
    heuristic: true,
    evidence: [
      { what: `what the ${feedback.source} said`, text: quoted(words), round: round.index, pane: 'feedback' },
    ],
  };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function hasNewFigure(said: string, known: string): boolean {
  const figures = new Set(known.match(/\d+(?:[.,]\d+)*/g) ?? []);
  return (said.match(/\d+(?:[.,]\d+)*/g) ?? []).some(figure => !figures.has(figure));
}

function quotes(said: string, answer: string): boolean {
  const words = wordsOf(said);
  const inAnswer = ` ${wordsOf(answer).join(' ')} `;
  return words.some((_, start) => {
    const run = words.slice(start, start + QUOTED_WORDS);
    return run.length === QUOTED_WORDS && inAnswer.includes(` ${run.join(' ')} `);
  });
}
