/** The doctor in a true terminal: what it asks of it, and that it is as before. */
import { expect, test } from 'vitest';
import { type PtyProgram, startInPty } from '../ui/testing/pty.ts';
import { makeHome } from './testing/home.ts';
import { builtProgram } from './testing/program.ts';

/** In a shell, which then tells whether lines are still edited and echoed by the terminal driver. */
function inShell(variables: Record<string, string | undefined> = {}): PtyProgram {
  const home = makeHome();
  const command = `"$0" "$1" doctor --offline; stty -a | grep -o '.icanon\\|.echo ' | tr '\\n' ' '`;
  const spawned = ['sh', '-c', command, process.execPath, builtProgram()].map(word => JSON.stringify(word));
  const script = `require('node:child_process').spawnSync(${spawned[0]}, [${spawned.slice(1)}], { stdio: 'inherit' })`;
  return startInPty(['-e', script], {
    columns: 140,
    rows: 90,
    cwd: home.folder,
    env: { ...home.env, TERM_PROGRAM: undefined, ...variables },
  });
}

test('asks the terminal, says what it answered, and leaves it as it was', async () => {
  const app = inShell();
  await app.exit();
  const text = app.text();
  expect(text).toContain('is it a terminal: input a terminal, output a terminal, errors a terminal');
  expect(text).toContain('size: 140x90');
  expect(text).toContain('colours: all (24 bit): COLORTERM is truecolor');
  expect(text).toContain('its own word: it answers, and does not name itself');
  expect(text).toMatch(/alternate screen: yes/);
  expect(text).not.toMatch(/rgb:|\$y|\?62|>\|/);
  expect(text).toMatch(/\n icanon {2}echo/);
  expect(app.buffer()).toBe('normal');
});

test('asks nothing where the terminal would print the question', async () => {
  const app = inShell({ TERM: 'dumb' });
  await app.exit();
  expect(app.output()).not.toContain('\u001b[>0q');
  expect(app.text()).toContain('background, keyboard and modes are not known: TERM is dumb');
  expect(app.text()).toContain('plain lines come instead: TERM is dumb');
});
