/** The estimate of a run with what this program knows at the moment: the price in force, and what was recorded. */
import { readFileSync } from 'node:fs';
import { estimateRun, type RunEstimate } from '../analysis/estimate.ts';
import { type RecordedAnswer, recordedAnswers } from '../analysis/estimate-output.ts';
import { problemsWith } from '../bedrock/request.ts';
import { priceOf } from '../models/prices.ts';
import { estimateJson, estimateLines } from '../plain/estimate-words.ts';
import type { RecordingInfo } from '../recorded/recordings.ts';
import { foldAll } from '../run/fold.ts';
import type { Question } from '../run/question.ts';
import type { Settings } from '../run/settings.ts';
import { firstTurnOf, REFLECTION_PROMPT, turnOf } from '../strategies/prompts.ts';
import { safeJson } from '../text/json.ts';
import { parseLine } from '../transcripts/read.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { createOutput } from './output.ts';
import type { Source } from './source.ts';
import { signsFor } from './terminal.ts';

export function estimateFor(source: Source, question: Question, settings: Settings): RunEstimate {
  const { strategy, prompts, model } = settings;
  const { text } = question;
  // An answer that the turn repeats, and feedback, are not known before there are some.
  const values = { question: text, answer: '', feedback: '', round: '1' };
  return estimateRun({
    settings,
    question: { text: prompts.first === undefined ? text : firstTurnOf(prompts.first, text) },
    turn: turnOf(prompts.reflection ?? REFLECTION_PROMPT, values, strategy),
    price: priceOf(model, source.kind === 'live' ? source.region : undefined, source.prices),
    recorded: source.kind === 'offline' ? answersIn(source.recordings, question, settings) : [],
  });
}

/** Of the same question, the same model, and the same thinking: what is recorded otherwise says little. */
function answersIn(
  recordings: readonly RecordingInfo[],
  question: Question,
  { model, thinking }: Settings,
): RecordedAnswer[] {
  const wanted = JSON.stringify(thinking);
  return recordings
    .filter(({ head }) => head.question.text === question.text && head.settings.model === model)
    .filter(({ head }) => JSON.stringify(head.settings.thinking) === wanted)
    .flatMap(({ file }) => answersOf(file));
}

/** Recordings are part of the program and do not change. */
const read = new Map<string, readonly RecordedAnswer[]>();

/** A recording that cannot be read says nothing. */
function answersOf(file: string): readonly RecordedAnswer[] {
  const known = read.get(file);
  if (known) return known;
  let answers: readonly RecordedAnswer[] = [];
  try {
    const lines = readFileSync(file, 'utf8').split('\n').map(parseLine);
    const run = foldAll(lines.flatMap(line => (line.kind === 'event' ? line.event : [])));
    answers = run ? recordedAnswers(run) : [];
  } catch {
    // Whoever wants to run it is told why.
  }
  read.set(file, answers);
  return answers;
}

/** `run --estimate`: needs no credentials and sends nothing. Throws `CommandError` for what the model would refuse. */
export async function tellEstimate(
  source: Source,
  question: Question,
  settings: Settings,
  json: boolean | undefined,
): Promise<ExitCode> {
  const problems = problemsWith(settings, source.prices);
  if (problems.length > 0) throw new CommandError(EXIT.usage, ...problems);
  const estimate = estimateFor(source, question, settings);
  const output = createOutput(process.stdout);
  if (json) output.write(safeJson(estimateJson(estimate), 2));
  else for (const line of estimateLines(estimate)) output.write(signsFor(process.env).words(line));
  await output.end();
  return EXIT.done;
}
