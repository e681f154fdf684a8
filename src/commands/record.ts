/** `reflectoscope record FILE`: a recording of a saved run, from which it can be answered offline. */
import { existsSync, unlinkSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { resolveModel } from '../models/resolve.ts';
import { firstWords } from '../plain/describe.ts';
import { recordingsThere } from '../recorded/folder.ts';
import { recordingEvents, unanswered, wholeCalls } from '../recorded/make-recording.ts';
import { withOwnId } from '../recorded/own-question.ts';
import { recordingOf } from '../recorded/recordings.ts';
import type { AnyEvent } from '../run/events.ts';
import { foldAll } from '../run/fold.ts';
import type { Run } from '../run/run.ts';
import { selfReflection } from '../strategies/self-reflection.ts';
import { diskCode, whyNotWrittenAndHelp } from '../text/disk-words.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { recordingsFolder } from '../transcripts/folder.ts';
import { writeJournal } from '../transcripts/journal.ts';
import { LockedError } from '../transcripts/lock.ts';
import { readTranscript, type Transcript, TranscriptError } from '../transcripts/read.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { createOutput } from './output.ts';
import { quoted } from './run.ts';

export interface RecordFlags {
  /** The folder; that of the user's recordings when absent. */
  readonly to?: string | undefined;
  readonly name?: string | undefined;
  /** False with --no-notes. */
  readonly notes?: boolean | undefined;
  readonly shows?: string | undefined;
}

export async function record(file: string, flags: RecordFlags): Promise<ExitCode> {
  const transcript = await read(file);
  const run = foldAll(transcript.events);
  if (!run) throw new CommandError(EXIT.usage, `${file} is empty: there is no run in it.`);
  checkRecordable(file, run);
  const folder = resolve(flags.to ?? recordingsFolder());
  checkNotThere(folder, file, run);
  for (const notice of transcript.notices) process.stderr.write(`${sanitizeLine(notice)}\n`);
  const notes = flags.notes ?? true;
  const events = recordingEvents(transcript.events, {
    notes,
    shows: flags.shows && sanitizeLine(flags.shows),
  });
  const written = write(fileFor(folder, run, flags.name), events);
  await checkAnswers(run, written);
  await tell(run, written, flags, notes && events.some(({ type }) => type === 'user.noted'));
  return EXIT.done;
}

async function read(file: string): Promise<Transcript> {
  try {
    return await readTranscript(file);
  } catch (thrown) {
    if (thrown instanceof TranscriptError) throw new CommandError(EXIT.usage, thrown.message);
    throw thrown;
  }
}

/** A recording that would answer nothing is none. */
function checkRecordable(file: string, run: Run): void {
  const refuse = (why: string) => new CommandError(EXIT.usage, sanitizeLine(`${file} ${why}`));
  if (wholeCalls(run).length === 0) {
    throw refuse('holds no whole answer, so nothing could be answered from it: record a run that has one.');
  }
  if (run.imported?.unknown.includes('prompts')) {
    throw refuse(
      'does not say what the model was asked (its source did not), so no request could be found in it.',
    );
  }
}

/** Of one run there is one recording in a folder. */
function checkNotThere(folder: string, file: string, run: Run): void {
  const same = recordingsThere(folder).recordings.find(({ head }) => head.run === run.id);
  if (!same) return;
  const why =
    resolve(same.file) === resolve(file)
      ? `${file} lies in ${folder} already, and can be answered from as it is (--recordings): give another --to.`
      : `This run is recorded already, in ${same.file}: remove that first, or give another --to.`;
  throw new CommandError(EXIT.usage, sanitizeLine(why));
}

/** A name that was chosen is meant; any other gets a number where it is taken. */
function fileFor(folder: string, run: Run, name: string | undefined): string {
  if (name !== undefined) {
    const plain = name.replace(/\.jsonl$/, '');
    if (plain !== basename(plain) || /^\.*$/.test(plain) || /[\\\0]/.test(plain)) {
      throw new CommandError(
        EXIT.usage,
        sanitizeLine(`--name is the name of a file, without a folder: "${name}" is none.`),
      );
    }
    return join(folder, `${plain}.jsonl`);
  }
  const usual = usualName(run);
  for (let number = 1; ; number++) {
    const file = join(folder, `${usual}${number === 1 ? '' : `-${number}`}.jsonl`);
    if (!existsSync(file)) return file;
  }
}

/** `bat-and-ball.claude-sonnet-4-6.jsonl`, and the strategy where it is not the usual one. */
function usualName({ question, settings: { model, strategy } }: Run): string {
  const parts = [withOwnId(question).id, resolveModel(model)?.name ?? model];
  if (strategy.id !== selfReflection.id) parts.push(strategy.id);
  return parts.map(part => slug(part) || 'run').join('.');
}

function slug(text: string): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return plain.slice(0, 60).replace(/^-|-$/g, '');
}

/** Whole or not at all: half a recording would answer half of what is asked. */
function write(file: string, events: readonly AnyEvent[]): string {
  try {
    writeJournal(file, events).close();
    return file;
  } catch (thrown) {
    const code = diskCode(thrown);
    throw new CommandError(
      code === 'EEXIST' || thrown instanceof LockedError ? EXIT.usage : EXIT.failed,
      sanitizeLine(
        code === 'EEXIST'
          ? `${file} exists already, and a recording is never written over: give another --name.`
          : thrown instanceof LockedError
            ? thrown.message
            : `${file} could not be written: ${whyNotWrittenAndHelp(thrown)}. Nothing of it is left there; --to DIR names another folder.`,
      ),
    );
  }
}

/** Every turn is asked of the file that was written; one that is not answered is a fault of the recording. */
async function checkAnswers(run: Run, file: string): Promise<void> {
  const recording = recordingOf(file);
  const missing = recording ? await unanswered(run, recording) : wholeCalls(run);
  const [first] = missing;
  if (!first) return;
  unlinkSync(file);
  const all = missing.length === wholeCalls(run).length;
  throw new CommandError(
    EXIT.failed,
    all
      ? 'Nothing was recorded: none of its turns would be found again, because its requests do not begin with its question.'
      : `Nothing was recorded: ${missing.length} of its turns would not be found again, the first in round ${first.round}.`,
  );
}

async function tell(run: Run, file: string, flags: RecordFlags, hasNotes: boolean): Promise<void> {
  const calls = wholeCalls(run);
  const models = [...new Set(calls.map(({ model }) => resolveModel(model)?.name ?? model))];
  const turns = calls.length === 1 ? 'one turn' : `${calls.length} turns`;
  const { title, text } = run.question;
  const { id } = withOwnId(run.question);
  const broken = run.calls.filter(call => call && call.status !== 'finished').length;
  const folder = flags.to === undefined ? '--offline' : `--recordings ${quoted(flags.to)}`;
  const lines = [
    `Recorded: ${file}`,
    `It holds ${turns} of "${title ?? firstWords(text)}" with ${models.join(', ')}.`,
    ...(broken > 0 ? [`${broken === 1 ? 'One call' : `${broken} calls`} had no whole answer.`] : []),
    `Texts stand in it word for word${hasNotes ? ', your notes too (--no-notes leaves them out)' : ''}: look before you pass it on.`,
    `Answer from it: reflectoscope run ${folder} --question ${quoted(id)} --model ${quoted(run.settings.model)}`,
  ];
  const output = createOutput(process.stdout);
  for (const line of lines) output.write(sanitizeLine(line));
  await output.end();
}
