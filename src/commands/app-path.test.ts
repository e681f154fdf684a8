/** A person's way through the built program, key by key, in a true terminal. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { type PtyProgram, startInPty } from '../ui/testing/pty.ts';
import { recordingFile } from '../ui/testing/recorded.ts';
import { type Home, makeHome, runsIn } from './testing/home.ts';
import { builtProgram } from './testing/program.ts';

function started(home: Home, args: readonly string[], env: Record<string, string> = {}): PtyProgram {
  return startInPty([builtProgram(), ...args], {
    columns: 140,
    rows: 36,
    cwd: home.folder,
    env: { ...home.env, REFLECTOSCOPE_CLIPBOARD: 'file', ...env },
  });
}

/** The files that were written in place of the clipboard, by name. */
function copies(home: Home): ReadonlyMap<string, string> {
  const folder = join(dirname(runsIn(home)), 'copied');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(names.map(name => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** The frame stands from its first row to its last. */
function isWhole(app: PtyProgram): boolean {
  const ends = app.row(0).startsWith(' reflectoscope') && app.row(35).includes('? keys');
  return ends && app.buffer() === 'alternate' && app.text().includes('Rounds');
}

test('pick, write a question, run, look at the diff in every way, search, copy, read the help, quit', async () => {
  const home = makeHome();
  const app = started(home, ['--offline', '--speed', 'max']);
  await app.waitFor('Bat and ball');

  // One's own question is refused offline, and says what would help.
  app.press('ctrl+n');
  await app.waitFor('A question of your own');
  app.paste('Is 世界 one word\nor two? 👨‍👩‍👧');
  await app.waitFor('or two? 👨‍👩‍👧');
  app.press('ctrl+z', 'ctrl+y', 'enter');
  await app.waitFor('This question is not recorded');

  app.type('bat and');
  await app.waitFor(() => /▌Bat and ball/.test(app.text()));
  app.press('enter');
  await app.waitFor('■ stopped by max-rounds');

  app.press('left', 'left');
  await app.waitFor('round 1 against 0, words, inline');
  app.type('v');
  await app.waitFor('side by side');
  app.type('v');
  await app.waitFor('changes only');
  app.type('v');
  await app.waitFor(() => /\$0\.10 {2}→ {2}\$0\.05/.test(app.text()));
  app.type('v');
  await app.waitFor('words, inline');
  app.press('right');
  app.type('w');
  await app.waitFor('Compare with which answer?');
  app.press('down', 'enter');
  await app.waitFor('round 2 against 0');

  app.press('left');
  app.type('1/BALL');
  await app.waitFor('no match');
  app.press(...Array<string>(4).fill('backspace'));
  app.type('ball');
  await app.waitFor('match 1 of');
  app.press('enter');
  app.type('n');
  await app.waitFor('match 2 of');
  app.press('escape');
  await app.waitFor(() => !app.text().includes('match 2 of'));

  app.type('c');
  await app.waitFor('Copy what?');
  app.press('enter');
  await app.waitFor('REFLECTOSCOPE_CLIPBOARD is "file"');
  const [[name, text] = ['', '']] = copies(home);
  expect(name).toBe('bat-and-ball-round-1-answer.md');
  expect(text).toMatch(/^# The bat and the ball, once more\n/);
  app.type('cjjj');
  app.press('enter');
  await app.waitFor('cli-input-json');
  const request = JSON.parse(copies(home).get('bat-and-ball-round-1-request.json') ?? '');
  expect(request).toMatchObject({ modelId: 'us.anthropic.claude-sonnet-4-6' });

  app.type('?');
  await app.waitFor('Keys: a run that is over');
  app.press('escape');
  await app.waitFor('[Answer]');
  app.press('escape');
  await app.waitFor('in / out, per M');
  app.press('ctrl+c');
  expect(await app.exit()).toEqual({ code: 0, signal: undefined });
  expect(app.buffer()).toBe('normal');
});

test('the pane is read in $PAGER, and the screen is whole again afterwards', async () => {
  const home = makeHome();
  const pager = join(home.folder, 'pager.sh');
  const read = join(home.folder, 'read.txt');
  writeFileSync(pager, `cat > "${read}"; sleep 0.7; printf 'IN THE PAGER'; read -r _ < /dev/tty\n`);
  const app = started(home, ['replay', recordingFile('bat-and-ball.sonnet-4-6'), '--speed', 'max'], {
    PAGER: `sh ${pager}`,
  });
  await app.waitFor('■');
  app.type('1');
  await app.waitFor('[Answer]');
  app.type('o');
  await app.waitFor('IN THE PAGER');
  expect(app.buffer()).toBe('normal');
  app.press('enter');
  await app.waitFor(() => isWhole(app));
  expect(readFileSync(read, 'utf8')).toContain('Two equal prices make ten cents');
  app.type('q');
  expect(await app.exit()).toEqual({ code: 0, signal: undefined });
});

test('a window that shrinks to 20x5 while text comes is whole again when it grows back', async () => {
  const home = makeHome();
  const app = started(home, ['--offline']);
  await app.waitFor('Bat and ball');
  app.press('enter');
  await app.waitFor('Imagine that you are standing');
  app.resize(20, 5);
  await app.waitFor(() => /this one is 20x5/.test(app.text()));
  app.resize(140, 36);
  await app.waitFor(() => isWhole(app));
  expect(app.text()).not.toContain('this one is');
  app.press('ctrl+c', 'ctrl+c');
  expect((await app.exit()).code).toBe(130);
});

test.each(['unheard-of-terminal', 'vt100', ''])('with TERM=%s it can be read and left', async term => {
  const home = makeHome();
  const app = started(home, ['--offline', '--speed', 'max'], { TERM: term });
  await app.waitFor('Bat and ball');
  app.press('enter');
  await app.waitFor('max-rounds');
  app.press('ctrl+c');
  expect((await app.exit()).code).toBe(0);
});
