/** The panes that show what came of a round: its answer, with Markdown drawn or raw, and the thinking before it. Pure. */
import { type Call, gradeOf, type Run } from '../../run/run.ts';
import { truncate } from '../../text/pad.ts';
import { EMPTY, type Line, line, span, wrapped } from '../line.ts';
import { callOf, endNotes, waitingLines } from './call-notes.ts';
import { answerLines, rawAnswerLines, thinkingLines } from './model-text.ts';

/** `raw` leaves the text of the model as it is. */
export function answerPane(run: Run, round: number, width: number, raw = false): Line[] {
  const call = callOf(run, round);
  if (!call) return [NOT_ASKED];
  return [...answerBody(run, call, width, raw), ...endNotes(call, width), ...gradeLines(run, round, width)];
}

const NOT_ASKED = line(span('Not asked yet.', 'muted'));

function answerBody(run: Run, call: Call, width: number, raw: boolean): Line[] {
  if (call.text !== '') return raw ? rawAnswerLines(call, width) : answerLines(call, width);
  if (call.status === 'streaming') return waitingLines(run, call, width);
  return wrapped(call.status === 'failed' ? 'No text had come.' : 'The answer is empty.', width, 'muted');
}

/** What was found in the text, and how it was compared. */
function gradeLines(run: Run, index: number, width: number): Line[] {
  const grade = gradeOf(run.rounds.findLast(round => round.index === index));
  if (!grade) return [];
  const { extracted, method } = grade;
  const reference = run.question.reference?.map(short).join(' or ');
  const answer = extracted === null ? 'No answer was found in the text.' : `Answer: ${short(extracted)}`;
  const against = reference ? `   reference: ${reference}` : '';
  return [EMPTY, ...wrapped(`${answer}${against}   (${method})`, width, 'muted')];
}

const LONGEST_SHORT = 80;

/** A query or a whole text is known from its beginning. */
function short(text: string): string {
  return truncate(text.replaceAll(/\s+/g, ' ').trim(), LONGEST_SHORT);
}

export function thinkingPane(run: Run, round: number, width: number): Line[] {
  const call = callOf(run, round);
  if (!call) return [NOT_ASKED];
  if (call.thinking !== '') return thinkingLines(call, width);
  if (call.status === 'streaming' && call.text === '') return waitingLines(run, call, width);
  return wrapped(whyNoThinking(call), width, 'muted');
}

function whyNoThinking(call: Call): string {
  const redacted = call.content?.some(block => block.reasoningContent?.redactedContent !== undefined);
  if (redacted) return 'The model thought, but its thinking is redacted; it is billed with the output.';
  const hidden = call.content?.some(block => block.reasoningContent?.reasoningText?.text === '');
  if (hidden) return 'The model thought, but does not show it; it is billed with the output.';
  if (call.status === 'streaming') return 'No thinking has come.';
  return 'No thinking came with this round.';
}
