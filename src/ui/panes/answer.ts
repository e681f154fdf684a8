/** The panes that show what came of a round: its answer, with Markdown drawn or raw, and the thinking before it. Pure. */
import { gradeFacts } from '../../plain/grade.ts';
import { hiddenThinkingWords } from '../../plain/hidden-thinking.ts';
import { thinkingFacts } from '../../plain/thinking-facts.ts';
import { NOT_KEPT } from '../../run/known.ts';
import { type Call, isAnswering, isSettled, type Round, type Run } from '../../run/run.ts';
import { EMPTY, type Line, line, span, wrapped } from '../line.ts';
import { callOf, endNotes, placeLines, waitingLines } from './call-notes.ts';
import { answerLines, rawAnswerLines, thinkingLines, thinkingTokens } from './model-text.ts';

/** `raw` leaves the text of the model as it is; `callId` is a call of the round, in place of the one that answers. */
export function answerPane(
  run: Run,
  index: number,
  width: number,
  raw = false,
  callId?: number,
): readonly Line[] {
  const call = callOf(run, index, callId);
  const round = run.rounds.findLast(one => one.index === index);
  if (!call || !round) return [NOT_ASKED];
  const known = finished.get(round);
  if (known?.width === width && known.raw === raw && known.call === call) return known.lines;
  const lines = [
    ...placeLines(run, call, width),
    ...answerText(run, call, width, raw),
    ...gradeLines(run, round, call, width),
  ];
  if (isSettled(run, round)) {
    finished.set(round, { width, raw, call, lines });
  }
  return lines;
}

interface LaidOut {
  readonly width: number;
  readonly raw: boolean;
  readonly call: Call;
  readonly lines: readonly Line[];
}

/** A finished round stays the same object until its call is made once more, and so do its lines. */
const finished = new WeakMap<Round, LaidOut>();

const NOT_ASKED = line(span('Not asked yet.', 'muted'));

/** What a call said, and how it ended. */
export function answerText(run: Run, call: Call, width: number, raw: boolean): Line[] {
  return [...answerBody(run, call, width, raw), ...endNotes(call, width)];
}

function answerBody(run: Run, call: Call, width: number, raw: boolean): Line[] {
  if (call.text !== '') return raw ? rawAnswerLines(call, width) : answerLines(call, width);
  if (call.status === 'streaming') return waitingLines(run, call, width);
  // The note below says that it was not kept.
  if (call.stopReason === NOT_KEPT) return [];
  const empty = isAnswering(call) ? 'The answer is empty.' : 'It said nothing.';
  return wrapped(call.status === 'failed' ? 'No text had come.' : empty, width, 'muted');
}

/** What was found in the text, and how it was compared. What is about an answer is not graded. */
function gradeLines(run: Run, round: Round, call: Call, width: number): Line[] {
  const facts = isAnswering(call) ? gradeFacts(run, round, { call: call.id, lane: call.lane }) : [];
  return facts.length === 0 ? [] : [EMPTY, ...wrapped(facts.join('   '), width, 'muted')];
}

export function thinkingPane(run: Run, round: number, width: number, callId?: number): Line[] {
  const call = callOf(run, round, callId);
  return call ? [...placeLines(run, call, width), ...thinkingBody(run, call, width)] : [NOT_ASKED];
}

function thinkingBody(run: Run, call: Call, width: number): Line[] {
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
