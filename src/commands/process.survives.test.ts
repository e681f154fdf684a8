/** What is left of a run whose program is hit at random moments: its transcript, and the terminal. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Milliseconds } from '../run/price.ts';
import type { Run } from '../run/run.ts';
import { effort } from '../text/testing/effort.ts';
import { isCooked, isCookedBy, isStopped, stillTaken } from '../ui/testing/given-back.ts';
import { type PtyProgram, startInPty } from '../ui/testing/pty.ts';
import { type Home, makeHome, runsIn } from './testing/home.ts';
import { atMoments, type Left, left, resumedToEnd, type Seen, settled } from './testing/moments.ts';
import { builtProgram, startProgram } from './testing/program.ts';
import { type QuotingBedrock, startQuotingBedrock } from './testing/quoting-bedrock.ts';
import { listens } from './testing/stepped-app.ts';

/** Three calls of some 400 ms: the moments reach from the first word to beyond the last one. */
const WORDS = 35;
const WITHIN_MS: Milliseconds = 1400;
const ROUNDS = ['--question', 'bat-and-ball', '--rounds', '2'];

/** A Bedrock whose answers come word by word, and count. */
async function slowBedrock(): Promise<QuotingBedrock> {
  const server = await startQuotingBedrock({ slowWords: WORDS });
  server.slowly(true);
  return server;
}

/** `run` in a home of its own, with all that was read of it. */
async function runningAlone(server: QuotingBedrock, ...args: string[]) {
  const home = makeHome();
  const file = join(home.folder, 'run.jsonl');
  const program = startProgram(['run', ...ROUNDS, '--endpoint', server.url, '--transcript', file, ...args], {
    home,
  });
  const seen: Seen<string>[] = [];
  let line = '';
  program.child.stdout.on('data', (text: string) => {
    const lines = (line + text).split('\n');
    line = lines.pop() ?? '';
    for (const what of lines) seen.push({ at: performance.now(), what });
  });
  await program.saw(/\n/);
  return { home, file, program, seen };
}

/** How far answers have come, as one number: the answer, and the last word of it that counts. */
function placeIn(text: string): number {
  const reply = Math.max(0, ...[...text.matchAll(/Reply (\d+) to/g)].map(([, number]) => Number(number)));
  const words = [...text.matchAll(/\bn(\d+)\b/g)].map(([, number]) => Number(number));
  return reply * 1000 + Math.max(0, ...words);
}

function placeOf(run: Run): number {
  return Math.max(0, ...run.calls.map(call => placeIn(call?.text ?? '')));
}

interface Running {
  readonly home: Home;
  readonly app: PtyProgram;
  /** Of the program itself. */
  readonly pid: number;
  /** How far the answers on the screen had come, and when; ends to look. */
  seen(): Seen<number>[];
}

/** The app at the beginning of a run. Under a shell that one tells afterwards what has become of its terminal. */
async function appRunning(server: QuotingBedrock, under: 'a shell' | 'nobody'): Promise<Running> {
  const home = makeHome();
  const args = [builtProgram(), ...ROUNDS, '--endpoint', server.url];
  const script = '"$0" "$@"; echo "code $?"; stty -a';
  const options = { columns: 120, rows: 36, cwd: home.folder, env: { ...home.env } };
  const app =
    under === 'nobody'
      ? startInPty(args, options)
      : startInPty(['-c', script, process.execPath, ...args], { ...options, command: '/bin/sh' });
  await listens(app);
  await app.waitFor('enter run');
  app.press('enter');
  await app.waitFor('Reply');
  const seen: Seen<number>[] = [];
  const timer = setInterval(() => seen.push({ at: performance.now(), what: placeIn(app.text()) }), 20);
  return {
    home,
    app,
    pid: under === 'nobody' ? app.pid : childOf(app.pid),
    seen() {
      clearInterval(timer);
      return seen;
    },
  };
}

function childOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
}

/** The only transcript there is; all that had been on the screen for long enough is in it. */
async function leftBy({ home }: Running, seen: readonly Seen<number>[], at: Milliseconds): Promise<Left> {
  const [name = '', ...others] = readdirSync(runsIn(home)).filter(one => one.endsWith('.jsonl'));
  expect(others).toEqual([]);
  const found = await left(join(runsIn(home), name));
  expect(placeOf(found.run)).toBeGreaterThanOrEqual(Math.max(0, ...settled(seen, at)));
  return found;
}

/** The shell has its terminal as it was: no mode is on, the screen is the usual one, keys make lines. */
function expectGivenBack({ app }: Running): void {
  expect(stillTaken(app.output())).toEqual([]);
  expect([app.buffer(), app.cursor().visible]).toEqual(['normal', true]);
}

const ENDS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

