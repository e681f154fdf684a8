/** The built program in a true terminal: the report from its start to the prompt it leaves behind. */
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startInPty } from '../ui/testing/pty.ts';
import { recordingFile } from '../ui/testing/recorded.ts';
import { makeHome } from './testing/home.ts';
import { builtProgram } from './testing/program.ts';

const RECORDINGS = dirname(recordingFile('bat-and-ball.sonnet-4-6'));

function inTerminal(...args: readonly string[]) {
  const { env, folder } = makeHome();
  const size = { columns: 100, rows: 30, cwd: folder };
  return startInPty([builtProgram(), 'report', ...args], { ...size, env });
}

describe('a report in a terminal', () => {
  test('opens, is looked through, and gives the terminal back', async () => {
    const program = inTerminal(RECORDINGS, '--by', 'model');
    await program.waitFor('[Helped]');
    expect(program.buffer()).toBe('alternate');
    program.press('right');
    await program.waitFor('[Rounds]');
    program.press('q');
    expect(await program.exit()).toEqual({ code: 0, signal: undefined });
    expect(program.buffer()).toBe('normal');
    expect(program.cursor().visible).toBe(true);
  });

  test('of no saved runs says what would help', async () => {
    const program = inTerminal();
    await program.waitFor('There is no run to tell of');
    program.press('escape');
    expect(await program.exit()).toEqual({ code: 0, signal: undefined });
  });

  test.each([
    ['--plain', 'first answer'],
    ['--markdown', '| first answer |'],
    ['--csv', 'helped,first answer'],
    ['--json', '"caching": {'],
  ])('is printed with %s', async (how, words) => {
    const program = inTerminal(recordingFile('bat-and-ball.sonnet-4-6'), how);
    expect(await program.exit()).toEqual({ code: 0, signal: undefined });
    expect(program.output()).not.toContain('\u001b[?1049h');
    expect(program.output()).toContain(words);
  });
});
