/** The panes that show a text as it is: the answer of a round, and the thinking before it. Pure. */

import { errorWords } from '../../plain/describe.ts';
import { answerCall, type Call, gradeOf, type Run } from '../../run/run.ts';
import { formatSeconds } from '../../text/numbers.ts';
import type { Roles } from '../theme.ts';
import { EMPTY, type Line, line, span, wrapped } from './line.ts';

export function answerPane(run: Run, round: number, width: number): Line[] {
  const call = callOf(run, round);
  if (!call) return [line(span('Not asked yet.', 'muted'))];
  const waiting = call.text === '' && call.status === 'streaming';
  return [
    ...(waiting ? [waitingLine(run, call)] : wrapped(call.text, width)),
    ...aftermath(run, round, call, width),
  ];
}

export function thinkingPane(run: Run, round: number, width: number): Line[] {
  const call = callOf(run, round);
  if (!call) return [line(span('Not asked yet.', 'muted'))];
  if (call.thinking !== '') return wrapped(call.thinking, width, 'thinking');
  if (call.status === 'streaming' && call.text === '') return [waitingLine(run, call)];
  return wrapped(whyNoThinking(call), width, 'muted');
}

function whyNoThinking(call: Call): string {
  const redacted = call.content?.some(block => block.reasoningContent?.redactedContent !== undefined);
  if (redacted) return 'The model thought, but its thinking is redacted; it is billed with the output.';
  const hidden = call.content?.some(block => block.reasoningContent?.reasoningText?.text === '');
  if (hidden) return 'The model thought, but does not show it; it is billed with the output.';
  return 'No thinking came with this round.';
}

/** What is being waited for, and since when. */
function waitingLine(run: Run, call: Call): Line {
  const retry = call.retries.at(-1);
  const since = formatSeconds(run.at - call.startedAt);
  if (call.thinking !== '') return line(span('Thinking… (the Thinking pane shows it)', 'muted'));
  if (!retry) return line(span(`Waiting for the first token of ${call.model}, ${since}…`, 'muted'));
  const of = retry.attempts === undefined ? '' : ` of ${retry.attempts}`;
  return line(
    span(
      `Attempt ${retry.attempt}${of} failed (${retry.reason.message}) Trying again in ${formatSeconds(retry.waitMs)}.`,
      'warning',
    ),
  );
}

/** After the text: that it was cut off, and the grade. */
function aftermath(run: Run, index: number, call: Call, width: number): Line[] {
  const lines: Line[] = [];
  const add = (text: string, role: Roles) => lines.push(EMPTY, ...wrapped(text, width, role));
  if (call.error) {
    add(`▲ ${errorWords(call.error)}`, 'bad');
    if (call.error.original) {
      lines.push(...wrapped(`${call.error.name}: ${call.error.original}`, width, 'muted'));
    }
  }
  if (call.stopReason && !NORMAL_STOPS.has(call.stopReason)) {
    add(`▲ Stopped by the model's service: ${stopWords(call.stopReason)}`, 'warning');
  }
  const grade = gradeOf(run.rounds.find(round => round.index === index));
  if (grade) {
    const reference = run.question.reference?.join(' or ');
    const answer =
      grade.extracted === null ? 'No answer was found in the text' : `Answer: ${grade.extracted}`;
    add(`${answer}${reference ? `   reference: ${reference}` : ''}   (${grade.method})`, 'muted');
  }
  return lines;
}

const NORMAL_STOPS = new Set(['end_turn', 'stop_sequence']);

function stopWords(reason: string): string {
  if (reason === 'max_tokens') return 'the answer reached --max-tokens and is cut off.';
  if (reason === 'guardrail_intervened') return 'a guardrail intervened.';
  if (reason === 'content_filtered') return 'the content was filtered.';
  return `${reason}.`;
}

function callOf(run: Run, round: number): Call | undefined {
  return answerCall(
    run,
    run.rounds.find(one => one.index === round),
  );
}
