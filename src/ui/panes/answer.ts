/** The panes that show what came of a round: its answer, with Markdown drawn or raw, and the thinking before it. Pure. */
import { gradeFacts } from '../../plain/grade.ts';
import { hiddenThinkingWords } from '../../plain/hidden-thinking.ts';
import { thinkingFacts } from '../../plain/thinking-facts.ts';
import type { Call, Round, Run } from '../../run/run.ts';
import { EMPTY, type Line, line, span, wrapped } from '../line.ts';
import { callOf, endNotes, waitingLines } from './call-notes.ts';
import { answerLines, rawAnswerLines, thinkingLines, thinkingTokens } from './model-text.ts';

/** `raw` leaves the text of the model as it is. */
export function answerPane(run: Run, index: number, width: number, raw = false): readonly Line[] {
  const call = callOf(run, index);
  const round = run.rounds.findLast(one => one.index === index);
  if (!call || !round) return [NOT_ASKED];
  const known = finished.get(round);
  if (known?.width === width && known.raw === raw) return known.lines;
  const lines = [
    ...answerBody(run, call, width, raw),
    ...endNotes(call, width),
    ...gradeLines(run, round, width),
  ];
  if (round.finishedAt !== undefined) finished.set(round, { width, raw, lines });
  return lines;
}

interface LaidOut {
  readonly width: number;
  readonly raw: boolean;
  readonly lines: readonly Line[];
}

/** A finished round stays the same object for ever, and so do its lines. */
const finished = new WeakMap<Round, LaidOut>();

const NOT_ASKED = line(span('Not asked yet.', 'muted'));

function answerBody(run: Run, call: Call, width: number, raw: boolean): Line[] {
  if (call.text !== '') return raw ? rawAnswerLines(call, width) : answerLines(call, width);
  if (call.status === 'streaming') return waitingLines(run, call, width);
  return wrapped(call.status === 'failed' ? 'No text had come.' : 'The answer is empty.', width, 'muted');
}

/** What was found in the text, and how it was compared. */
function gradeLines(run: Run, round: Round, width: number): Line[] {
  const facts = gradeFacts(run, round);
  return facts.length === 0 ? [] : [EMPTY, ...wrapped(facts.join('   '), width, 'muted')];
}

export function thinkingPane(run: Run, round: number, width: number): Line[] {
  const call = callOf(run, round);
  if (!call) return [NOT_ASKED];
  if (call.thinking !== '') {
    const facts = thinkingFacts(run, call, thinkingTokens(call));
    return [...wrapped(`Thinking: ${facts}`, width, 'muted'), EMPTY, ...thinkingLines(call, width)];
  }
  if (call.status === 'streaming' && call.text === '') return waitingLines(run, call, width);
  return wrapped(whyNoThinking(call), width, 'muted');
}

function whyNoThinking(call: Call): string {
  const hidden = hiddenThinkingWords(call);
  if (hidden !== undefined) return hidden;
  if (call.status === 'streaming') return 'No thinking has come.';
  return 'No thinking came with this round.';
}
