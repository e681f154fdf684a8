import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LOOK } from '../ui/look-settings.ts';
import { type PtyProgram, startInPty } from '../ui/testing/pty.ts';
import { recordingFile } from '../ui/testing/recorded.ts';
import { lookWith } from './look.ts';
import { type Home, makeHome } from './testing/home.ts';
import { builtProgram } from './testing/program.ts';

function started(home: Home, args: readonly string[]): PtyProgram {
  return startInPty([builtProgram(), ...args], { columns: 100, rows: 30, cwd: home.folder, env: home.env });
}

const NAMES = ['haiku-4-5', 'sonnet-4-6'];
/** Whatever shows the app elsewhere. */
const COMMANDS = [
  ['--speed', 'max'],
  ['replay', 'runs/sonnet-4-6.jsonl'],
  ['library', 'runs'],
  ['report', 'runs'],
  ['compare', 'runs/sonnet-4-6.jsonl#0', 'runs/haiku-4-5.jsonl'],
  ['branch', 'runs/sonnet-4-6.jsonl#1', '--offline', '--speed', 'max'],
];

/** What each command writes to a terminal in such an environment. */
async function plainly(env: Readonly<Record<string, string>>) {
  return Promise.all(
    COMMANDS.map(async args => {
      const home = makeHome(env);
      mkdirSync(join(home.folder, 'runs'));
      for (const name of NAMES) {
        copyFileSync(recordingFile(`bat-and-ball.${name}`), join(home.folder, 'runs', `${name}.jsonl`));
      }
      const program = started(home, args);
      const { code } = await program.exit();
      return { name: args.join(' '), code, output: program.output() };
    }),
  );
}

/** Lines, boxes, blocks, geometric shapes, dingbats, arrows and Braille: noise when read aloud. */
const DRAWN = /[\u2190-\u21ff\u2500-\u25ff\u2700-\u27bf\u2800-\u28ff]/;

describe('People', () => {
  test('a terminal that cannot draw (TERM=dumb), whatever the command: whole lines, no escape, nothing redrawn', async () => {
    for (const { name, output } of await plainly({ TERM: 'dumb' })) {
      expect(output.length, name).toBeGreaterThan(100);
      expect(output, name).not.toContain('\u001b');
      expect(output.replaceAll('\r\n', ''), name).not.toMatch(/[\r\b\u0007]/);
    }
  });

  test('a screen reader (ACCESSIBLE, INK_SCREEN_READER): the same as words, without boxes, arrows and signs', async () => {
    for (const { name, output } of await plainly({ ACCESSIBLE: '1' })) {
      expect(output.length, name).toBeGreaterThan(100);
      expect(output, name).not.toContain('\u001b');
      const ours = output.split('\r\n').filter(line => !/^ {2}/.test(line));
      expect(
        ours.filter(line => DRAWN.test(line)),
        name,
      ).toEqual([]);
    }
  });

  test('a wish for little motion (--no-animation, NO_MOTION, REDUCE_MOTION): text comes once a second, nothing blinks', async () => {
    const watched = async (env: Readonly<Record<string, string>>, ...args: string[]) => {
      const program = started(makeHome(env), ['--offline', ...args]);
      await program.waitFor('Bat and ball');
      program.press('enter');
      await program.waitFor('Imagine');
      const before = program.output().length;
      await new Promise(resolve => setTimeout(resolve, 2500));
      const output = program.output();
      program.press('ctrl+c', 'ctrl+c');
      await program.exit();
      // Ink begins each frame with it (DEC 2026).
      return { frames: output.slice(before).split('\u001b[?2026h').length - 1, output };
    };
    const [usual, ...calm] = await Promise.all([
      watched({}),
      watched({}, '--no-animation'),
      watched({ NO_MOTION: '1' }),
      watched({ REDUCE_MOTION: '1' }),
    ]);
    expect(usual?.frames).toBeGreaterThan(10);
    for (const { frames, output } of calm) {
      expect(frames).toBeLessThan((usual?.frames ?? 0) / 2);
      expect(output).not.toMatch(/\u001b\[(?:\d+;)*[56](?:;\d+)*m/);
    }
    expect(lookWith(DEFAULT_LOOK, {}, { REDUCED_MOTION: 'true' }).animation).toBe(false);
    expect(lookWith(DEFAULT_LOOK, {}, { REDUCED_MOTION: '0', NO_MOTION: '' }).animation).toBe(true);
  });
});
