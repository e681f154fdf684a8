/** The built program as others use it: pipes, signals, exit codes. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { makeHome, runsIn } from './commands/testing/home.ts';
import { builtProgram, type Ended, eventsOf, runProgram, startProgram } from './commands/testing/program.ts';
import { temporaryFolder } from './transcripts/testing/temporary-folder.ts';

const RUN = ['run', '--offline', '--question', 'bat-and-ball'];

/** In a shell, where `$P` is the program. */
async function inShell(script: string): Promise<Ended> {
  const { env, folder } = makeHome({ P: `${process.execPath} ${builtProgram()}` });
  const run = promisify(execFile)('sh', ['-c', script], { env, cwd: folder, maxBuffer: 2 ** 24 });
  return run.then(
    said => ({ code: 0, ...said }),
    failed => ({ code: failed.code, stdout: failed.stdout, stderr: failed.stderr }),
  );
}

test('without a terminal and without arguments it makes the first run and says how to get the app', async () => {
  const { code, stdout, stderr } = await runProgram([]);
  expect(stdout).toMatch(
    /^Claude Sonnet 4\.6 · Bat and ball · self-reflection ×3\nSource: recording \(synthetic\)\n/,
  );
  expect(stdout).toContain('\nRound 3: reflect\n');
  expect(stdout).toMatch(/\nCost \$\d.* saved \+\$.*\n$/);
  expect(stderr).toMatch(
    /^No terminal: running the first bundled question, "Bat and ball", from recordings\.\n/,
  );
  expect(stderr).toMatch(/\nFor the interactive app, start reflectoscope in a terminal\.\n$/);
  expect(code).toBe(0);
});

test('plain output has no control characters but line ends', async () => {
  const { stdout, stderr } = await runProgram(RUN);
  expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});

test('a run is saved as it was printed, and its replay prints the same', async () => {
  const home = makeHome();
  const made = await runProgram(RUN, { home });
  const [name = ''] = readdirSync(runsIn(home));
  const replayed = await runProgram(['replay', join(runsIn(home), name)], { home });
  expect(replayed).toEqual({ code: 0, stdout: made.stdout, stderr: '' });
});

test('the question comes from standard input for -', async () => {
  const [asked] = JSON.parse((await runProgram(['questions', '--json'])).stdout);
  const { stdout } = await runProgram(['run', '--offline', '--json', '--rounds', '0', '-'], {
    stdin: asked.text,
  });
  expect(eventsOf(stdout)[0]).toMatchObject({ question: { id: 'bat-and-ball' } });
});

describe('a pipe', () => {
  test('that reads slowly gets all of it', async () => {
    const whole = await inShell('$P models --json | wc -c');
    const slow = await inShell('$P models --json | (sleep 0.3; wc -c)');
    expect(slow).toEqual(whole);
    expect(Number(slow.stdout)).toBeGreaterThan(100_000);
  });

  test.each(['models', 'models --json', 'questions --json'])(
    'that is closed early ends %s quietly',
    async what => {
      expect(await inShell(`$P ${what} | head -n 1 >first; echo $?; wc -l <first`)).toEqual({
        code: 0,
        stdout: expect.stringMatching(/^0\n\s*1\n$/),
        stderr: '',
      });
    },
  );

  test('that is closed early cancels the run, quietly, and its transcript has an end', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'run.jsonl');
    const { child, ended, saw } = startProgram([...RUN, '--json', '--speed', '2', '--transcript', file]);
    await saw(/call\.delta/);
    child.stdout.destroy();
    const { code, stderr } = await ended;
    expect(stderr).toBe(
      `Saved: ${file}\nReplay it: reflectoscope replay ${file}\nGo on with it: reflectoscope resume ${file}\n`,
    );
    expect(code).toBe(130);
    expect(eventsOf(readFileSync(file, 'utf8')).at(-1)).toMatchObject({ outcome: 'cancelled' });
  });

  test('that is closed early for everything is no crash', async () => {
    const { stdout, stderr } = await inShell('$P run --offline --question lily-pond 2>&1 | head -n 1');
    expect({ stdout, stderr }).toEqual({
      stdout: 'Offline (--offline): answers come from recordings.\n',
      stderr: '',
    });
  });

  test('to a full disk is a sentence and 1', async () => {
    const { code, stderr } = await inShell('$P questions >/dev/full');
    expect(stderr).toMatch(/^The output could not be written: the disk is full .*\.\n$/);
    expect(code).toBe(1);
  });
});

