/**
 * A command of the user's own that looks at an answer: the answer on its standard input, what it is
 * about in its environment; what it prints is the feedback. Nothing is run that the user has not named.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { CheckResult } from './check.ts';

export interface CommandInput {
  /** A line for the shell. */
  readonly command: string;
  readonly answer: string;
  readonly question: string;
  readonly questionId?: string;
  readonly round: number;
  /** `null` where none was found; the variable is then empty. */
  readonly extracted?: string | null;
}

export interface CommandOptions {
  readonly timeLimitMs?: number;
  /** What is kept of its output. A command that prints very much more is stopped. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
  readonly cwd?: string;
}

/** How much more than what is kept is read before the command is stopped. */
const PATIENCE = 16;
/** A variable of the environment may not be longer than 128 KiB on Linux, its name included. */
const MAX_VARIABLE = 120 * 1024;
/** How long what a command left running may hold its output open. */
const CLOSING_MS = 500;

type End =
  | { readonly how: 'exit'; readonly code: number }
  | { readonly how: 'signal'; readonly name: string }
  | { readonly how: 'timeout' | 'flood' | 'cancelled' }
  | { readonly how: 'failed'; readonly reason: string };

/**
 * Exit 0 is a pass, any other exit a fail. A command that is not found, was stopped or was ended by
 * a signal says nothing of the answer: unknown. Never rejects.
 */
export async function runCommand(input: CommandInput, options: CommandOptions = {}): Promise<CheckResult> {
  const { timeLimitMs = 10_000, maxBytes = 64 * 1024 } = options;
  const start = performance.now();
  const { end, stdout, stderr, isCut } = await perform(input, { ...options, timeLimitMs, maxBytes });
  const said = stdout.trimEnd() + (isCut && stdout.trim() ? '\n(the rest was left out)' : '');
  const errors = stderr.trim();
  return {
    source: 'command',
    ...judge(end, said, timeLimitMs),
    durationMs: performance.now() - start,
    ...(errors && { detail: errors }),
  };
}

function judge(end: End, said: string, timeLimitMs: number): Pick<CheckResult, 'text' | 'verdict'> {
  const sentence = (words: string) => ({
    text: said.trim() ? `${said}\n(${words})` : words,
    verdict: 'unknown' as const,
  });
  switch (end.how) {
    case 'exit':
      // What a shell says of a command that it does not find, or may not run.
      if (end.code === 127) return sentence('The command of the check was not found (exit 127).');
      if (end.code === 126) return sentence('The command of the check could not be run (exit 126).');
      return {
        text: said.trim() ? said : `The check said nothing (exit ${end.code}).`,
        verdict: end.code === 0 ? 'pass' : 'fail',
      };
    case 'signal':
      return sentence(`The check was ended by ${end.name}.`);
    case 'timeout':
      return sentence(`The check was stopped after ${timeLimitMs / 1000} s.`);
    case 'flood':
      return sentence('The check was stopped: it printed too much.');
    case 'cancelled':
      return sentence('The check was cancelled.');
    case 'failed':
      return sentence(`The check could not be started: ${end.reason}.`);
  }
}

interface Performed {
  readonly end: End;
  readonly stdout: string;
  readonly stderr: string;
  readonly isCut: boolean;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

function perform(
  input: CommandInput,
  { timeLimitMs, maxBytes, signal, cwd }: CommandOptions & { timeLimitMs: number; maxBytes: number },
): Promise<Performed> {
  const stdout = keeper(maxBytes);
  const stderr = keeper(Math.min(maxBytes, 4096));
  const performed = (end: End): Performed => ({
    end,
    stdout: stdout.text(),
    stderr: stderr.text(),
    isCut: stdout.isCut(),
  });
  if (signal?.aborted) return Promise.resolve(performed({ how: 'cancelled' }));
  let child: Child;
  try {
    child = start(input, cwd);
  } catch (error) {
    return Promise.resolve(performed({ how: 'failed', reason: reasonOf(error) }));
  }
  return new Promise(resolve => {
    let end: End | undefined;
    const stop = (how: 'timeout' | 'flood' | 'cancelled') => {
      end ??= { how };
      killGroup(child);
    };
    const cancel = () => stop('cancelled');
    const timer = setTimeout(() => stop('timeout'), timeLimitMs);
    let closing: NodeJS.Timeout | undefined;
    const finish = (last: End) => {
      clearTimeout(timer);
      clearTimeout(closing);
      signal?.removeEventListener('abort', cancel);
      process.removeListener('exit', leave);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(performed(end ?? last));
    };
    const leave = () => killGroup(child);
    signal?.addEventListener('abort', cancel);
    process.once('exit', leave);
    child.stdin.on('error', () => {}).end(input.answer);
    for (const [stream, kept] of [
      [child.stdout, stdout],
      [child.stderr, stderr],
    ] as const) {
      stream
        .on('error', () => {})
        .on('data', (chunk: Buffer) => {
          if (kept.add(chunk) > maxBytes * PATIENCE) stop('flood');
        });
    }
    child.on('error', error => finish({ how: 'failed', reason: reasonOf(error) }));
    child.on('exit', (code, name) => {
      const last: End = name ? { how: 'signal', name } : { how: 'exit', code: code ?? 0 };
      // A process that it left in the background may keep the pipes open for ever.
      killGroup(child);
      closing = setTimeout(() => finish(last), CLOSING_MS);
      child.on('close', () => finish(last));
    });
  });
}

function start({ command, answer: _, ...about }: CommandInput, cwd: string | undefined): Child {
  const isPosix = process.platform !== 'win32';
  return spawn(withoutNull(command), {
    shell: true,
    // A group of its own, so that what it starts can be ended with it.
    detached: isPosix,
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
    env: {
      ...withoutSecrets(process.env),
      REFLECTOSCOPE_QUESTION: variable(about.question),
      REFLECTOSCOPE_QUESTION_ID: variable(about.questionId ?? ''),
      REFLECTOSCOPE_ROUND: String(about.round),
      REFLECTOSCOPE_EXTRACTED: variable(about.extracted ?? ''),
    },
    ...(cwd !== undefined && { cwd }),
  });
}

/** Keys and tokens are for asking Bedrock: what a model wrote must not come by them. */
const SECRET =
  /^AWS_|SECRET|TOKEN|PASSW(?:OR)?D|PASSPHRASE|CREDENTIAL|(?:API|ACCESS|PRIVATE|SIGNING|ENCRYPTION)_?KEY|_PASS$/i;

function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !SECRET.test(name)));
}

/** SIGKILL to the group: a command that ignores SIGTERM has no say. */
function killGroup(child: Child): void {
  try {
    if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

/** The first bytes of a stream; `add` returns how many came in all. */
function keeper(maxBytes: number) {
  const chunks: Buffer[] = [];
  let kept = 0;
  let seen = 0;
  return {
    add(chunk: Buffer): number {
      seen += chunk.length;
      const part = chunk.subarray(0, maxBytes - kept);
      if (part.length > 0) chunks.push(part);
      kept += part.length;
      return seen;
    },
    isCut: () => seen > kept,
    /** A character that the cut went through is left out. */
    text: () => new TextDecoder().decode(Buffer.concat(chunks), { stream: seen > kept }),
  };
}

function variable(text: string): string {
  const bytes = Buffer.from(withoutNull(text));
  return new TextDecoder().decode(bytes.subarray(0, MAX_VARIABLE), { stream: bytes.length > MAX_VARIABLE });
}

function withoutNull(text: string): string {
  return text.replaceAll('\0', '');
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'its folder or the shell is not there';
  if (code === 'E2BIG') return 'the command or the question is too long';
  return error instanceof Error ? error.message : String(error);
}