describe.skipIf(process.platform === 'win32')('The process', () => {
  test('run is killed (SIGKILL) at a random moment: all that it had told for 250 ms is in the transcript, and the run is gone on with', async () => {
    const server = await slowBedrock();
    await atMoments(effort(4, 50), WITHIN_MS, async ms => {
      const { home, file, program, seen } = await runningAlone(server, '--json');
      await sleep(ms);
      const at = performance.now();
      program.child.kill('SIGKILL');
      const { code } = await program.ended;
      const found = await left(file);
      const told = settled(seen, at).map(line => JSON.parse(line));
      expect(found.events.slice(0, told.length)).toEqual(told);
      expect(code === 0 ? 'stopped' : code).toBe(found.run.outcome?.kind ?? 'SIGKILL');
      await resumedToEnd(found, home, server.url);
    });
  });

  test('run is told to end (SIGTERM, SIGINT, SIGHUP) at a random moment: it says what is kept, ends with 130 and an end in the transcript, and is gone on with', async () => {
    const server = await slowBedrock();
    await atMoments(effort(3, 36), WITHIN_MS, async (ms, index) => {
      const { home, file, program } = await runningAlone(server);
      await sleep(ms);
      program.child.kill(ENDS[index % ENDS.length]);
      const { code, stdout, stderr } = await program.ended;
      const found = await left(file);
      expect(found.notices).toEqual([]);
      if (found.run.outcome?.kind !== 'stopped') {
        expect({ code, outcome: found.run.outcome?.kind }).toEqual({ code: 130, outcome: 'cancelled' });
        expect(stderr).toContain('Cancelling: what has come is kept.');
        expect(stderr).toContain(`Go on with it: reflectoscope resume ${file}`);
        expect(stdout).toContain('Cost');
      }
      await resumedToEnd(found, home, server.url);
    });
  });

  test('run is stopped (SIGTSTP) at a random moment and let go on (SIGCONT): it comes to its end as if nothing were', async () => {
    const server = await slowBedrock();
    await atMoments(effort(1, 14), WITHIN_MS, async ms => {
      const { file, program, seen } = await runningAlone(server, '--json');
      await sleep(ms);
      program.child.kill('SIGTSTP');
      await sleep(300);
      program.child.kill('SIGCONT');
      const { code } = await program.ended;
      const found = await left(file);
      expect({ code, outcome: found.run.outcome?.kind }).toEqual({ code: 0, outcome: 'stopped' });
      expect(found.events).toEqual(seen.map(({ what }) => JSON.parse(what)));
    });
  });

  test('whoever reads run leaves (| head -1) at a random moment: the run is cancelled, what has come is kept, and nobody hears of an error', async () => {
    const server = await slowBedrock();
    await atMoments(effort(2, 25), WITHIN_MS, async ms => {
      const { home, file, program } = await runningAlone(server, '--json');
      await sleep(ms);
      program.child.stdout.destroy();
      const { code, stderr } = await program.ended;
      const found = await left(file);
      expect(found.notices).toEqual([]);
      expect([130, 0]).toContain(code);
      expect(found.run.outcome?.kind).toBe(code === 0 ? 'stopped' : 'cancelled');
      expect(stderr).not.toMatch(/EPIPE|at |failed/);
      await resumedToEnd(found, home, server.url);
    });
  });

  test('the app is killed (SIGKILL) at a random moment: all that was on the screen for 250 ms is in the transcript, and the run is gone on with', async () => {
    const server = await slowBedrock();
    await atMoments(effort(1, 15), WITHIN_MS, async ms => {
      const running = await appRunning(server, 'nobody');
      await sleep(ms);
      const at = performance.now();
      running.app.kill('SIGKILL');
      await running.app.exit();
      const found = await leftBy(running, running.seen(), at);
      await resumedToEnd(found, running.home, server.url);
    });
  });

  test('the app is told to end (SIGTERM, SIGINT, SIGHUP) at a random moment: the terminal is as it was, the transcript has an end, and the run is gone on with', async () => {
    const server = await slowBedrock();
    await atMoments(effort(3, 30), WITHIN_MS, async (ms, index) => {
      const running = await appRunning(server, 'a shell');
      await sleep(ms);
      const at = performance.now();
      process.kill(running.pid, ENDS[index % ENDS.length]);
      await running.app.exit();
      const found = await leftBy(running, running.seen(), at);
      expect(['cancelled', 'stopped']).toContain(found.run.outcome?.kind);
      expectGivenBack(running);
      const [, code, driver = ''] = /code (\d+)\r?\n(.*)/s.exec(running.app.output()) ?? [];
      expect(code).toBe('130');
      expect(isCookedBy(driver)).toBe(true);
      await resumedToEnd(found, running.home, server.url);
    });
  });

  test('the app is stopped (SIGTSTP) at a random moment and let go on (SIGCONT): the shell has its terminal meanwhile, and the app has it all again after', async () => {
    const server = await slowBedrock();
    await atMoments(effort(1, 15), WITHIN_MS, async ms => {
      const running = await appRunning(server, 'a shell');
      const { app, pid } = running;
      await sleep(ms);
      process.kill(pid, 'SIGTSTP');
      await app.waitFor(() => isStopped(pid) && app.buffer() === 'normal');
      // What it wrote last may still be on its way.
      await expect.poll(() => stillTaken(app.output()), { interval: 20 }).toEqual([]);
      expectGivenBack(running);
      expect(isCooked(pid)).toBe(true);
      // A window that changes its size meanwhile tells only who is in the foreground.
      app.resize(100, 30);
      process.kill(pid, 'SIGCONT');
      await app.waitFor(() => app.buffer() === 'alternate' && app.text().includes('stopped by max-rounds'));
      expect(isCooked(pid)).toBe(false);
      expect(app.row(29)).toContain('? keys');
      app.press('?');
      await app.waitFor(() => !app.row(29).includes('? keys'));
      process.kill(pid, 'SIGTERM');
      await app.exit();
      running.seen();
      expectGivenBack(running);
      expect((await leftBy(running, [], 0)).run.outcome?.kind).toBe('stopped');
    });
  });

  test('the terminal of the app is closed at a random moment: the program ends, what was on the screen for 250 ms is kept, and the run is gone on with', async () => {
    const server = await slowBedrock();
    await atMoments(effort(1, 15), WITHIN_MS, async ms => {
      const running = await appRunning(server, 'nobody');
      await sleep(ms);
      const at = performance.now();
      running.app.hangUp();
      await running.app.exit();
      const found = await leftBy(running, running.seen(), at);
      expect(found.notices).toEqual([]);
      await resumedToEnd(found, running.home, server.url);
    });
  });
});
