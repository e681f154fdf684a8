/** Writing to standard output: a closed pipe ends the run quietly, and nothing but text goes out. */

/** Writes lines; `onClosed` is told once when nobody reads any more. */
export function createOutput(stream: NodeJS.WriteStream, onClosed: () => void): (line: string) => void {
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (closed) return;
    closed = true;
    if (error.code === 'EPIPE') onClosed();
    else throw error;
  });
  return line => {
    if (!closed) stream.write(`${line}\n`);
  };
}

/** What a terminal could take for a command, or for a change of direction, although JSON allows it. */
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** JSON in one line that is also safe to look at: the same value, with these characters escaped. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(
    UNSAFE,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
