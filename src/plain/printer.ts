/**
 * Plain mode: a run as lines that are never redrawn, for pipes, dumb terminals and screen readers.
 * Tells each request when it is sent, and each round when it is finished, with its diff against the
 * round before. Pure but for `write`.
 */

import { isProbe } from '../run/edited.ts';
import type { AnyEvent, EventOf } from '../run/events.ts';
import { fold } from '../run/fold.ts';
import { isKnown } from '../run/known.ts';
import { callsOf, isAnswering, type Round, type Run } from '../run/run.ts';
import { formatSeconds } from '../text/numbers.ts';
import { branchWords, resumedWords } from './branch-words.ts';
import { ending, errorLines, firstWords, headline, provenanceWords, roundInBrief } from './describe.ts';
import { attemptPlace, attemptWords, editSentence, isChanged, kindName } from './edit-words.ts';
import { feedbackLines, voteLines } from './feedback-lines.ts';
import { importedRemarks, importedWords } from './imported-words.ts';
import { labelWords } from './label-words.ts';
import { purposeName } from './lane-words.ts';
import { indent, oneLine } from './layout.ts';
import { oldPriceWords } from './price-words.ts';
import { noReferenceWords } from './reference-words.ts';
import { runRemarks } from './remarks.ts';
import { requestLines } from './request.ts';
import { returnedLines } from './returned-words.ts';
import { asideLines, failureLines, roundLines } from './round.ts';
import { type Signs, UNICODE_SIGNS } from './signs.ts';
import { totals } from './totals.ts';

export interface Printer {
  /** Takes the (cleaned) events of one run, in order. */
  tell(event: AnyEvent): void;
  /** No more events will come: a run without an end is told up to where it goes. */
  end(): void;
}

export function createPrinter(write: (line: string) => void, signs: Signs = UNICODE_SIGNS): Printer {
  let run: Run | undefined;
  const say = (lines: readonly string[]) => {
    for (const line of lines) write(oneLine(line));
  };
  return {
    tell(event) {
      run = fold(run, event);
      say(linesFor(event, run, signs));
    },
    end() {
      if (run && !run.outcome) say(closing(run, signs));
    },
  };
}

function linesFor(event: AnyEvent, run: Run, signs: Signs): string[] {
  if (!isKnown(event)) return [];
  switch (event.type) {
    case 'run.started':
      return opening(run, signs);
    case 'call.started':
      return begun(run, event);
    case 'call.retried':
      return retry(event);
    case 'call.failed': {
      const call = run.calls[event.call];
      return call ? ['', ...failureLines(run, call, signs)] : errorLines(event.error);
    }
    case 'call.finished': {
      const call = run.calls[event.call];
      // Answers are told when their round ends, with their grades.
      return call && !isAnswering(call) ? ['', ...asideLines(run, call, signs)] : [];
    }
    case 'check.finished':
      return feedbackLines(run, event);
    case 'vote.counted':
      return voteLines(event, signs);
    case 'user.edited':
      return ['', `${editSentence(event.round, event.change, run)}.`];
    case 'user.noted':
      return noteLines(event);
    case 'user.labelled':
      return ['', `Your label on the run: ${labelWords(event).join(', ')}.`];
    case 'run.resumed':
      return ['', `The run was gone on with at ${event.resumedAt} (${resumedFacts(event)}).`];
    case 'round.finished':
      return finishedRound(run, event.round, signs);
    case 'run.finished':
      return closing(run, signs);
    default:
      return [];
  }
}

function opening(run: Run, signs: Signs): string[] {
  const { question } = run;
  const price = oldPriceWords(run);
  const branch = branchWords(run);
  return [
    headline(run, signs),
    ...(branch === undefined ? [] : [`A ${branch}; what is told up to there is of that run.`]),
    `Source: ${importedWords(run) ?? provenanceWords(run.provenance)}`,
    ...importedRemarks(run),
    ...(price === undefined ? [] : [price]),
    '',
    `Question (${question.domain}):`,
    ...indent(question.text),
    '',
    ...referenceLines(run),
  ];
}

function referenceLines(run: Run): string[] {
  const { reference = [] } = run.question;
  if (reference.length === 0) return [noReferenceWords(run)];
  if (!reference.some(one => one.includes('\n'))) return [`Reference: ${reference.join(' | ')}`];
  return ['Reference:', ...reference.flatMap(indent)];
}

