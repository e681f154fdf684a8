/**
 * Takes the locks of many files one after the other, at the same time as other processes do; prints
 * the names of those that it got, then `done`, and keeps them.
 */
import { existsSync, readFileSync } from 'node:fs';
import { LockedError, takeLock } from '../lock.ts';

const [start = '', list = ''] = process.argv.slice(2);
const files = readFileSync(list, 'utf8').split('\n');
console.log('ready');
while (!existsSync(start));
const won = files.filter(file => {
  try {
    takeLock(file);
    return true;
  } catch (thrown) {
    if (thrown instanceof LockedError) return false;
    throw thrown;
  }
});
console.log(JSON.stringify(won));
setInterval(() => {}, 1000);
