/** Writes more deltas than the file can hold, and prints what `append` has to say about it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { FLUSH_MS, openJournal } from '../journal.ts';

const journal = openJournal(process.argv[2] ?? '');
const delta = {
  seq: 0,
  at: 0,
  type: 'call.delta',
  call: 0,
  channel: 'text',
  text: 'x'.repeat(30_000),
} as const;

journal.append(delta);
// The write happens in a timer, where nobody could catch what it throws.
await sleep(2 * FLUSH_MS);
for (let times = 0; times < 2; times++) {
  try {
    journal.append(delta);
    console.log('appended');
  } catch (thrown) {
    console.log((thrown as { code?: string }).code);
  }
}
journal.close();
console.log('closed');
