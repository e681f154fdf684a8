/** The built program in a true terminal: the app from its start to what it leaves behind. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
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
    expect(program.text()).not.toContain('Go on with it');
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
    expect(program.text()).toContain('Go on with it: reflectoscope resume ');
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
    [['--offline', '--question', 'x'], 2, 'There is no question "x".'],
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
  const program = inTerminal(['replay', '--speed', '4', file]);
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

/** Where the settings are kept. */
const SETTINGS = join('config', 'reflectoscope', 'config.json');

describe('an editor of the user', () => {
  test('gets the question, and what it writes comes back on a whole screen', async () => {
    const home = makeHome(
      { VISUAL: '', EDITOR: 'sh ./editor.sh' },
      { 'editor.sh': 'echo " Or how?" >> "$1"\n' },
    );
    const program = inTerminal(['--offline'], home);
    await program.waitFor('Bat and ball');
    program.press('ctrl+n');
    await program.waitFor('A question of your own');
    program.type('Why?');
    await program.waitFor(' Why?');
    const before = program.text();
    program.press('ctrl+o');
    // The file ends without a line break, so the words go on where the question ended.
    await program.waitFor(' Why? Or how?');
    expect(program.buffer()).toBe('alternate');
    expect(program.text()).toBe(before.replace('Why?', 'Why? Or how?'));
    program.press('ctrl+z');
    await program.waitFor(() => program.text() === before);
    program.press('ctrl+q');
    expect((await program.exit()).code).toBe(0);
    expectTerminalBack(program);
  });

  test('has the terminal for itself, also while the window changes its size', async () => {
    const editor = 'echo editor is open; read _; sleep 0.4; echo going on; read _; echo " Or how?" >> "$1"\n';
    const home = makeHome({ VISUAL: 'sh ./editor.sh' }, { 'editor.sh': editor });
    const program = inTerminal(['--offline'], home);
    await program.waitFor('Bat and ball');
    program.press('ctrl+n', 'x');
    await program.waitFor('A question of your own');
    program.press('ctrl+o');
    await program.waitFor('editor is open');
    program.resize(90, 28);
    program.press('enter');
    await program.waitFor('going on');
    expect(program.text()).toContain('editor is open');
    program.press('enter');
    await program.waitFor('x Or how?');
    expect(program.row(27)).toContain('enter done');
    expect(program.text()).not.toContain('going on');
    program.press('ctrl+q');
    expect((await program.exit()).code).toBe(0);
  });

  test('that fails is said, and what was written stays', async () => {
    const home = makeHome({ VISUAL: 'false' });
    const program = inTerminal(['--offline'], home);
    await program.waitFor('Bat and ball');
    program.press('ctrl+n');
    program.type('Why?');
    await program.waitFor(' Why?');
    program.press('ctrl+o');
    await program.waitFor('false ended with code 1: the text is as it was.');
    expect(program.text()).toContain(' Why?');
    program.press('ctrl+q');
    expect((await program.exit()).code).toBe(0);
  });
});

describe('keys of the user', () => {
  const settings = { keys: { settings: ['alt+s'], 'pane.prompt': ['Q'], follow: 7 } };

  test('count in the app, and what is wrong with one of them is said', async () => {
    const program = inTerminal(['--offline'], makeHome({}, { [SETTINGS]: JSON.stringify(settings) }));
    await program.waitFor('The keys of follow are to be a text or a list of texts.');
    expect(program.text()).toContain('alt+s settings');
    program.press('alt+s');
    await program.waitFor('send thinking back');
    program.press('ctrl+c');
    expect((await program.exit()).code).toBe(0);
  });

  test('count in the player', async () => {
    const file = join(fixturesDir(), 'recordings', 'bat-and-ball.sonnet-4-6.jsonl');
    const home = makeHome({}, { [SETTINGS]: JSON.stringify(settings) });
    const program = inTerminal(['replay', '--theme', 'mono', file], home);
    await program.waitFor(FIRST_WORDS);
    expect(program.text()).toContain('The keys of follow are to be a text');
    program.press('Q');
    await program.waitFor('[Prompt]');
    // Mono has attributes only.
    expect(program.output()).not.toMatch(/\u001b\[(?:[\d;]*;)?[34]8;/);
    program.press('q');
    expect((await program.exit()).code).toBe(0);
  });
});

test('several saved runs are shown to a room, and one that is gone by then is said', async () => {
  const recording = (name: string) => readFileSync(join(fixturesDir(), 'recordings', name), 'utf8');
  const home = makeHome(
    {},
    {
      'one.jsonl': recording('bat-and-ball.sonnet-4-6.jsonl'),
      'two.jsonl': recording('lily-pond.nova-lite.jsonl'),
    },
  );
  const args = ['replay', '--theme', 'mono', '--present', '--at', '#1', 'one.jsonl', 'two.jsonl'];
  const program = inTerminal(args, home);
  await program.waitFor('round 1 of 3');
  expect(program.text()).not.toContain('? keys');
  for (const name of ['one.jsonl', 'two.jsonl']) rmSync(join(home.folder, name));
  program.press('V', 'i');
  await program.waitFor('waits ≤ 1 s  file 1 of 2');
  program.press('ctrl+n');
  await program.waitFor('There is no file two.jsonl.');
  program.press('q');
  expect((await program.exit()).code).toBe(0);
  const kept = JSON.parse(readFileSync(join(home.folder, SETTINGS), 'utf8'));
  expect(kept.look).toEqual({ idleLimit: 1 });
});

test('what is changed of the look is kept, and what the command line says is not', async () => {
  const home = makeHome();
  const program = inTerminal(['--offline', '--theme', 'light', '--no-animation'], home);
  await program.waitFor('Bat and ball');
  program.press('ctrl+s');
  await program.waitFor('send thinking back');
  for (let row = 0; row < 40; row++) program.press('down');
  await program.waitFor('About the screen, not the run');
  program.press('up', 'up', 'right');
  await program.waitFor('[on]');
  program.press('ctrl+c');
  expect((await program.exit()).code).toBe(0);
  expect(JSON.parse(readFileSync(join(home.folder, SETTINGS), 'utf8')).look).toEqual({ bell: true });
});
