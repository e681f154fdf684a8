import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Grader } from '../run/question.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { arithmeticFrom, questionSet } from './question-set.ts';
import { runMain } from './testing/in-process.ts';

function file(name: string, text: string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}
const GOOD = 'id,text,reference,grader\none,What is 1 + 1?,2,numeric\n';
const BAD = `${GOOD}two,,3,numeric\n`;

describe('a file of questions', () => {
  test('goes before the bundled ones, and in the place of one with its id', async () => {
    const own = file('mine.csv', `${GOOD}bat-and-ball,Mine?,1,numeric\n`);
    const { questions, own: mine } = await questionSet({ questions: own });
    expect(mine.map(({ id }) => id)).toEqual(['one', 'bat-and-ball']);
    expect(questions.slice(0, 2)).toEqual(mine);
    expect(questions.filter(({ id }) => id === 'bat-and-ball')).toHaveLength(1);
  });
  test('with something wrong in it is refused, with the line and what would help', async () => {
    const own = file('mine.csv', BAD);
    const { code, stderr } = await runMain(['run', '--offline', '--questions', own, '--question', 'one']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/mine\.csv:3: entry 2 \("two"\) has no "text"\.\nA question file is a list/);
  });
  test('is taken without what is wrong in it where that is wanted, and it is said', async () => {
    const { questions, notices } = await questionSet({ questions: file('mine.csv', BAD), skipBad: true });
    expect(questions[0]).toMatchObject({ id: 'one' });
    expect(notices).toEqual([
      expect.stringMatching(/^Left out: .*mine\.csv:3: entry 2 \("two"\) has no "text"\.$/),
    ]);
  });
  test('is only read by a format that there is', async () => {
    await expect(questionSet({ questions: file('mine.txt', GOOD), format: 'zip' })).rejects.toThrow(
      /^--format cannot be "zip": it is /,
    );
    await expect(questionSet({ format: 'csv' })).rejects.toThrow('name it with --questions FILE');
    expect((await questionSet({ questions: file('mine.txt', GOOD), format: 'csv' })).own).toHaveLength(1);
  });
  test('needs to be told which of its questions', async () => {
    const said = await runMain(['run', '--offline', '--questions', file('mine.csv', GOOD)]);
    expect(said).toMatchObject({
      code: 2,
      stderr: 'Say which of the questions: --question ID, as in --question one.\n',
    });
  });
});

describe('questions --check', () => {
  test('says how many questions there are, and that nothing is wrong', async () => {
    const said = await runMain(['questions', '--questions', file('mine.csv', GOOD), '--check']);
    expect(said).toEqual({ code: 0, stdout: '1 question, 0 problems.\n', stderr: '' });
  });
  test('lists every problem, and the exit code tells that there are some', async () => {
    const own = file('mine.csv', `${BAD}three,Three?,3,strange\n`);
    const { code, stdout } = await runMain(['questions', '--questions', own, '--check']);
    expect(code).toBe(2);
    expect(stdout).toMatch(/:3: entry 2 .*\n.*:4: entry 3 .*\n1 question, 2 problems\.\n$/);
    const json = await runMain(['questions', '--questions', own, '--check', '--json']);
    expect(json.code).toBe(2);
    expect(JSON.parse(json.stdout)).toMatchObject({ questions: 1, problems: [{ line: 3 }, { line: 4 }] });
  });
  test('says it when there is no such file', async () => {
    const { code, stdout } = await runMain(['questions', '--questions', '/nowhere.json', '--check']);
    expect(code).toBe(2);
    expect(stdout).toMatch(/^\/nowhere\.json could not be read: .*\n0 questions, 1 problem\.\n$/);
  });
});

describe('a generated question', () => {
  test('is the same for the same seed', () => {
    expect(arithmeticFrom('hard:7')).toEqual(arithmeticFrom('hard:7'));
    expect(arithmeticFrom('hard:7')).not.toEqual(arithmeticFrom('hard:8'));
    expect(arithmeticFrom('easy')).toEqual(arithmeticFrom('easy:1'));
  });
  test.each(['', 'silly', 'hard:', 'hard:-1', 'hard:1.5', 'HARD', '__proto__'])(
    '%j is refused in a sentence',
    text => {
      expect(() => arithmeticFrom(text)).toThrow(
        'it is easy, medium or hard, and a whole number as the seed',
      );
    },
  );
  test('is no other question at the same time', async () => {
    const said = await runMain(['run', '--offline', '--arithmetic', 'easy', '--question', 'bat-and-ball']);
    expect(said).toMatchObject({ code: 2, stderr: 'Give --question ID or --arithmetic, not both.\n' });
  });
});

test('every grader can be named', async () => {
  const { stdout } = await runMain(['run', '--help']);
  const [, choices = ''] = /compared with it \(choices:([^)]*)\)/.exec(stdout.replaceAll(/\s+/g, ' ')) ?? [];
  expect(choices.match(/\w+/g)).toEqual(Grader.options);
});
