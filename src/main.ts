/** What the bundle runs. The launcher has checked the version of Node before this is loaded. */
import { isMainThread } from 'node:worker_threads';
import { failureLines, main } from './cli.ts';
import { EXIT } from './commands/exit-codes.ts';
import { mendHome } from './commands/home-folder.ts';

const streams = [process.stdout, process.stderr] as const;

// The bundle is one file: it is also what a thread of the program runs.
if (isMainThread) await runProgram();
else await import('./report/worker.ts');

async function runProgram(): Promise<void> {
  // Whoever writes notices a reader that went away (see output.ts); it is never a crash.
  for (const stream of streams) stream.on('error', () => {});
  process.on('uncaughtException', thrown => {
    // The app gives the terminal back when the process exits: what is said before that is lost with its screen.
    process.emit('exit', EXIT.failed);
    for (const line of failureLines(thrown)) process.stderr.write(`${line}\n`);
    process.exit(EXIT.failed);
  });
  mendHome(process.env);
  const code = await main(process.argv.slice(2));
  await Promise.all(streams.map(flushed));
  // The SDK may keep idle sockets: whoever is done is done.
  process.exit(code);
}

/** Resolves when all that was written has gone out, or nobody reads any more. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise(resolve => {
    stream.write('', () => resolve());
  });
}
