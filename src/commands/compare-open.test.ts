/** The built program in a true terminal: a comparison from its start to the prompt it leaves behind. */
import { describe, expect, test } from 'vitest';
import { startInPty } from '../ui/testing/pty.ts';
import { recordingFile } from '../ui/testing/recorded.ts';
import { makeHome } from './testing/home.ts';
import { builtProgram } from './testing/program.ts';

const SONNET = recordingFile('bat-and-ball.sonnet-4-6');
const HAIKU = recordingFile('bat-and-ball.haiku-4-5');

function inTerminal(...args: readonly string[]) {
  const { env, folder } = makeHome();
  const size = { columns: 100, rows: 30, cwd: folder };
  return startInPty([builtProgram(), 'compare', ...args], { ...size, env });
}

describe('a comparison in a terminal', () => {
  test('opens, is looked through, and gives the terminal back', async () => {
    const program = inTerminal(`${SONNET}#0`, HAIKU);
    await program.waitFor('[Answers]');
    expect(program.buffer()).toBe('alternate');
    program.press('tab');
    await program.waitFor('[Prompts]');
    program.press('q');
    expect(await program.exit()).toEqual({ code: 0, signal: undefined });
    expect(program.buffer()).toBe('normal');
    expect(program.cursor().visible).toBe(true);
  });

  test('is printed with --plain', async () => {
    const program = inTerminal('--plain', `${SONNET}#0`, `${SONNET}#1`);
    expect(await program.exit()).toEqual({ code: 0, signal: undefined });
    expect(program.output()).not.toContain('\u001b[?1049h');
    expect(program.output()).toContain('Prompts, A (round 0) to B (round 1)');
  });

  test('of a round that is not there is not opened: the sentence stands on the normal screen', async () => {
    const program = inTerminal(`${SONNET}#9`, HAIKU);
    expect((await program.exit()).code).toBe(2);
    expect(program.text().replaceAll('\n', '')).toContain('has no round 9');
    expect(program.output()).not.toContain('\u001b[?1049h');
  });
});
