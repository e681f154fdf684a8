/**
 * Types a draft: 1, then a pause longer than a draft waits, then 2, 3, 4, ... without one. Prints each
 * number when it was typed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { KEEP_MS, openDraft } from '../drafts.ts';

const draft = openDraft(process.argv[2] ?? '');
for (let typed = 1; ; typed++) {
  draft.keep({ typed, text: 'x'.repeat(100_000) });
  console.log(typed);
  await sleep(typed === 1 ? 3 * KEEP_MS : 1);
}
