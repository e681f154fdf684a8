import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventsOf } from './events-of.ts';
import { ImportError, type Importer } from './importer.ts';
import { intercode } from './intercode.ts';
import { reflexion } from './reflexion.ts';
import { renzeDetails } from './renze-details.ts';
import { renzeDialogs } from './renze-dialogs.ts';
import { renzeLogs } from './renze-logs.ts';
import { selfRefine } from './self-refine.ts';
import { selfRefineReports } from './self-refine-reports.ts';
import { importAll, textFile } from './testing/import-all.ts';
import { BASELINE_ROWS, details, dialog, QUESTION, RIGHT } from './testing/renze-folder.ts';

const ATTEMPT =
  '{"record_id":0,"attempt":0,"review":"Cold soup.","sentiment":"Very negative","target_sentiment":"Very positive","transferred_review":"Hot soup.","transferred_review_sentiment":"The sentiment is Neutral","feedback":"More."}';
const TASK =
  '{"name":"a","prompt":"def a():","visible_tests":["assert a()"],"is_solved":true,"reflections":["It fails."],"solution":"return 1"}';
const EPISODE =
  '{"task_id":1,"query":"How many?","turn_history":{"actions":["SELECT 1","SELECT 2"],"observations":["Error executing query: no","[(2,)]"],"rewards":[0,1],"steps":["Look."]},"info":{"eval_obs":[[2]]}}';
const REPORT = `Report 1:\n\nPrevious solution:\n"""How many?"""\n\nFeedback:\nwrong!\n\nNext solution:\nreturn 2\n\n${'='.repeat(80)}\n`;
const LOG = `# Model: m | Agent: retry | Exam: e | Problem 1 of 2\n## System:\nBe brief.\n## User 1:\n${QUESTION}## Assistant 1:\n${RIGHT}\n## Result:\nAgent Answer: B\nCorrect Answer: B\nScore: 1\n`;

const FILES: readonly (readonly [path: string, importer: Importer, whole: string])[] = [
  ['yelp/gpt4.jsonl', selfRefine, `${ATTEMPT}\n${ATTEMPT.replace('"attempt":0', '"attempt":2')}`],
  ['gsm/gsm.reports.txt', selfRefineReports, REPORT + REPORT.replace('Report 1', 'Report 2')],
  ['sql/a.json', intercode, `{"1":${EPISODE},"2":${EPISODE}}`],
  ['sql/b.json', intercode, `{"meta":{"env":"sql"},"logs":{"1":${EPISODE}}}`],
  ['root/a.jsonl', reflexion, `${TASK}\n${TASK.replace('"a"', '"b"')}`],
  ['nowhere/m - baseline - e.csv', renzeDetails, details('baseline', BASELINE_ROWS)],
  ['nowhere/m - retry - e/Problem 1.json', renzeDialogs, JSON.stringify(dialog(QUESTION, RIGHT))],
  ['nowhere/2024-04-20 10-04-39 - m - retry - e/Problem 1.txt', renzeLogs, LOG],
];

test.each(FILES)(
  'of a damaged file of %s nothing comes but runs and sentences',
  async (path, importer, whole) => {
    const place = fc.nat({ max: whole.length });
    const damaged = fc.oneof(
      place.map(at => whole.slice(0, at)),
      fc
        .tuple(place, place)
        .map(([from, to]) => whole.slice(0, Math.min(from, to)) + whole.slice(Math.max(from, to))),
      fc
        .tuple(
          place,
          fc.constantFrom('"', '\n', '{', '}', '[', ',', '\\', '-1', 'null', '\u0000', '\u001b[2J', 'é'),
        )
        .map(([at, piece]) => whole.slice(0, at) + piece + whole.slice(at)),
    );
    await fc.assert(
      fc.asyncProperty(damaged, fc.integer({ min: 1, max: 200 }), async (text, size) => {
        try {
          const { runs, problems } = await importAll(importer, textFile(path, text, size));
          for (const run of runs) eventsOf(run, { app: 'test', otherwiseStartedAt: '2026-01-02T03:04:05Z' });
          for (const { problem } of problems) expect(problem).toMatch(/\.$/);
          expect(new Set(runs.map(({ key }) => key)).size).toBe(runs.length);
        } catch (thrown) {
          if (!(thrown instanceof ImportError)) throw thrown;
        }
      }),
      { numRuns: 60 },
    );
  },
);

test.each(FILES)('a whole file of %s is read the same however it comes', async (path, importer, whole) => {
  const at = async (size: number) => importAll(importer, textFile(path, whole, size));
  const once = await at(whole.length);
  expect(once.problems).toEqual([]);
  expect(once.runs.length).toBeGreaterThan(0);
  for (const size of [1, 3, 64]) expect(await at(size)).toEqual(once);
});
