import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportJson } from '../commands/report-json.ts';
import { reportPage } from '../export/report/report-page.ts';
import { reportLines, reportMarkdown } from '../plain/report/lines.ts';
import { csvLines } from '../plain/report/render.ts';
import { reportTables } from '../plain/report/report-tables.ts';
import { safeJson } from '../text/json.ts';
import { effort } from '../text/testing/effort.ts';
import { expectNothingPolluted, expectSentence } from '../text/testing/sentence.ts';
import { mutatedTranscript, RECORDINGS } from '../transcripts/testing/mutated-transcripts.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { FACETS } from './facets.ts';
import { readBatch } from './read-batch.ts';
import { reportOf } from './report.ts';

describe('Fuzz', () => {
  test('a report over runs changed anywhere: every form of it, without those that cannot be read, each named', async () => {
    const folder = temporaryFolder();
    const whole = join(folder, 'whole.jsonl');
    writeFileSync(whole, RECORDINGS[0] ?? '');
    const files = fc.array(mutatedTranscript, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(files, fc.subarray([...FACETS], { maxLength: 2 }), async (contents, by) => {
        const paths = contents.map((bytes, index) => {
          const path = join(folder, `${index}.jsonl`);
          writeFileSync(path, bytes);
          return path;
        });
        const { rows, unread } = await readBatch([whole, ...paths]);
        expect(rows.length + unread.length).toBe(paths.length + 1);
        for (const { why } of unread) expectSentence(why);
        const report = reportOf(rows, by);
        reportLines(report, { study: true, width: 100, drawings: true });
        reportMarkdown(report, { study: false });
        csvLines(reportTables(report, { study: true }));
        JSON.parse(safeJson(reportJson(report), 2));
        reportPage(report, { study: false, madeAt: '2026-11-24T00:00:00.000Z', app: 'test' });
        expectNothingPolluted();
      }),
      { numRuns: effort(10, 800) },
    );
  });
});
