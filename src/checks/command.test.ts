/** Commands that answer, fail, flood, hang and do not listen. They are lines for a POSIX shell. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { type CommandOptions, runCommand } from './command.ts';

function check(command: string, options: CommandOptions = {}, answer = 'The answer is 42.') {
  const about = { question: 'What is 6 * 7?\nSay it.', questionId: 'six-seven', round: 1, extracted: '42' };
  return runCommand({ command, answer, ...about }, options);
}

describe.skipIf(process.platform === 'win32')('a command', () => {
  test.each([
    ['cat', 'The answer is 42.', 'pass'],
    ['cat; exit 1', 'The answer is 42.', 'fail'],
    ['grep -q 42', 'The check said nothing (exit 0).', 'pass'],
    ['grep -q 43', 'The check said nothing (exit 1).', 'fail'],
    ['printf %s "$REFLECTOSCOPE_QUESTION"', 'What is 6 * 7?\nSay it.', 'pass'],
    [
      'echo $REFLECTOSCOPE_QUESTION_ID $REFLECTOSCOPE_ROUND $REFLECTOSCOPE_EXTRACTED',
      'six-seven 1 42',
      'pass',
    ],
    ['no-such-command-here', 'The command of the check was not found (exit 127).', 'unknown'],
    ['/', 'The command of the check could not be run (exit 126).', 'unknown'],
    ['kill -SEGV $$', 'The check was ended by SIGSEGV.', 'unknown'],
    ['echo half; kill -KILL $$', 'half\n(The check was ended by SIGKILL.)', 'unknown'],
    ['echo "unclosed', 'The check said nothing (exit 2).', 'fail'],
  ])('%s', async (command, text, verdict) => {
    expect(await check(command)).toMatchObject({ source: 'command', text, verdict });
  });

  test('that writes to standard error has that as a detail, not as feedback', async () => {
    const result = await check('echo to you; echo to me >&2; exit 3');
    expect(result).toMatchObject({ text: 'to you', verdict: 'fail', detail: 'to me' });
  });

  test('gets no key and no token of whoever asks the models', async () => {
    const secret = [
      'AWS_SECRET_ACCESS_KEY',
      'SOME_API_KEY',
      'GH_TOKEN',
      'PGPASSWORD',
      'DB_PASS',
      'SIGNING_KEY',
    ];
    for (const name of secret) vi.stubEnv(name, 'hush');
    vi.stubEnv('PLAIN_SETTING', 'seen');
    const said = await check('env | grep hush; echo $PLAIN_SETTING');
    vi.unstubAllEnvs();
    expect(said).toMatchObject({ text: 'seen', verdict: 'pass' });
  });

  test('that does not read its input is no trouble, however long the answer', async () => {
    expect(await check('exec <&-; echo ok', {}, 'x'.repeat(5_000_000))).toMatchObject({ text: 'ok' });
    expect(await check('head -c 3', {}, 'x'.repeat(5_000_000))).toMatchObject({ text: 'xxx' });
  });

  test('gets a long answer whole', async () => {
    expect((await check('wc -c', {}, 'x'.repeat(5_000_000))).text.trim()).toBe('5000000');
  });

  test('that prints without end is cut and ended', async () => {
    const result = await check('yes 1234567890', { maxBytes: 1000 });
    expect(result.verdict).toBe('unknown');
    expect(result.text).toContain('1234567890\n');
    expect(result.text).toMatch(
      /\n\(the rest was left out\)\n\(The check was stopped: it printed too much\.\)$/,
    );
    expect(result.text.length).toBeLessThan(1200);
  });

  test('that prints 100 MB is cut and ended', async () => {
    const result = await check('head -c 100000000 /dev/zero | tr "\\0" a; echo done > finished', {
      cwd: temporaryFolder(),
    });
    expect(result.text.length).toBeLessThan(66_000);
    expect(result.verdict).toBe('unknown');
  });

  test('that prints a little more than is kept keeps its verdict', async () => {
    const result = await check('printf "%01500d" 0; exit 1', { maxBytes: 1000 });
    expect(result).toMatchObject({ verdict: 'fail', text: `${'0'.repeat(1000)}\n(the rest was left out)` });
  });

  test('is cut between characters', async () => {
    expect((await check("printf 'ab\\303\\251'", { maxBytes: 3 })).text).toBe('ab\n(the rest was left out)');
  });

  test('that ignores SIGTERM is ended at its time limit, with what it started', async () => {
    const folder = temporaryFolder();
    const command = `trap '' TERM INT HUP; sh -c 'echo $$ > child; while :; do sleep 0.05; done' & echo begun; wait; sleep 60`;
    const result = await check(command, { timeLimitMs: 700, cwd: folder });
    expect(result).toMatchObject({ verdict: 'unknown', text: 'begun\n(The check was stopped after 0.7 s.)' });
    expect(await isGone(Number(readFileSync(join(folder, 'child'), 'utf8')))).toBe(true);
  });

  test('that leaves something running behind it does not keep anyone waiting', async () => {
    const folder = temporaryFolder();
    expect(await check('sleep 600 & echo $! > child; echo done', { cwd: folder })).toMatchObject({
      text: 'done',
      verdict: 'pass',
    });
    expect(await isGone(Number(readFileSync(join(folder, 'child'), 'utf8')))).toBe(true);
  });

  test('can be cancelled before and while it runs', async () => {
    const cancelled = { text: 'The check was cancelled.', verdict: 'unknown' };
    expect(await check('touch ran', { signal: AbortSignal.abort() })).toMatchObject(cancelled);
    const controller = new AbortController();
    const running = check('sleep 600', { signal: controller.signal });
    controller.abort();
    expect(await running).toMatchObject(cancelled);
  });

  test('in a folder that is absent says so', async () => {
    const result = await check('echo hi', { cwd: join(temporaryFolder(), 'absent') });
    expect(result).toMatchObject({
      verdict: 'unknown',
      text: 'The check could not be started: its folder or the shell is not there.',
    });
  });

  test('is given no NUL characters, and no more of a question than the system allows', async () => {
    const result = await runCommand({
      command: 'printf "%s" "$REFLECTOSCOPE_EXTRACTED"; printf "%s" "$REFLECTOSCOPE_QUESTION" | wc -c\0',
      answer: '\0',
      question: 'é'.repeat(1_000_000),
      round: 0,
      extracted: '4\x002 ',
    });
    expect(result.text).toMatch(/^42 +122880$|^42 122880$/);
  });

  test('does not see the answer as part of its line', async () => {
    const folder = temporaryFolder();
    await check('cat', { cwd: folder }, '"; touch owned; $(touch owned)');
    expect(existsSync(join(folder, 'owned'))).toBe(false);
  });
});

/** A process that was killed may be there a moment longer, until it is reaped. */
async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      process.kill(pid, 0);
      const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
      if (state === 'Z') return true;
    } catch {
      return true;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return false;
}
