import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { renzeDetails } from './renze-details.ts';
import { sourceFile } from './source-file.ts';
import { beginning, importAll, textFile } from './testing/import-all.ts';
import {
  ADVICE_ROWS,
  BASELINE_ROWS,
  type Cells,
  details,
  folderOf,
  MEMO,
  RIGHT,
  WRONG,
  wholeFolder,
} from './testing/renze-folder.ts';

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

function imported(root: string, agent: string) {
  roots.push(root);
  return importAll(renzeDetails, sourceFile(join(root, `details/model-x - ${agent} - fables-2.csv`)));
}

/** Without anything beside it. */
const alone = (rows: readonly Cells[], path = 'nowhere/model-x - baseline - fables-2.csv') =>
  importAll(renzeDetails, textFile(path, details('baseline', rows)));

test('it knows its files by their columns', () => {
  expect(renzeDetails.detects(beginning('any.csv', details('baseline', [])))).toBe(true);
  expect(renzeDetails.detects(beginning('any.csv', 'id,text,reference\n1,a,b'))).toBe(false);
});

test('a baseline is runs of one round, with tokens, marks and the time', async () => {
  const { runs, problems } = await alone(BASELINE_ROWS);
  expect(problems).toEqual([]);
  expect(runs).toHaveLength(2);
  expect(runs[1]).toMatchObject({
    key: 'renze/model-x/baseline/fables-2/2',
    startedAt: '2024-04-18T11:31:54',
    question: {
      id: 'fables-2/2',
      domain: 'Nature',
      text: expect.stringMatching(/^Who wins\?/),
      grader: 'label',
      labels: ['A', 'B'],
      reference: ['B'],
    },
    settings: { model: 'model-x', strategy: { id: 'renze-baseline', rounds: 0 } },
    rounds: [
      {
        kind: 'answer',
        calls: [{ purpose: 'answer', text: WRONG, usage: { input: 300, output: 20 } }],
        grades: [{ extracted: 'A', correct: false, score: 0 }],
      },
    ],
  });
  expect(runs[1]?.source.unknown).toEqual(['timing', 'prompts', 'settings']);
  expect(runs[1]?.source.stopsOnCorrect).toBeUndefined();
});

test('an agent is joined with the baseline: what was right was not asked again', async () => {
  const { runs, problems } = await imported(wholeFolder(), 'advice');
  expect(problems).toEqual([]);
  expect(runs.map(({ rounds }) => rounds.length)).toEqual([1, 2]);
  expect(runs[0]).toMatchObject({ outcome: { rule: 'verdict-pass' }, source: { stopsOnCorrect: true } });
  expect(runs[1]).toMatchObject({
    key: 'renze/model-x/advice/fables-2/2',
    settings: { strategy: { id: 'renze-advice', rounds: 1 }, system: 'You are an expert in Nature.' },
    source: {
      place: 'problem 2, line 2, asked again 2024-04-29 12:00:00',
      stopsOnCorrect: true,
      feedbackShowsReference: true,
    },
    rounds: [
      { grades: [{ correct: false }] },
      {
        kind: 'reflection',
        calls: [
          { purpose: 'memo', text: MEMO },
          { purpose: 'answer', text: RIGHT, usage: { input: 500, output: 20 } },
        ],
        grades: [{ extracted: 'B', correct: true }],
      },
    ],
  });
});

test('the conversations beside it tell what was asked, with the context that the details leave out', async () => {
  const { runs } = await imported(wholeFolder(), 'advice');
  const [, second] = runs;
  expect(second?.question.text).toMatch(/^Topic: Nature\nContext: A race\.\n/);
  expect(second?.question.text).not.toContain('Reflection');
  expect(second?.source.unknown).toEqual(['timing', 'settings']);
  expect(second?.rounds[1]?.calls[1]?.messages?.map(({ role }) => role)).toEqual([
    'user',
    'assistant',
    'user',
  ]);
  // Of the problem that was right there is no conversation.
  expect(runs[0]?.source.unknown).toContain('prompts');
});

test('a retry is no reflection, and was shown nothing of the right answer', async () => {
  const root = folderOf({
    'details/model-x - baseline - fables-2.csv': details('baseline', BASELINE_ROWS),
    'details/model-x - retry - fables-2.csv': details('retry', ADVICE_ROWS),
  });
  const { runs } = await imported(root, 'retry');
  expect(runs[1]).toMatchObject({
    settings: { strategy: { id: 'renze-retry' } },
    source: { feedbackShowsReference: false },
    rounds: [{ kind: 'answer' }, { kind: 'retry', calls: [{ purpose: 'answer' }] }],
  });
});

