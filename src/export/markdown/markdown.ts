/** A run as a document to read, in GitHub's Markdown. What anybody else wrote is shown in it and does nothing. */
import { ending, errorLines, firstWords, roundInBrief } from '../../plain/describe.ts';
import { kindName } from '../../plain/edit-words.ts';
import { laneAnswer } from '../../plain/lane-words.ts';
import { apart } from '../../plain/layout.ts';
import { noReferenceWords } from '../../plain/reference-words.ts';
import { runRemarks } from '../../plain/remarks.ts';
import { returnedLines } from '../../plain/returned-words.ts';
import { totals } from '../../plain/totals.ts';
import { answerCall, type Round, type Run, returnedAnswer } from '../../run/run.ts';
import type { Exporter } from '../exporter.ts';
import { factLines } from './facts.ts';
import { codeSpan, fenced, inert } from './inert.ts';
import { roundSection } from './round.ts';

export const markdownExporter: Exporter = {
  id: 'md',
  name: 'a Markdown document to read',
  extension: '.md',
  *pieces(input) {
    const { run } = input;
    yield text(opening(run), factLines(input), question(run), overview(run));
    for (const round of run.rounds) yield `\n${text(roundSection(run, round))}`;
    yield `\n${text(closing(run))}`;
  },
};

function text(...parts: readonly (readonly string[])[]): string {
  return `${apart(...parts).join('\n')}\n`;
}

const LONGEST_TITLE = 80;

function opening({ question }: Run): string[] {
  return [`# ${inert(firstWords(question.title ?? question.text, LONGEST_TITLE))}`];
}

function question(run: Run): string[] {
  const { domain, text: asked, reference = [] } = run.question;
  return apart(
    ['## Question'],
    [`Domain: ${inert(domain)}`],
    fenced(asked),
    reference.length === 0
      ? [noReferenceWords(run)]
      : reference.some(one => one.includes('\n'))
        ? apart(['Reference:'], ...reference.map(one => fenced(one)))
        : [`Reference: ${reference.map(codeSpan).join(' or ')}`],
  );
}

/** One line a round, as the app leaves them on the screen. */
function overview(run: Run): string[] {
  return apart(
    ['## Rounds'],
    [
      '| Round | Kind | What came of it | Answer |',
      '| ---: | --- | --- | --- |',
      ...run.rounds.map(round => overviewRow(run, round)),
    ],
  );
}

function overviewRow(run: Run, round: Round): string {
  const [mark = '', ...facts] = roundInBrief(run, round).split(/ {3,}/);
  const answer = answerCall(run, round) && laneAnswer(run, round, 0);
  const brief = [mark, ...facts.filter(fact => !fact.startsWith('answer '))].map(inert).join(' · ');
  const cell = answer === undefined ? '' : inert(firstWords(answer, 40));
  return `| ${round.index} | ${inert(firstWords(kindName(round.kind)))} | ${brief} | ${cell} |`;
}

function closing(run: Run): string[] {
  const error = run.outcome?.kind === 'failed' ? run.outcome.error : undefined;
  const returned = returnedAnswer(run);
  const round = run.rounds.findLast(({ index }) => index === returned?.round);
  const answer = returned && round && laneAnswer(run, round, returned.lane);
  return apart(
    ['## The end'],
    [inert(ending(run))],
    error ? fenced(errorLines(error).join('\n')) : [],
    returnedLines(run).map(inert),
    answer
      ? [
          `Final answer (round ${returned.round}${returned.lane > 0 ? `, lane ${returned.lane}` : ''}): ${codeSpan(answer)}`,
        ]
      : [],
    [
      ...totals(run).map(line => `- ${inert(line.replaceAll(/ {3,}/g, ' · '))}`),
      ...runRemarks(run).map(words => `- Noticed: ${inert(words)}.`),
    ],
  );
}