function begun(run: Run, event: EventOf<'call.started'>): string[] {
  const call = run.calls[event.call];
  return [
    '',
    `Round ${event.round}${event.again === undefined ? '' : ' once more'}: ${purposeWords(event)}${inLaneWords(event)}`,
    ...(call ? requestLines(run, call) : []),
  ];
}

/** A probe is named, so that nobody takes it for a reflection. */
function purposeWords({ purpose }: EventOf<'call.started'>): string {
  return isProbe(purpose) ? `${kindName(purpose)} (a probe, no reflection)` : purposeName(purpose);
}

function noteLines({ round, text }: EventOf<'user.noted'>): string[] {
  if (text === '') return [`Your note on round ${round} was taken back.`];
  return [`Your note on round ${round}:`, ...indent(text)];
}

function resumedFacts({ app, provenance }: EventOf<'run.resumed'>): string {
  return [app, ...(provenance === undefined ? [] : [provenanceWords(provenance)])].join(', ');
}

function inLaneWords({ lane }: { readonly lane: number }): string {
  return lane > 0 ? `, lane ${lane}` : '';
}

function finishedRound(run: Run, index: number, signs: Signs): string[] {
  const round = run.rounds.findLast(one => one.index === index);
  const lines = round ? roundLines(run, round, signs) : [];
  return lines.length === 0 ? [] : ['', ...lines];
}

function retry({ attempt, attempts, reason, waitMs }: EventOf<'call.retried'>): string[] {
  const of = attempts === undefined ? '' : ` of ${attempts}`;
  return [`Attempt ${attempt}${of} failed: ${reason.message} Trying again in ${formatSeconds(waitMs)}.`];
}

/** What had come of a round that never ended (or not of its last attempt), how the run ended, and what it cost. */
function closing(run: Run, signs: Signs): string[] {
  const open = run.rounds.filter(round => isOpen(run, round));
  return [
    ...open.flatMap(round => [
      ...finishedRound(run, round.index, signs),
      ...asidesSoFar(run, round).flatMap(call => ['', ...asideLines(run, call, signs)]),
    ]),
    '',
    signs.words(ending(run)),
    ...returnedLines(run, signs),
    ...[...totals(run), ...warnings(run)].map(signs.words),
  ];
}

function isOpen(run: Run, round: Round): boolean {
  if (round.finishedAt === undefined) return round.calls.length > 0;
  return callsOf(run, round).some(({ status }) => status === 'streaming');
}

/** What was being said about an answer when the run stopped. */
function asidesSoFar(run: Run, round: Round) {
  return callsOf(run, round).filter(call => call.status === 'streaming' && !isAnswering(call));
}

function warnings(run: Run): string[] {
  return runRemarks(run).map(words => `Noticed: ${words}.`);
}

/** The longest note in a summary. */
const LONGEST_NOTE = 64;

/** What the user did with a round, in short. */
function userWords(run: Run, { index }: Round): string[] {
  const attempt = attemptPlace(run, index);
  return [...(isChanged(run, index) ? ['edited'] : []), ...(attempt ? [attemptWords(attempt)] : [])];
}

function originLines(run: Run): string[] {
  const facts = [branchWords(run), resumedWords(run)].flatMap(words => words ?? []);
  return facts.map(words => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`);
}

/** The whole run in a few lines, one a round: what the app leaves on the screen. */
export function summary(run: Run, signs: Signs = UNICODE_SIGNS): string[] {
  const error = run.outcome?.kind === 'failed' ? run.outcome.error : undefined;
  return [
    `${headline(run, signs)}${signs.words(' · ')}${importedWords(run) ?? provenanceWords(run.provenance)}`,
    ...originLines(run),
    ...importedRemarks(run),
    ...run.rounds.flatMap(round => [
      `  ${round.index}  ${[roundInBrief(run, round, signs), ...userWords(run, round)].join('   ')}`,
      ...(round.note === undefined ? [] : [`     note: ${firstWords(round.note, LONGEST_NOTE, signs)}`]),
    ]),
    signs.words(ending(run)),
    ...returnedLines(run, signs),
    ...(error ? errorLines(error) : []),
    ...[...totals(run), ...warnings(run)].map(signs.words),
  ].map(oneLine);
}
