/** Takes the lock of a file and says so; ends as it is told: at once (`exit`), or never. */
import { takeLock } from '../lock.ts';

const [file = '', end] = process.argv.slice(2);
takeLock(file, () => console.log('ending'));
console.log('taken');
if (end === 'exit') process.exit(3);
setInterval(() => {}, 1000);
