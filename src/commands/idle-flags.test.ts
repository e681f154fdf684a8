import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { runMain } from './testing/in-process.ts';

/** `run --estimate` of a question of one's own: makes no call. */
const estimated = (...flags: string[]) => runMain(['run', '--estimate', 'Why?', ...flags]);

describe('a flag that the strategy does not go by is refused', () => {
  test.each([
    ['self-reflection', ['--stop-on-entropy', '1'], /^--stop-on-entropy does nothing with self-reflection,/],
    [
      'self-consistency',
      ['--stop-when-stable', '2'],
      /^--stop-when-stable does nothing with self-consistency,/,
    ],
    ['best-of-n', ['--stop-on-oscillation'], /^--stop-on-oscillation does nothing with best-of-n,/],
    [
      'thinking-levels',
      ['--reflection-prompt', 'Again.'],
      /^--reflection-prompt does nothing with thinking-levels,/,
    ],
    ['self-consistency', ['--prompt', 'terse'], /^--prompt does nothing with self-consistency,/],
    ['contrastive', ['--stop-on-no-op', '0.1'], /^--stop-on-no-op does nothing with contrastive,/],
  ])('%s: %j', async (strategy, flags, sentence) => {
    const { code, stderr, stdout } = await estimated('--strategy', strategy, ...flags);
    expect(stderr).toMatch(sentence);
    expect(stderr).toContain(': leave it out.\n');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test.each([
    ['self-reflection', ['--stop-when-stable', '2', '--stop-on-no-op', '0.1', '--prompt', 'terse']],
    ['self-consistency', ['--stop-on-entropy', '1', '--first-prompt', '{question} Briefly.']],
    ['debate', ['--stop-on-entropy', '1', '--reflection-prompt', 'Again.']],
  ])('and one that it goes by is not: %s: %j', async (strategy, flags) => {
    expect(await estimated('--strategy', strategy, ...flags)).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('what is to be run or asked, and nothing asks for it, is refused', () => {
  const judge = ['--judge', 'us.amazon.nova-lite-v1:0'];

  test.each([
    [['--feedback', 'none', ...judge], /^--judge names who judges, and nobody is asked to:/],
    [
      ['--feedback', 'none', '--judge-repeats', '3'],
      /^--judge-repeats says how often a judge is asked, and none is:/,
    ],
    [['--feedback', 'judge', '--check', 'true'], /^--check names a command that nothing asks for:/],
  ])('%j', async (flags, sentence) => {
    const { code, stderr } = await estimated(...flags);
    expect(stderr).toMatch(sentence);
    expect(code).toBe(2);
  });

  test('a database', async () => {
    const file = join(temporaryFolder(), 'a.sqlite');
    const database = new DatabaseSync(file);
    database.exec('CREATE TABLE t (a)');
    database.close();
    expect((await estimated('--database', file)).stderr).toMatch(
      /^--database names a database that nothing asks for:/,
    );
    expect(await estimated('--database', file, '--feedback', 'sql')).toMatchObject({ code: 0, stderr: '' });
  });

  test.each([
    [judge],
    [['--grader', 'judge', '--reference', 'So.', '--feedback', 'none', ...judge]],
    [['--feedback', 'none', '--grader', 'command', '--check', 'true']],
    [['--strategy', 'verify-revise', ...judge]],
  ])('and what is asked for is not: %j', async flags => {
    expect(await estimated(...flags)).toMatchObject({ code: 0, stderr: '' });
  });
});
