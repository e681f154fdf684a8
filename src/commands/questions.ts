/** `reflectoscope questions`: the bundled questions and what is recorded of them. */
import { join } from 'node:path';
import { fixturesDir } from '../questions/package-root.ts';
import { questionsJson } from '../questions/parse.ts';
import { listRecordings } from '../recorded/recordings.ts';
import { bundledQuestions } from './bundled.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { createOutput } from './output.ts';

export async function questions(flags: { json?: boolean }): Promise<ExitCode> {
  const write = createOutput(process.stdout, () => {});
  const all = await bundledQuestions();
  const recordings = listRecordings(join(fixturesDir(), 'recordings'));
  const recordedWith = (id: string) =>
    recordings
      .filter(({ head }) => head.question.id === id)
      .map(({ head }) => ({
        model: head.settings.model,
        rounds: head.settings.strategy.rounds,
        provenance: head.provenance,
      }));
  if (flags.json) {
    write(
      JSON.stringify(
        questionsJson(all).map(entry => ({ ...entry, recorded: recordedWith(entry.id) })),
        null,
        2,
      ),
    );
    return EXIT.done;
  }
  for (const domain of new Set(all.map(question => question.domain))) {
    write(domain);
    for (const question of all.filter(one => one.domain === domain)) {
      const models = [...new Set(recordedWith(question.id).map(({ model }) => model))];
      write(`  ${question.id.padEnd(28)} ${question.title ?? ''}`);
      write(`  ${''.padEnd(28)} recorded (synthetic) with ${models.join(', ') || 'no model'}`);
    }
  }
  return EXIT.done;
}