test('a disk that fills up while a run is saved is said once, and the run goes on', async () => {
  // The shell's limit on the size of a file stands in for a full disk.
  const { code, stdout, stderr } = await inShell(`ulimit -f 20; exec $P ${RUN.join(' ')}`);
  expect(
    stderr.match(
      /The transcript cannot be written any more: a file may not be that large here\. The run goes on\./g,
    ),
  ).toHaveLength(1);
  expect(stderr).toContain('\nSaved up to there: ');
  expect(stdout).toContain('\nStopped by max-rounds: all rounds were made.\n');
  // What was said is not whole in its file.
  expect(code).toBe(1);
});

describe('a signal', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s cancels the run: its text is kept, its transcript has an end, the exit code is 130',
    async signal => {
      const file = join(temporaryFolder(), 'run.jsonl');
      const { child, ended, saw } = startProgram([...RUN, '--json', '--speed', '2', '--transcript', file]);
      await saw(/call\.delta/);
      child.kill(signal);
      const { code, stdout, stderr } = await ended;
      const events = eventsOf(stdout);
      expect(events.slice(-2)).toMatchObject([
        { type: 'call.failed', error: { name: 'Cancelled' } },
        { type: 'run.finished', outcome: 'cancelled' },
      ]);
      expect(eventsOf(readFileSync(file, 'utf8'))).toEqual(events);
      expect(stderr).toMatch(/^Cancelling: what has come is kept\. Once more quits at once\.\nSaved: /);
      expect(code).toBe(130);
    },
  );

  test('a second one quits at once', async () => {
    const { child, ended, saw } = startProgram([...RUN, '--speed', '1']);
    await saw(/Round 0/);
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
  });

  test('that kills it leaves a transcript that can be replayed up to there', async () => {
    const file = join(temporaryFolder(), 'run.jsonl');
    const { child, ended, saw } = startProgram([...RUN, '--speed', '4', '--transcript', file]);
    await saw(/Round 1/);
    await vi.waitFor(
      () => expect(readFileSync(file, 'utf8')).toContain('"type":"call.delta","call":1'),
      10_000,
    );
    child.kill('SIGKILL');
    expect((await ended).code).toBe('SIGKILL');
    const { code, stdout } = await runProgram(['replay', file]);
    expect(stdout).toMatch(/\nRound 1: reflect\n[\s\S]*\nThe answer so far:\n {2}\S/);
    expect(stdout).toContain('\nThe run has no end: its process was stopped, or it is still going on.\n');
    expect(code).toBe(0);
  });
});

test('an error that nobody foresaw is a sentence and 1, and can be asked for its place', async () => {
  const boom = async (variables: Record<string, string>) => {
    const home = makeHome(variables);
    const { child, ended, saw } = startProgram([...RUN, '--speed', '1'], {
      home,
      node: withScript("process.once('SIGUSR2', () => { throw new Error('boom'); })"),
    });
    await saw(/Round 0/);
    child.kill('SIGUSR2');
    return ended;
  };
  const { code, stderr } = await boom({});
  expect(stderr).toMatch(/\nreflectoscope failed: boom\nThis is a fault of the program\..*\n$/);
  expect(stderr).not.toContain('    at ');
  expect(code).toBe(1);
  expect((await boom({ REFLECTOSCOPE_DEBUG: '1' })).stderr).toMatch(/\nError: boom\n {4}at /);
});

test('a Node that is too old gets one line that says what is needed', async () => {
  const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })`;
  expect(await runProgram(['--help'], { node: withScript(old) })).toEqual({
    code: 3,
    stdout: '',
    stderr: 'reflectoscope needs Node 22.13 or newer; this is 20.20.2.\n',
  });
});

/** This Node, after it has run a script. */
function withScript(script: string): string[] {
  return [process.execPath, '--import', `data:text/javascript,${encodeURIComponent(script)}`];
}
