import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { renzeDetails } from './renze-details.ts';
import { renzeDialogs } from './renze-dialogs.ts';
import { sourceFile } from './source-file.ts';
import { beginning, importAll, textFile } from './testing/import-all.ts';
import { dialog, MEMO, QUESTION, RIGHT, WRONG, wholeFolder } from './testing/renze-folder.ts';

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

function folder(): string {
  const root = wholeFolder();
  roots.push(root);
  return root;
}

const pathOf = (agent: string) => `dialogs/model-x - ${agent} - fables-2/Problem 2.json`;
const text = JSON.stringify(dialog(QUESTION, RIGHT), undefined, 4);

test('it knows its files by their folder, and no other chat', () => {
  expect(renzeDialogs.detects(beginning(pathOf('advice'), text))).toBe(true);
  expect(renzeDialogs.detects(beginning('chats/Problem 2.json', text))).toBe(false);
  expect(renzeDialogs.detects(beginning(pathOf('advice'), '{"a": 1}'))).toBe(false);
});

test('a dialog is the same run as its row in the details', async () => {
  const root = folder();
  for (const agent of ['baseline', 'advice']) {
    const { runs } = await importAll(renzeDialogs, sourceFile(join(root, pathOf(agent))));
    const path = join(root, `details/model-x - ${agent} - fables-2.csv`);
    const same = (await importAll(renzeDetails, sourceFile(path))).runs[1];
    expect(runs).toHaveLength(1);
    const { file: _, place: __, ...source } = runs[0]?.source ?? { file: '' };
    expect({ ...runs[0], source }).toEqual({ ...same, source: expect.objectContaining(source) });
  }
});

test('a dialog alone has its answer and no marks', async () => {
  const { runs } = await importAll(renzeDialogs, textFile(`nowhere/${pathOf('baseline')}`, text));
  expect(runs[0]).toMatchObject({
    question: { text: expect.stringContaining('Who wins?'), labels: ['A', 'B'], domain: 'Nature' },
    rounds: [
      { calls: [{ text: RIGHT, messages: [{ role: 'user' }, { role: 'assistant' }, { role: 'user' }] }] },
    ],
  });
  expect(runs[0]?.source.unknown).toEqual(['timing', 'usage', 'settings', 'marks']);
});

test('an agent alone has an unknown first answer, which was wrong', async () => {
  const { runs } = await importAll(renzeDialogs, textFile(`nowhere/${pathOf('incorrect')}`, text));
  expect(runs[0]).toMatchObject({
    key: 'renze/model-x/retry/fables-2/2',
    rounds: [
      { calls: [{ stopReason: 'not-kept' }], grades: [{ correct: false }] },
      { kind: 'retry', calls: [{ text: RIGHT }] },
    ],
  });
});

test('a reflection stands beside the answer that it is about, and answers nothing', async () => {
  const { runs } = await importAll(renzeDialogs, sourceFile(join(folder(), pathOf('reflection'))));
  expect(runs[0]?.rounds.map(({ calls }) => calls.map(({ purpose, text: said }) => [purpose, said]))).toEqual(
    [[['answer', WRONG]], [['memo', MEMO]]],
  );
});

test('what is no dialog is refused, with what is wrong', async () => {
  const refused = (wrong: string, path = pathOf('advice')) => importAll(renzeDialogs, textFile(path, wrong));
  await expect(refused(text.slice(0, -20))).rejects.toThrow('is no JSON, or ends too early');
  await expect(refused('[{"role": "user", "content": "Hello?"}]')).rejects.toThrow(
    'that ends with an answer',
  );
  await expect(refused(text, 'Problem 2.json')).rejects.toThrow('--from chat');
});
