/** The panes that show what came of a round: its answer, with Markdown drawn or raw, and the thinking before it. Pure. */
import { gradeFacts } from '../../plain/grade.ts';
import { hiddenThinkingWords } from '../../plain/hidden-thinking.ts';
import { thinkingFacts } from '../../plain/thinking-facts.ts';
import type { Call, Round, Run } from '../../run/run.ts';
import { EMPTY, type Line, line, span, wrapped } from '../line.ts';
import { attemptNotes, callOf, endNotes, isSettled, waitingLines } from './call-notes.ts';
import { answerLines, rawAnswerLines, thinkingLines, thinkingTokens } from './model-text.ts';

/** `raw` leaves the text of the model as it is; `callId` is an attempt of the round, in place of the one that goes on. */
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
    ...attemptLines(run, call, width),
    ...answerBody(run, call, width, raw),
    ...endNotes(call, width),
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

/** Which of several attempts this is. */
function attemptLines(run: Run, call: Call, width: number): Line[] {
  const [words] = attemptNotes(run, call.round, call.id);
  return words === undefined ? [] : [...wrapped(titled(words), width, 'muted'), EMPTY];
}

function titled(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

const NOT_ASKED = line(span('Not asked yet.', 'muted'));

function answerBody(run: Run, call: Call, width: number, raw: boolean): Line[] {
  if (call.text !== '') return raw ? rawAnswerLines(call, width) : answerLines(call, width);
  if (call.status === 'streaming') return waitingLines(run, call, width);
  return wrapped(call.status === 'failed' ? 'No text had come.' : 'The answer is empty.', width, 'muted');
}

/** What was found in the text, and how it was compared. */
function gradeLines(run: Run, round: Round, { id }: Call, width: number): Line[] {
  const facts = gradeFacts(run, round, { call: id });
  return facts.length === 0 ? [] : [EMPTY, ...wrapped(facts.join('   '), width, 'muted')];
}

export function thinkingPane(run: Run, round: number, width: number, callId?: number): Line[] {
  const call = callOf(run, round, callId);
  return call ? [...attemptLines(run, call, width), ...thinkingBody(run, call, width)] : [NOT_ASKED];
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
