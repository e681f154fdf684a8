/** `reflectoscope questions`: the bundled questions, or those of a file, and what is recorded of them. */
import { questionsJson } from '../questions/parse.ts';
import type { RecordingInfo } from '../recorded/recordings.ts';
import type { Question } from '../run/question.ts';
import type { Settings } from '../run/settings.ts';
import { selfReflection } from '../strategies/self-reflection.ts';
import { safeJson } from '../text/json.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { wrapText } from '../text/wrap.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { createOutput } from './output.ts';
import { loadOwn, type QuestionSetFlags, questionSet } from './question-set.ts';
import { type RecordingFlags, recordingsFor, withRecorded } from './recordings-for.ts';

export interface QuestionsFlags extends Omit<QuestionSetFlags, 'arithmetic'>, RecordingFlags {
  readonly json?: boolean | undefined;
  /** Says what is wrong with the file, and nothing else. */
  readonly check?: boolean | undefined;
}

export async function questions(flags: QuestionsFlags): Promise<ExitCode> {
  if (flags.check) return checkFile(flags);
  const { questions: every, own, notices } = await questionSet(flags);
  for (const notice of notices) process.stderr.write(`${notice}\n`);
  const { recordings, notices: passedOver } = recordingsFor(flags);
  for (const notice of passedOver) process.stderr.write(`${notice}\n`);
  const all = flags.questions === undefined ? withRecorded(every, recordings) : own;
  const output = createOutput(process.stdout);
  const lines = flags.json ? [json(all, recordings)] : list(all, recordings);
  for (const line of lines) output.write(line);
  await output.end();
  return EXIT.done;
}

/** Every row is read; one that is no question is a line. */
async function checkFile(flags: QuestionsFlags): Promise<ExitCode> {
  const loaded = await loadOwn(flags, true);
  if (!loaded) {
    throw new CommandError(
      EXIT.usage,
      '--check is about a file of questions: name it with --questions FILE.',
    );
  }
  const problems = loaded.problems.map(({ line, message }) => ({ line, message }));
  const isFile = !loaded.ok && problems.length === 0;
  const all = isFile ? [{ line: null, message: `${loaded.error.message} ${loaded.error.remedy}` }] : problems;
  const count = loaded.ok ? loaded.questions.length : 0;
  const output = createOutput(process.stdout);
  const words = `${count} ${count === 1 ? 'question' : 'questions'}, ${all.length} ${all.length === 1 ? 'problem' : 'problems'}.`;
  if (flags.json) output.write(safeJson({ questions: count, problems: all }, 2));
  else for (const line of [...all.map(({ message }) => sanitizeLine(message)), words]) output.write(line);
  await output.end();
  return all.length > 0 ? EXIT.usage : EXIT.done;
}

function json(all: readonly Question[], recordings: readonly RecordingInfo[]): string {
  const entries = questionsJson(all).map((entry, index) => ({
    ...entry,
    recorded: recordingsOf(all[index], recordings).map(({ head }) => ({
      model: head.settings.model,
      strategy: head.settings.strategy.id,
      rounds: head.settings.strategy.rounds,
      provenance: head.provenance,
      ...(showsOf(head) !== undefined && { shows: showsOf(head) }),
    })),
  }));
  return safeJson(entries, 2);
}

/** Ids, so that they can be copied into a command. */
function list(all: readonly Question[], recordings: readonly RecordingInfo[]): string[] {
  const domains = [...new Set(all.map(question => question.domain))];
  return [
    ...domains.flatMap(domain => [
      sanitizeLine(domain),
      ...all.filter(question => question.domain === domain).flatMap(one => entry(one, recordings)),
    ]),
    '',
    'Below each question: the models with which it is recorded, for use without',
    'AWS, and what there is to see.',
    'reflectoscope run --offline --question ID --model MODEL',
  ];
}

function entry(question: Question, recordings: readonly RecordingInfo[]): string[] {
  const { id, title } = question;
  return [
    sanitizeLine(`  ${id.padEnd(24)} ${title ?? ''}`).trimEnd(),
    ...recordingsOf(question, recordings).flatMap(({ head }) => {
      const { model, strategy } = head.settings;
      return [
        sanitizeLine(`      ${model.padEnd(44)} ${head.provenance}, ${strategyWords(strategy)}`),
        ...wrapText(sanitizeLine(showsOf(head) ?? ''), SHOWS_WIDTH).flatMap(line =>
          line === '' ? [] : `        ${line}`,
        ),
      ];
    }),
  ];
}

/** Of 80 columns, behind what it stands below. */
const SHOWS_WIDTH = 72;

/** How often it reflects says what the usual strategy does; of another its name is what one looks for. */
function strategyWords({ id, rounds }: Settings['strategy']): string {
  if (id !== selfReflection.id) return id;
  return `${rounds} ${rounds === 1 ? 'reflection' : 'reflections'}`;
}

/** Of its text: an id may be that of another question. */
function recordingsOf(question: Question | undefined, recordings: readonly RecordingInfo[]): RecordingInfo[] {
  return recordings.filter(({ head }) => head.question.text === question?.text);
}

/** What there is to see in it, where its maker said that. */
function showsOf({ shows }: RecordingInfo['head']): string | undefined {
  return typeof shows === 'string' ? shows : undefined;
}
