/** Ends the program while a delta waits to be written; prints what is wrong when the lock should be gone. */
import { existsSync, readFileSync } from 'node:fs';
import { openJournal } from '../journal.ts';

const file = process.argv[2] ?? '';
const journal = openJournal(file);
journal.append({ seq: 0, at: 0, type: 'call.delta', call: 0, channel: 'text', text: 'the last word' });
// What is not in the file when the lock is gone was written without one.
process.on('exit', () => {
  const missing = existsSync(`${file}.lock`) ? ['the lock is still there'] : [];
  if (!readFileSync(file, 'utf8').includes('the last word')) missing.push('the word is not written');
  console.log(JSON.stringify(missing));
});
process.exit();
