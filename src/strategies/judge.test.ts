import { describe, expect, test } from 'vitest';
import { judgeTurn, readJudgement, together } from './judge.ts';

describe('a judgement', () => {
  test.each<[string, string, string, string]>([
    [
      'JSON on the last line',
      'I get 5.\n{"verdict": "pass", "reason": "It adds up."}',
      'pass',
      'It adds up.',
    ],
    ['fenced', '```json\n{"verdict":"fail","reason":"Step 2."}\n```', 'fail', 'Step 2.'],
    [
      'the last of several',
      '{"verdict":"pass","reason":"a"} no, {"verdict":"fail","reason":"b"}',
      'fail',
      'b',
    ],
    ['not quite legal', '{"verdict": "fail", "reason": "it says "five""}', 'fail', 'it says "five"'],
    [
      'a formula in it',
      'So.\n{"verdict": "pass", "reason": "\\\\frac{1}{2} is right."}',
      'pass',
      '\\frac{1}{2} is right.',
    ],
    [
      'a set in it',
      '{"verdict":"pass","reason":"The set {1, 2} is right."}',
      'pass',
      'The set {1, 2} is right.',
    ],
    ['nested', '{"verdict":"pass","details":{"step":1}}', 'pass', ''],
    [
      'the template repeated',
      '{"verdict": "pass" or "fail", "reason": "one or two sentences"}',
      'unknown',
      '',
    ],
    ['the template in short', '{"verdict":"pass|fail"}', 'unknown', ''],
    [
      'the template, and then words',
      'The format is {"verdict":"pass" or "fail"}.\n\nMy verdict: fail',
      'unknown',
      '',
    ],
    [
      'the template, and then a line',
      '{"verdict":"pass" or "fail"}\n\nVerdict: fail',
      'fail',
      '{"verdict":"pass" or "fail"}',
    ],
    ['other words', '{"verdict": "Incorrect", "reason": ""}', 'fail', ''],
    ['a line of words', 'The sum is wrong.\n\n**Verdict: FAIL**', 'fail', 'The sum is wrong.'],
    ['a word that is none of ours', '{"verdict": "maybe", "reason": "who knows"}', 'unknown', 'who knows'],
    ['nothing', 'I cannot say.', 'unknown', ''],
    ['empty', '', 'unknown', ''],
  ])('%s', (_name, text, verdict, reason) => {
    expect(readJudgement(text)).toEqual({ verdict, reason });
  });

  test('is asked for without the reference, and with both texts whole', () => {
    const turn = judgeTurn('What is 2 + 2?', 'It is 5.');
    expect(turn).toContain('<question>\nWhat is 2 + 2?\n</question>');
    expect(turn).toContain('<answer>\nIt is 5.\n</answer>');
  });

  test('of one mind counts, of several does not', () => {
    const [pass, fail] = [
      { verdict: 'pass', reason: 'yes' },
      { verdict: 'fail', reason: 'Step 2.' },
    ] as const;
    expect(together([pass, pass])).toEqual(pass);
    expect(together([pass, fail, pass])).toEqual({
      verdict: 'unknown',
      reason: 'The judge was not of one mind: 2 of 3 say pass.\n\nStep 2.',
    });
    expect(together([])).toEqual({ verdict: 'unknown', reason: '' });
  });
});
