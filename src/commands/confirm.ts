/** A question with yes or no, at a terminal. Only a clear yes is one. */
import { createInterface } from 'node:readline/promises';

/** Whether there is somebody to ask. */
export function canAsk(streams: { stdin: { isTTY?: boolean }; stderr: { isTTY?: boolean } }): boolean {
  return Boolean(streams.stdin.isTTY && streams.stderr.isTTY);
}

/** On standard error, so that it is seen where standard output goes elsewhere. Ctrl+C and Ctrl+D are a no. */
export async function confirm(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<string>(resolve => lines.once('close', () => resolve('')));
  lines.once('SIGINT', () => lines.close());
  try {
    const answer = await Promise.race([lines.question(`${question} (y/N) `), closed]);
    // Whoever was interrupted has not ended the line.
    if (answer === '') process.stderr.write('\n');
    return /^\s*y(?:es)?\s*$/i.test(answer);
  } finally {
    lines.close();
  }
}
