import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { renzeLogs } from './renze-logs.ts';
import { sourceFile } from './source-file.ts';
import { beginning, importAll, textFile } from './testing/import-all.ts';
import { MEMO, QUESTION, RIGHT, WRONG, wholeFolder } from './testing/renze-folder.ts';

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

const PATH = 'logs/2024-04-20 10-04-39 - model-x - advice - fables-2/Problem 2.txt';
const RESULT = '## Result:\nAgent Answer: B\nCorrect Answer: B\nScore: 1\n';

function log(answer: string, result = RESULT, agent = 'advice'): string {
  return [
    `# Model: model-x | Agent: ${agent} | Exam: fables-2 | Problem 2 of 2`,
    '## System:',
    'You are an expert in Nature.',
    '## User 1:',
    'An example?',
    '## Assistant 1:',
    'Action: Answer("A")',
    '## User 2:',
    `${QUESTION}Reflection:`,
    MEMO,
    '## Assistant 2:',
    answer,
    result,
  ].join('\n');
}

const imported = (text: string) => importAll(renzeLogs, textFile(`nowhere/${PATH}`, text));

test('it knows its files by their first line', () => {
  expect(renzeLogs.detects(beginning('a.txt', log(RIGHT)))).toBe(true);
  expect(renzeLogs.detects(beginning('a.txt', '# Model: x\n## System:'))).toBe(false);
});

test('a log is the conversation, its answer and its result', async () => {
  const { runs, problems } = await imported(log(RIGHT));
  expect(problems).toEqual([]);
  expect(runs[0]).toMatchObject({
    key: 'renze/model-x/advice/fables-2/2/2024-04-20 10-04-39',
    question: { text: QUESTION.trim(), reference: ['B'], labels: ['A', 'B'] },
    source: { place: 'problem 2, advice, log of 2024-04-20 10-04-39', feedbackShowsReference: true },
    rounds: [
      { calls: [{ stopReason: 'not-kept' }] },
      {
        calls: [{ purpose: 'answer', text: RIGHT, system: [{ text: 'You are an expert in Nature.' }] }],
        grades: [{ extracted: 'B', correct: true, score: 1 }],
      },
    ],
  });
});

test('the log of a published answer is the run of the details, and another repeat is its own', async () => {
  const root = wholeFolder();
  roots.push(root);
  const path = join(root, PATH);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, log(RIGHT));
  const [same] = (await importAll(renzeLogs, sourceFile(path))).runs;
  expect(same?.key).toBe('renze/model-x/advice/fables-2/2');
  expect(same?.rounds[1]?.calls.at(-1)?.usage).toMatchObject({ input: 500 });
  writeFileSync(path, log(WRONG, RESULT.replace('Answer: B', 'Answer: A').replace('Score: 1', 'Score: 0')));
  const [other] = (await importAll(renzeLogs, sourceFile(path))).runs;
  expect(other?.key).toBe('renze/model-x/advice/fables-2/2/2024-04-20 10-04-39');
  expect(other?.rounds[1]?.grades).toMatchObject([{ extracted: 'A', correct: false }]);
  // The baseline is there all the same.
  expect(other?.rounds[0]?.calls[0]?.text).toBe(WRONG);
});

test('a head in the middle of an answer belongs to the answer', async () => {
  const answer = `${RIGHT}\n## User 1:\nis what I would ask\n## System:\nthen`;
  const { runs } = await imported(log(answer));
  expect(runs[0]?.rounds[1]?.calls[0]?.text).toBe(answer);
});

test('a log without a result is told, and has no marks', async () => {
  const { runs, problems } = await imported(log(RIGHT, ''));
  expect(problems.map(({ problem }) => problem)).toEqual([
    'It has no result: whether it is right is unknown.',
  ]);
  expect(runs[0]?.rounds[1]?.grades).toBeUndefined();
});

test('the log of a reflection is beside no answer', async () => {
  const { runs, problems } = await imported(log(MEMO, '', 'reflection'));
  expect(problems).toEqual([]);
  expect(runs[0]?.rounds[1]?.calls).toMatchObject([{ purpose: 'memo', text: MEMO }]);
});

test('a log that is cut off before its answer is refused, and so is a text that is none', async () => {
  const whole = log(RIGHT);
  await expect(imported(whole.slice(0, whole.indexOf('## Assistant 2')))).rejects.toThrow('it is cut off');
  await expect(imported('Hello')).rejects.toThrow('does not begin with "# Model:');
});
