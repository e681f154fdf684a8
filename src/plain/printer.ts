/**
 * Plain mode: a run as lines that are never redrawn, for pipes, dumb terminals and screen readers.
 * Tells each round when it is finished, with its diff against the round before. Pure but for `write`.
 */

import { plainInline } from '../diff/inline.ts';
import { diffWords } from '../diff/words.ts';
import type { AnyEvent, CallError, EventOf } from '../run/events.ts';
import { fold } from '../run/fold.ts';
import { answerCall, type Round, type Run } from '../run/run.ts';
import { formatCount, formatSeconds, formatShare } from '../text/numbers.ts';
import { ending, errorWords, firstWords, headline, provenanceWords, roundFacts, totals } from './describe.ts';

/** Takes the (cleaned) events of one run, in order, and writes lines. */
export function createPrinter(write: (line: string) => void): (event: AnyEvent) => Run {
  let run: Run | undefined;
  const say = (...lines: string[]) => lines.forEach(write);
  return event => {
    run = fold(run, event);
    switch (event.type) {
      case 'run.started':
        say(...opening(run));
        break;
      case 'call.started':
        say(
          '',
          `Round ${(event as EventOf<'call.started'>).round}: ${(event as EventOf<'call.started'>).purpose}`,
        );
        break;
      case 'call.retried':
        say(...retry(event as EventOf<'call.retried'>));
        break;
      case 'call.failed':
        say(...failure(run, event as EventOf<'call.failed'>));
        break;
      case 'round.finished': {
        const round = run.rounds.find(one => one.index === (event as EventOf<'round.finished'>).round);
        if (round) say(...finishedRound(run, round));
        break;
      }
      case 'run.finished':
        say('', ...closing(run));
    }
    return run;
  };
}

function opening(run: Run): string[] {
  const { question } = run;
  const reference = question.reference?.length ? [`Reference: ${question.reference.join(' | ')}`] : [];
  return [
    headline(run),
    `Answers come from: ${provenanceWords(run.provenance)}`,
    `Question (${question.domain}):`,
    ...indent(question.text),
    ...reference.map(line => firstWords(line, 300)),
  ];
}

function finishedRound(run: Run, round: Round): string[] {
  const call = answerCall(run, round);
  const previous = answerCall(
    run,
    run.rounds.findLast(one => one.index < round.index),
  );
  const thinking = call?.thinking ? thinkingLines(call.thinking) : [];
  return [...thinking, ...answerLines(call?.text ?? '', previous?.text, round.index), roundFacts(run, round)];
}

function thinkingLines(thinking: string): string[] {
  return ['Thinking:', ...indent(thinking.trim())];
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
  const text = run.calls[event.call]?.text ?? '';
  return [...(text === '' ? [] : ['The answer so far:', ...indent(text)]), ...errorLines(event.error)];
}

/** What happened and what would help, then the original words. */
export function errorLines(error: CallError): string[] {
  return [errorWords(error), ...(error.original ? indent(`${error.name}: ${error.original}`) : [])];
}

/** How it ended and what it cost: also the summary on leaving the app. */
export function closing(run: Run): string[] {
  return [ending(run), totals(run)];
}

/** A summary of the whole run, a line a round. */
export function summary(run: Run): string[] {
  return [
    `${headline(run)} · ${provenanceWords(run.provenance)}`,
    ...run.rounds.map(round => `  ${round.index}  ${roundFacts(run, round)}`),
    ...closing(run),
  ];
}

function indent(text: string): string[] {
  return text.split('\n').map(line => (line === '' ? '' : `  ${line}`));
}
