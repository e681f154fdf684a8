import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDraft } from '../transcripts/drafts.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { draftBeside } from './draft-beside.ts';

test('what is typed lies beside the transcript, and beside the next one once the run is saved elsewhere', async () => {
  const folder = temporaryFolder();
  const run: { file: string | undefined } = { file: join(folder, 'one.jsonl') };
  const draft = draftBeside(run);
  draft.keep({ text: 'a' });
  expect(draft.read()).toEqual({ text: 'a' });
  run.file = join(folder, 'other.jsonl');
  expect(draft.read()).toBeUndefined();
  draft.keep({ text: 'b' });
  await expect.poll(() => openDraft(join(folder, 'other.jsonl')).read()).toEqual({ text: 'b' });
  draft.clear();
  expect(draft.read()).toBeUndefined();
});

test('a run that is not saved has none, and nothing is written', () => {
  const draft = draftBeside({ file: undefined });
  draft.keep({ text: 'a' });
  draft.clear();
  expect(draft.read()).toBeUndefined();
});

test('what cannot be kept is told', async () => {
  const folder = temporaryFolder();
  const told: (string | undefined)[] = [];
  const draft = draftBeside({ file: join(folder, 'missing', 'run.jsonl') }, problem => told.push(problem));
  draft.keep({ text: 'a' });
  await expect
    .poll(() => {
      draft.keep({ text: 'b' });
      return told.length;
    })
    .toBe(1);
  expect(told[0]).toMatch(/^What is typed/);
  expect(readdirSync(folder)).toEqual([]);
});
