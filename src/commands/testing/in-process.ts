/** The command line inside of the test's own process: faster than a child, but without its streams' ways. */
import { onTestFinished, vi } from 'vitest';
import { main } from '../../cli.ts';
import { makeHome } from './home.ts';

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in a home of its own; `variables` on top of its environment. */
export async function runMain(
  argv: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const { env } = makeHome(variables, files);
  for (const name of Object.keys(process.env)) if (/^(AWS|XDG)_/.test(name)) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const stdout = overhear(process.stdout);
  const stderr = overhear(process.stderr);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  try {
    const code = await main(argv);
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    stdout.stop();
    stderr.stop();
  }
}

function overhear(stream: NodeJS.WriteStream) {
  let text = '';
  const spy = vi.spyOn(stream, 'write').mockImplementation((chunk, ...rest) => {
    text += chunk;
    const done = rest.at(-1);
    if (typeof done === 'function') done();
    return true;
  });
  return { text: () => text, stop: () => spy.mockRestore() };
}
