import { describe, expect, test } from 'vitest';
import { loadBundledQuestions } from '../questions/load.ts';
import type { Question } from '../run/question.ts';
import type { Call } from '../run/run.ts';
import { QUESTION, runOf, runStarted, wholeRound } from '../run/testing/sample-run.ts';
import { createRunChecks } from './run-checks.ts';

const RUN = runOf(runStarted(), ...wholeRound(0, '0.05'));
const SIGNAL = new AbortController().signal;
const HERE = { round: 0, signal: SIGNAL };
const saying = (text: string): Call => ({ ...(RUN.calls[0] as Call), text });

async function sqlQuestion(): Promise<Question> {
  const loaded = await loadBundledQuestions();
  const found = loaded.ok
    ? loaded.questions.find(({ grader, database }) => grader === 'sql' && database)
    : undefined;
  if (!found) throw new Error('no question with a database');
  return found;
}

describe('SQL', () => {
  test('of an answer runs in the database of the question', async () => {
    const checks = createRunChecks(await sqlQuestion(), {}, false);
    const said = await checks.check(
      { source: 'sql', about: saying('```sql\nSELECT 1 + 1 AS two\n```'), run: RUN },
      SIGNAL,
    );
    expect(said).toMatchObject({ verdict: 'unknown' });
    expect(said.text).toContain('two');
    checks.close();
  });

  test('is graded by its result', async () => {
    const question = await sqlQuestion();
    const checks = createRunChecks(question, {}, false);
    const gold = question.reference?.[0] ?? '';
    const other = `SELECT * FROM (${gold.replace(/;\s*$/, '')})`;
    expect(await checks.grade(`\`\`\`sql\n${other}\n\`\`\``, question, 'whole', HERE)).toMatchObject({
      correct: true,
    });
    expect(await checks.grade('```sql\nSELECT 12345\n```', question, 'whole', HERE)).toMatchObject({
      correct: false,
    });
    checks.close();
  });

  test('is not run in a file that a transcript names', async () => {
    const question = {
      ...QUESTION,
      grader: 'sql' as const,
      reference: ['SELECT 1'],
      database: 'secrets.sqlite',
    };
    const checks = createRunChecks(question, {}, false);
    await expect(
      checks.check({ source: 'sql', about: saying('SELECT 1'), run: RUN }, SIGNAL),
    ).rejects.toThrow('--database FILE');
    expect(await checks.grade('SELECT 2', question, 'whole', HERE)).toMatchObject({ correct: null });
    checks.close();
  });
});

test('a command gets the answer, and its exit code is the verdict', async () => {
  const checks = createRunChecks(QUESTION, { check: 'cat; echo " $REFLECTOSCOPE_ROUND"; exit 1' }, true);
  expect(
    await checks.check({ source: 'command', about: saying('It is 5.'), run: RUN }, SIGNAL),
  ).toMatchObject({
    text: 'It is 5. 0',
    verdict: 'fail',
  });
  checks.close();
});

test('a command that grades tells right from wrong by its exit code', async () => {
  const question = { ...QUESTION, grader: 'command' as const };
  const checks = createRunChecks(question, { check: 'grep -q 5 || { echo no five; exit 1; }' }, true);
  expect(await checks.grade('It is 5.', question, 'whole', HERE)).toMatchObject({ correct: true });
  expect(await checks.grade('It is 6.', question, 'whole', HERE)).toMatchObject({
    correct: false,
    method: 'by the command: no five',
  });
  const unnamed = createRunChecks(question, {}, true);
  expect(await unnamed.grade('It is 5.', question, 'whole', HERE)).toMatchObject({ correct: null });
});
