/** The built program in a true terminal: the app from its start to what it leaves behind. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixturesDir } from '../questions/package-root.ts';
import { type PtyOptions, type PtyProgram, startInPty } from '../ui/testing/pty.ts';
import { type Home, makeHome, runsIn } from './testing/home.ts';
import { builtProgram, eventsOf } from './testing/program.ts';

function inTerminal(args: readonly string[], home: Home = makeHome(), options: PtyOptions = {}): PtyProgram {
  return startInPty([builtProgram(), ...args], {
    columns: 100,
    rows: 30,
    cwd: home.folder,
    ...options,
    env: home.env,
  });
}

/** What the only run of this home says by now. */
function saved(home: Home): string {
  const [name] = existsSync(runsIn(home)) ? readdirSync(runsIn(home)) : [];
  return name === undefined ? '' : readFileSync(join(runsIn(home), name), 'utf8');
}

/** The first words of the first recorded answer. */
const FIRST_WORDS = 'Imagine that you are standing';

/** A file that is there. */
const TAKEN = join(fixturesDir(), 'questions.json');

/** The terminal is as it was: the normal screen, with a cursor. */
function expectTerminalBack(program: PtyProgram): void {
  expect(program.buffer()).toBe('normal');
  expect(program.cursor().visible).toBe(true);
}

describe('the app', () => {
  test('makes a run, and leaves a summary on the normal screen', async () => {
    const home = makeHome();
    const program = inTerminal(['--offline', '--speed', 'max'], home);
    await program.waitFor('Bat and ball');
    expect(program.buffer()).toBe('alternate');
    program.press('enter');
    await program.waitFor(() => saved(home).includes('run.finished'));
    program.press('ctrl+c');
    expect(await program.exit()).toEqual({ code: 0, signal: undefined });
    expectTerminalBack(program);
    expect(program.row(0)).toBe(
      'Claude Sonnet 4.6 · Bat and ball · self-reflection ×3 · recording (synthetic)',
    );
    expect(program.text()).toMatch(/\n {2}3 {2}✓ right .*\nStopped by max-rounds: all rounds were made\.\n/);
    expect(program.text()).toContain('Saved: ');
    expect(eventsOf(saved(home)).at(-1)).toMatchObject({ outcome: 'stopped' });
  });

  test('cancels the call at the first Ctrl+C and keeps its text, and quits with 130 at the second', async () => {
    const home = makeHome();
    const program = inTerminal(['--offline'], home);
    await program.waitFor('Bat and ball');
    program.press('enter');
    await program.waitFor(FIRST_WORDS);
    program.press('ctrl+c');
    await program.waitFor(() => saved(home).includes('run.finished'));
    expect(program.text()).toContain(FIRST_WORDS);
    program.press('ctrl+c');
    expect(await program.exit()).toEqual({ code: 130, signal: undefined });
    expectTerminalBack(program);
    expect(program.text()).toContain('Cancelled; what had come is kept.');
    expect(eventsOf(saved(home)).slice(-2)).toMatchObject([
      { type: 'call.failed', error: { name: 'Cancelled' } },
      { type: 'run.finished', outcome: 'cancelled' },
    ]);
  });

  test('ended by a signal gives the terminal back, and the run has an end', async () => {
    const home = makeHome();
    const program = inTerminal(['--offline'], home);
    await program.waitFor('Bat and ball');
    program.press('enter');
    await program.waitFor(FIRST_WORDS);
    program.kill('SIGTERM');
    expect(await program.exit()).toEqual({ code: 130, signal: undefined });
    expectTerminalBack(program);
    expect(eventsOf(saved(home)).at(-1)).toMatchObject({ outcome: 'cancelled' });
  });

  test('ended by an error that nobody foresaw gives the terminal back before it says so', async () => {
    const script = "process.once('SIGUSR2', () => { throw new Error('boom'); })";
    const home = makeHome({ NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(script)}` });
    const program = inTerminal(['--offline'], home);
    await program.waitFor('Bat and ball');
    program.kill('SIGUSR2');
    expect((await program.exit()).code).toBe(1);
    expectTerminalBack(program);
    expect(program.text()).toContain('reflectoscope failed: boom');
  });

  test('in a terminal that is too small says so', async () => {
    const program = inTerminal(['--offline'], makeHome(), { columns: 50, rows: 10 });
    await program.waitFor('60');
    expect(program.text()).toMatch(/60\D+16/);
    program.press('ctrl+c');
    await program.exit();
    expectTerminalBack(program);
  });

  test.each<[string[], number, string]>([
    [['--offline', '--rounds', '99'], 2, '--rounds goes from 0 to 20.'],
    [['--offline', '--question', 'x'], 2, 'There is no bundled question "x".'],
    [['--offline', '--no-save', '--transcript', 'x'], 2, '--no-save and --transcript exclude each other'],
    [['--offline', '--transcript', TAKEN], 2, 'exists already: give --transcript another name.'],
    [['--live'], 3, 'No AWS credentials were found.'],
  ])('with %j is not opened: the sentence stands on the normal screen', async (args, code, sentence) => {
    const program = inTerminal(args);
    expect((await program.exit()).code).toBe(code);
    expect(program.text().replaceAll('\n', '')).toContain(sentence);
    expect(program.output()).not.toContain('\u001b[?1049h');
  });
});

test('replay plays a saved run in the app, and its summary stays', async () => {
  const file = join(fixturesDir(), 'recordings', 'bat-and-ball.sonnet-4-6.jsonl');
  const program = inTerminal(['replay', '--speed', '16', file]);
  await program.waitFor(FIRST_WORDS);
  expect(program.buffer()).toBe('alternate');
  program.press('q');
  expect((await program.exit()).code).toBe(0);
  expectTerminalBack(program);
  expect(program.row(0)).toBe(
    'Claude Sonnet 4.6 · Bat and ball · self-reflection ×3 · recording (synthetic)',
  );
});

test('for a screen reader there are lines, and the reason', async () => {
  const home = makeHome({ ACCESSIBLE: '1' });
  const program = inTerminal(['--speed', 'max'], home);
  expect((await program.exit()).code).toBe(0);
  expect(program.output()).toContain('Plain lines for a screen reader: running the first bundled question');
  expect(program.output()).not.toContain('\u001b');
});