test('a conversation with another answer than the one in the details is not that of the row', async () => {
  const root = folderOf({
    'details/model-x - baseline - fables-2.csv': details('baseline', BASELINE_ROWS),
    'dialogs/model-x - baseline - fables-2/Problem 2.json': JSON.stringify([
      { role: 'user', content: 'What else?' },
      { role: 'assistant', content: 'Something else.' },
    ]),
    'dialogs/model-x - baseline - fables-2/Problem 1.json': '[{"role": "user"',
  });
  const { runs } = await imported(root, 'baseline');
  expect(runs.map(({ rounds }) => rounds[0]?.calls[0]?.messages)).toEqual([undefined, undefined]);
});

test('without the baseline the first answers are unknown, and that is said', async () => {
  const root = folderOf({ 'details/model-x - advice - fables-2.csv': details('advice', ADVICE_ROWS) });
  const { runs, problems } = await imported(root, 'advice');
  expect(problems).toEqual([
    { problem: '"model-x - baseline - fables-2.csv" is not beside it: the first answers are unknown.' },
  ]);
  expect(runs).toHaveLength(1);
  expect(runs[0]?.rounds[0]).toMatchObject({
    calls: [{ purpose: 'answer', text: '', stopReason: 'not-kept' }],
    grades: [{ correct: false }],
  });
  expect(runs[0]?.source.unknown).toContain('answers');
});

test('packed files are found beside each other, too', async () => {
  const root = folderOf({ 'details/model-x - advice - fables-2.csv': details('advice', ADVICE_ROWS) });
  const packed = join(root, 'details/model-x - baseline - fables-2.csv.gz');
  writeFileSync(packed, gzipSync(details('baseline', BASELINE_ROWS)));
  const { runs, problems } = await imported(root, 'advice');
  expect(problems).toEqual([]);
  expect(runs.map(({ rounds }) => rounds.length)).toEqual([1, 2]);
});

test('a problem that the baseline does not have is told', async () => {
  const root = folderOf({
    'details/model-x - baseline - fables-2.csv': details('baseline', BASELINE_ROWS),
    'details/model-x - advice - fables-2.csv': details('advice', [{ problem_id: '9' }]),
  });
  const { runs, problems } = await imported(root, 'advice');
  expect(problems).toEqual([
    { place: 'problem 9, line 2', problem: 'It is not in the baseline: its first answer is unknown.' },
  ]);
  expect(runs).toHaveLength(3);
});

test('an error in the place of an answer is a call that failed, whatever the source counts it as', async () => {
  const error = "Error: 'choices'\n";
  const { runs } = await alone([
    {
      response: "Error: 'choices'",
      error,
      agent_answer: '',
      score: '0',
      input_tokens: '0',
      output_tokens: '0',
    },
  ]);
  const [round] = runs[0]?.rounds ?? [];
  expect(round?.calls[0]).toMatchObject({ text: '', error: { original: "Error: 'choices'" } });
  expect(round?.calls[0]?.usage).toBeUndefined();
  expect(round?.grades).toEqual([
    { extracted: null, correct: null, score: 0, method: 'the call failed; the source counts it as wrong' },
  ]);
});

test('what the cells do not say stays unknown', async () => {
  const { runs } = await alone([{ input_tokens: '', score: '', agent_answer: '', date_time: 'yesterday' }]);
  expect(runs[0]?.startedAt).toBeUndefined();
  expect(runs[0]?.rounds[0]?.calls[0]?.usage).toBeUndefined();
  expect(runs[0]?.rounds[0]?.grades?.[0]).toMatchObject({ extracted: null, correct: null });
  expect(runs[0]?.source.unknown).toContain('usage');
});

test('a file with another name is told by its columns', async () => {
  const { runs } = await alone([{}], 'some/answers.csv');
  expect(runs[0]?.key).toBe('renze/model-x/baseline/fables-2/1');
});

test('a broken row is told with its line, and the others go on', async () => {
  const text = `${details('baseline', [{}, {}, { problem_id: '' }])}\n3,2024\n`;
  const { runs, problems } = await importAll(
    renzeDetails,
    textFile('x/model-x - baseline - fables-2.csv', text),
  );
  expect(runs).toHaveLength(1);
  expect(problems.map(({ problem }) => problem)).toEqual([
    expect.stringMatching(/^Problem 1 was there in line 2; the first one counts\.$/),
    'It has no "problem_id".',
    'It has 2 cells, and the header 21: it may be cut off.',
  ]);
});

test('a file without the columns, without rows, or with sums alone is refused', async () => {
  const refused = (text: string) => importAll(renzeDetails, textFile('a.csv', text));
  await expect(refused('a,b\n1,2')).rejects.toThrow('a.csv has no column "problem_id", "problem"');
  await expect(refused('Agent Name,Exam Name,Accuracy\nretry,sat,1')).rejects.toThrow(
    'only sums of whole exams',
  );
  await expect(refused(details('baseline', []))).rejects.toThrow('holds no answer that could be read');
  await expect(refused('')).rejects.toThrow('is empty');
});
