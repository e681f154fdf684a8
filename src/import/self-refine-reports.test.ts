import { expect, test } from 'vitest';
import { selfRefineReports } from './self-refine-reports.ts';
import { beginning, importAll, textFile } from './testing/import-all.ts';

const RULER = '='.repeat(80);

function report(number: number, previous: string, feedback: string, next: string): string {
  return `Report ${number}:\n\nPrevious solution:\n${previous}\n\nFeedback:\n${feedback}\n\nNext solution:\n${next}\n\n${RULER}\n\n`;
}

const PREVIOUS = 'def solution():\n    """How many legs have 3 cats?"""\n    return 3 * 2';
const NEXT = 'def solution():\n    """How many legs have 3 cats?"""\n    return 3 * 4';
const FEEDBACK = '# wrong! A cat has four legs.\n\n# Feedback on the rest:\n# looks good';

const PATH = 'gsm/gsm_outputs.jsonl.reports.txt';
const imported = (text: string) => importAll(selfRefineReports, textFile(PATH, text));

test('it knows its files by how they begin', () => {
  expect(selfRefineReports.detects(beginning(PATH, report(1, PREVIOUS, FEEDBACK, NEXT)))).toBe(true);
  expect(selfRefineReports.detects(beginning(PATH, 'Report 1:\n\nAll is well.'))).toBe(false);
});

test('a report is a solution, what was said of it, and the next one', async () => {
  const { runs, problems } = await imported(
    report(1, PREVIOUS, FEEDBACK, NEXT) + report(2, 'return 1', 'No.', 'return 2'),
  );
  expect(problems).toEqual([]);
  expect(runs).toHaveLength(2);
  expect(runs[0]).toMatchObject({
    question: { id: 'gsm-report-1', text: 'How many legs have 3 cats?' },
    settings: { model: 'unknown', strategy: { id: 'self-refine', rounds: 1 } },
    source: { place: 'report 1, line 1' },
    rounds: [
      {
        calls: [{ text: PREVIOUS }],
        checks: [{ source: 'critic', text: FEEDBACK, verdict: 'unknown' }],
        grades: [{ correct: false }],
      },
      { calls: [{ purpose: 'revise', text: NEXT }], grades: [{ correct: true }] },
    ],
  });
  expect(runs[0]?.source.unknown).toContain('answers');
  expect(runs[0]?.rounds[1]?.grades?.[0]?.method).toContain(
    'lists only wrong solutions that were made right',
  );
  expect(runs[1]?.question.text).toBe('The question of report 2 is not in the report.');
});

test('lines that end as on Windows read the same', async () => {
  const text = report(1, PREVIOUS, FEEDBACK, NEXT);
  const { runs } = await imported(text.replaceAll('\n', '\r\n'));
  expect(runs[0]?.rounds).toEqual((await imported(text)).runs[0]?.rounds);
});

test('a report that is cut off, or is there twice, is told, and the others are read', async () => {
  const whole = report(1, PREVIOUS, FEEDBACK, NEXT);
  const cut = 'Report 2:\n\nPrevious solution:\nreturn 1\n\nFeedb';
  const { runs, problems } = await imported(whole + whole + cut);
  expect(runs).toHaveLength(1);
  expect(problems.map(({ problem }) => problem)).toEqual([
    'Report 1 is there twice; the first one counts.',
    'It has no "Feedback:", or ends before it.',
  ]);
  expect(problems[1]?.place).toMatch(/^report 2, line \d+$/);
});

test('a text without a report is refused', async () => {
  await expect(imported('Nothing here.\n')).rejects.toThrow('holds no report');
});
