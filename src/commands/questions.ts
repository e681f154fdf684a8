/** `reflectoscope questions`: the bundled questions and what is recorded of them. */
import { join } from 'node:path';
import { fixturesDir } from '../questions/package-root.ts';
import { questionsJson } from '../questions/parse.ts';
import { listRecordings, type RecordingInfo } from '../recorded/recordings.ts';
import type { Question } from '../run/question.ts';
import { safeJson } from '../text/json.ts';
import { bundledQuestions } from './bundled.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { createOutput } from './output.ts';

export async function questions(flags: { json?: boolean | undefined }): Promise<ExitCode> {
  const output = createOutput(process.stdout);
  const all = await bundledQuestions();
  const recordings = listRecordings(join(fixturesDir(), 'recordings'));
  const lines = flags.json ? [json(all, recordings)] : list(all, recordings);
  for (const line of lines) output.write(line);
  await output.end();
  return EXIT.done;
}

function json(all: readonly Question[], recordings: readonly RecordingInfo[]): string {
  const entries = questionsJson(all).map(entry => ({
    ...entry,
    recorded: recordingsOf(entry.id, recordings).map(({ head }) => ({
      model: head.settings.model,
      rounds: head.settings.strategy.rounds,
      provenance: head.provenance,
    })),
  }));
  return safeJson(entries, 2);
}

/** Ids, so that they can be copied into a command. */
function list(all: readonly Question[], recordings: readonly RecordingInfo[]): string[] {
  const domains = [...new Set(all.map(question => question.domain))];
  return [
    ...domains.flatMap(domain => [
      domain,
      ...all.filter(question => question.domain === domain).flatMap(one => entry(one, recordings)),
    ]),
    '',
    'Below each question: the models with which it is recorded, for use without AWS.',
    'reflectoscope run --offline --question ID --model MODEL',
  ];
}

function entry({ id, title }: Question, recordings: readonly RecordingInfo[]): string[] {
  return [
    `  ${id.padEnd(24)} ${title ?? ''}`.trimEnd(),
    ...recordingsOf(id, recordings).map(({ head }) => {
      const { model, strategy } = head.settings;
      return `      ${model.padEnd(46)} ${head.provenance}, ${strategy.rounds} ${strategy.rounds === 1 ? 'reflection' : 'reflections'}`;
    }),
  ];
}

function recordingsOf(id: string, recordings: readonly RecordingInfo[]): RecordingInfo[] {
  return recordings.filter(({ head }) => head.question.id === id);
}
