/**
 * Plain mode: a run as lines that are never redrawn, for pipes, dumb terminals and screen readers.
 * Tells each round when it is finished, with its diff against the round before. Pure but for `write`.
 */
import { plainInline } from '../diff/inline.ts';
import { diffWords } from '../diff/words.ts';
import { type AnyEvent, type CallError, type EventOf, isKnown } from '../run/events.ts';
import { fold } from '../run/fold.ts';
import { answerCall, type Call, type Round, type Run } from '../run/run.ts';
import { formatCount, formatSeconds, formatShare } from '../text/numbers.ts';
import {
  ending,
  errorWords,
  headline,
  provenanceWords,
  roundFacts,
  roundInBrief,
  totals,
  verdict,
} from './describe.ts';

export interface Printer {
  /** Takes the (cleaned) events of one run, in order. */
  tell(event: AnyEvent): void;
  /** No more events will come: a run without an end is told up to where it goes. */
  end(): void;
}

export function createPrinter(write: (line: string) => void): Printer {
  let run: Run | undefined;
  const say = (lines: readonly string[]) => {
    for (const line of lines) write(oneLine(line));
  };
  return {
    tell(event) {
      run = fold(run, event);
      say(linesFor(event, run));
    },
    end() {
      if (!run || run.outcome) return;
      const going = run.calls.filter(call => call?.status === 'streaming');
      say([...going.flatMap(call => (call ? textSoFar(call) : [])), '', ...closing(run)]);
    },
  };
}

/** A title, a model or an answer with a line break in it must not look like a line of ours. */
function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

function linesFor(event: AnyEvent, run: Run): string[] {
  if (!isKnown(event)) return [];
  switch (event.type) {
    case 'run.started':
      return opening(run);
    case 'call.started':
      return ['', `Round ${event.round}: ${event.purpose}${event.lane > 0 ? `, lane ${event.lane}` : ''}`];
    case 'call.retried':
      return retry(event);
    case 'call.failed':
      return failure(run, event);
    case 'check.finished':
      return [`Check (${event.source}): ${event.verdict}`, ...indent(event.text)];
    case 'user.edited':
      return [`Changed by the user: ${Object.keys(event.change).join(', ')}`];
    case 'round.finished':
      return finishedRound(run, event.round);
    case 'run.finished':
      return ['', ...closing(run)];
    default:
      return [];
  }
}

function opening(run: Run): string[] {
  const { question } = run;
  return [
    headline(run),
    `Source: ${provenanceWords(run.provenance)}`,
    `Question (${question.domain}):`,
    ...indent(question.text),
    ...referenceLines(question.reference ?? []),
  ];
}

function referenceLines(reference: readonly string[]): string[] {
  if (reference.length === 0) return ['No reference: what changes is marked, what is right is not known.'];
  if (!reference.some(one => one.includes('\n'))) return [`Reference: ${reference.join(' | ')}`];
  return ['Reference:', ...reference.flatMap(indent)];
}

function finishedRound(run: Run, index: number): string[] {
  const round = run.rounds.findLast(one => one.index === index);
  if (!round) return [];
  const call = answerCall(run, round);
  const previous = answerCall(
    run,
    run.rounds.findLast(one => one.index < round.index),
  );
  return [
    ...(call ? thinkingLines(call) : []),
    ...answerLines(call?.text ?? '', previous?.text, round.index),
    ...facts(run, round),
  ];
}

function facts(run: Run, round: Round): string[] {
  return [verdict(run, round), roundFacts(run, round)];
}

function thinkingLines({ thinking }: Call): string[] {
  return thinking.trim() === '' ? [] : ['Thinking:', ...indent(thinking.trim())];
}

function answerLines(text: string, previous: string | undefined, round: number): string[] {
  if (previous === undefined) return ['Answer:', ...indent(text)];
  const diff = diffWords(previous, text);
  const { added, removed, keptShare } = diff.stats;
  if (added + removed === 0) return [`No word changed since round ${round - 1}.`];
  return [
    `Against round ${round - 1}, words: +${formatCount(added)} −${formatCount(removed)}, ${formatShare(keptShare)} kept. [-removed-] {+added+}`,
    ...indent(plainInline(diff)),
  ];
}

function retry({ attempt, attempts, reason, waitMs }: EventOf<'call.retried'>): string[] {
  const of = attempts === undefined ? '' : ` of ${attempts}`;
  return [`Attempt ${attempt}${of} failed: ${reason.message} Trying again in ${formatSeconds(waitMs)}.`];
}

function failure(run: Run, event: EventOf<'call.failed'>): string[] {
  const call = run.calls[event.call];
  const round = run.rounds.findLast(one => one.index === call?.round);
  return [...(call ? textSoFar(call) : []), ...errorLines(event.error), ...(round ? facts(run, round) : [])];
}

function textSoFar(call: Call): string[] {
  const text = call.text.trim() === '' ? [] : ['The answer so far:', ...indent(call.text)];
  return [...thinkingLines(call), ...text];
}

/** What happened and what would help, then the original words. */
export function errorLines(error: CallError): string[] {
  return [errorWords(error), ...(error.original ? indent(`${error.name}: ${error.original}`) : [])];
}

/** How it ended and what it cost. */
function closing(run: Run): string[] {
  return [ending(run), ...totals(run)];
}

/** The whole run in a few lines, one a round: what the app leaves on the screen. */
export function summary(run: Run): string[] {
  const error = run.outcome?.kind === 'failed' ? run.outcome.error : undefined;
  return [
    `${headline(run)} · ${provenanceWords(run.provenance)}`,
    ...run.rounds.map(round => `  ${round.index}  ${roundInBrief(run, round)}`),
    ending(run),
    ...(error ? errorLines(error) : []),
    ...totals(run),
  ].map(oneLine);
}

function indent(text: string): string[] {
  return text.split('\n').map(line => (line === '' ? '' : `  ${line}`));
}
