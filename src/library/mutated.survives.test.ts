import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effort } from '../text/testing/effort.ts';
import { expectNothingPolluted, expectSentence } from '../text/testing/sentence.ts';
import { readTranscript } from '../transcripts/read.ts';
import { mutatedTranscript } from '../transcripts/testing/mutated-transcripts.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { openLibrary } from './library.ts';
import { sorted, totalsOf } from './order.ts';
import { SORT_KEYS } from './sort-keys.ts';

describe('Fuzz', () => {
  test('a folder of transcripts changed anywhere: the index lists what a scan of the files lists', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(mutatedTranscript, { minLength: 1, maxLength: 8 }),
        fc.array(mutatedTranscript, { maxLength: 4 }),
        async (contents, later) => {
          const [folder, cache, otherCache] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
          const fileOf = (index: number) => join(folder, `${index}.jsonl`);
          for (const [index, bytes] of contents.entries()) writeFileSync(fileOf(index), bytes);
          const library = openLibrary({ folders: [folder], cache });
          await library.refresh();
          for (const [index, bytes] of later.entries()) writeFileSync(fileOf(index * 2), bytes);
          await library.refresh();
          const known = library.rows();
          library.close();
          const again = openLibrary({ folders: [folder], cache });
          const fresh = openLibrary({ folders: [folder], cache: otherCache, anew: true });
          try {
            await fresh.refresh();
            expect(fresh.status().notice).toBeUndefined();
            for (const problem of fresh.status().problems) expectSentence(problem);
            const rows = byPath(fresh.rows());
            expect(byPath(known)).toEqual(rows);
            // What was read is kept as it was: a look into the index alone gives the same.
            expect(byPath(again.rows())).toEqual(rows);
            for (const key of SORT_KEYS)
              expect(sorted(rows, { key, reversed: true })).toHaveLength(rows.length);
            totalsOf(rows);
            for (const row of rows) fresh.texts(row);
            // What can be read as a transcript is in the listing, and nothing else.
            for (const index of new Set([...contents.keys(), ...later.keys().map(one => one * 2)])) {
              const isRead = await readTranscript(fileOf(index)).then(
                () => true,
                () => false,
              );
              const row = rows.find(({ path, twins }) => [path, ...twins].includes(fileOf(index)));
              expect([index, row !== undefined && row.run !== undefined]).toEqual([index, isRead]);
            }
          } finally {
            again.close();
            fresh.close();
          }
          expectNothingPolluted();
        },
      ),
      { numRuns: effort(6, 600) },
    );
  });
});

function byPath<T extends { readonly path: string }>(rows: readonly T[]): readonly T[] {
  const sorted = [...rows].sort((a, b) => (a.path < b.path ? -1 : 1));
  // As the index keeps them: -0 is 0 there.
  return JSON.parse(JSON.stringify(sorted));
}
