import { describe, expect, test } from 'vitest';
import { returnedAnswer } from '../run/run.ts';
import { bestOfN } from './best-of-n.ts';
import { goneOnFromAll, type Play, played, settingsFor, threadIn, turnIn } from './testing/played.ts';

const PASS = '{"verdict": "pass", "reason": "It adds up."}';
const FAIL = '{"verdict": "fail", "reason": "The sum is off."}';

interface Script {
  /** The numbers of the candidates, in their order. */
  readonly numbers: readonly string[];
  /** The judgements of an answer, by its number, again and again. */
  readonly judged: Readonly<Record<string, readonly string[]>>;
  /** What a comparison says. */
  readonly compared?: (turn: string) => string;
}

/** A model that answers, judges and compares. */
function saying({ numbers, judged, compared = () => '' }: Script): Play['answers'] {
  const counts = new Map<string, number>();
  let answered = 0;
  return request => {
    const turn = turnIn(request);
    if (turn.includes('<answer-a>')) return compared(turn);
    const number = /<answer>\nIt is (.*)\.\n/.exec(turn)?.[1];
    if (number === undefined) {
      const own = numbers[answered++] ?? '';
      return own === '' ? '' : `It is ${own}.`;
    }
    const count = counts.get(number) ?? 0;
    counts.set(number, count + 1);
    const words = judged[number] ?? [];
    return words[count % words.length] ?? '';
  };
}

const asking = (script: Script, parameters: Play['parameters'], settings: Play['settings'] = {}) =>
  played(bestOfN, { answers: saying(script), ...(parameters && { parameters }), settings });

describe('best of N', () => {
  test('judges every candidate in conversations of their own, and returns the one with the best score', async () => {
    const { run, lines, requests } = await asking(
      { numbers: ['7', '8', '9'], judged: { 7: [PASS, FAIL], 8: [PASS, PASS], 9: [FAIL, FAIL] } },
      { candidates: 3, verifications: 2 },
    );
    expect(lines).toEqual([
      ...['0.0 answer', '0.1 answer', '0.2 answer'],
      ...['1.0 verify', '1.0 verify', '1.1 verify', '1.1 verify', '1.2 verify', '1.2 verify'],
    ]);
    expect(run.rounds.map(({ kind }) => kind)).toEqual(['answer', 'verify']);
    expect(requests.map(({ messages }) => messages.length)).toEqual(Array(9).fill(1));
    expect(run.rounds[1]?.grades).toEqual([]);
    expect(run.rounds[0]?.checks).toMatchObject([
      { lane: 0, source: 'judge', verdict: 'unknown', about: 0, calls: [3, 4] },
      { lane: 1, source: 'judge', verdict: 'pass', about: 1, calls: [5, 6] },
      { lane: 2, source: 'judge', verdict: 'fail', about: 2, calls: [7, 8] },
    ]);
    expect(run.rounds[0]?.checks[0]?.text).toBe('1 of 2 verifications say pass.\n\nThe sum is off.');
    expect(run.outcome).toEqual({
      kind: 'stopped',
      rule: 'selected',
      answer: { round: 0, lane: 1, why: 'best-scored' },
    });
  });

  test('compares different answers with the same score two by two, and keeps the better one', async () => {
    const script = {
      numbers: ['7', '8', '9', '8'],
      judged: { 7: [PASS], 8: [PASS], 9: [PASS] },
      compared: (turn: string) => `{"better": "${turn.includes('It is 9') ? 'B' : 'A'}", "reason": "So."}`,
    };
    const { run, lines, requests } = await asking(script, { verifications: 1 });
    // 8 was given twice, and begins; 7 loses to it, and 9 wins.
    expect(lines.slice(8)).toEqual(['2.0 verify', '2.2 verify']);
    expect(
      requests
        .slice(8)
        .map(turnIn)
        .map(turn => turn.match(/It is \d/g)),
    ).toEqual([
      ['It is 8', 'It is 7'],
      ['It is 8', 'It is 9'],
    ]);
    expect(run.rounds[2]).toMatchObject({
      kind: 'compare',
      checks: [
        { lane: 0, source: 'comparison', text: 'Lane 1 was held for better than lane 0.\n\nSo.' },
        { lane: 2, source: 'comparison', text: 'Lane 2 was held for better than lane 1.\n\nSo.' },
      ],
    });
    expect(returnedAnswer(run)).toEqual({ round: 0, lane: 2, why: 'best-scored' });
    expect(run.calls.length).toBeLessThanOrEqual(bestOfN.mostCalls(run.settings));
  });

  test('compares nothing where the best ones say the same, or where it may not', async () => {
    const same = await asking(
      { numbers: ['9', '7', '7'], judged: { 7: [PASS], 9: [FAIL] } },
      { candidates: 3, verifications: 1 },
    );
    expect(same.lines).toHaveLength(6);
    expect(same.run.outcome).toMatchObject({ rule: 'selected', answer: { lane: 1 } });
    const barred = await asking(
      { numbers: ['9', '7', '7'], judged: { 7: [PASS], 9: [PASS] } },
      { candidates: 3, verifications: 1, compare: false },
    );
    expect(barred.lines).toHaveLength(6);
    expect(barred.run.outcome).toMatchObject({ rule: 'selected', answer: { lane: 1 } });
  });

  test('keeps the first where the comparison does not say which is better', async () => {
    const { run } = await asking(
      { numbers: ['7', '8'], judged: { 7: [FAIL], 8: [FAIL] }, compared: () => 'Hard to say.' },
      { candidates: 2, verifications: 1 },
    );
    expect(run.rounds[2]?.checks[0]?.text).toMatch(/does not say.*lane 0 stays\.\n\nHard to say\.$/s);
    expect(returnedAnswer(run)).toMatchObject({ lane: 0, why: 'best-scored' });
  });

  test('asks the verifier, where one is named', async () => {
    const verifier = 'us.amazon.nova-pro-v1:0';
    const { run, requests } = await asking(
      { numbers: ['7', '8'], judged: { 7: [PASS], 8: [PASS] } },
      { candidates: 2, verifications: 1, verifier },
    );
    expect(requests.map(({ model }) => model === verifier)).toEqual([false, false, true, true, true]);
    expect(bestOfN.models?.(run.settings)).toEqual([verifier]);
  });

  test('never shows a judge the reference or another answer', async () => {
    const { requests } = await asking(
      { numbers: ['7', '8'], judged: { 7: [PASS], 8: [FAIL] } },
      { candidates: 2, verifications: 1 },
    );
    const [judgement] = requests.slice(2).map(threadIn);
    expect(judgement?.join()).toContain('It is 7.');
    expect(judgement?.join()).not.toContain('It is 8.');
    expect(judgement?.join()).not.toContain('0.05');
  });

  test('does not judge a candidate without text, and ends where none has any', async () => {
    const judged = { 8: [PASS] };
    const some = await asking({ numbers: ['', '8'], judged }, { candidates: 2, verifications: 1 });
    expect(some.lines).toEqual(['0.0 answer', '0.1 answer', '1.1 verify']);
    expect(some.run.outcome).toMatchObject({ rule: 'selected', answer: { lane: 1 } });
    const none = await asking({ numbers: ['', ''], judged }, { candidates: 2, verifications: 1 });
    expect(none.run.outcome).toEqual({ kind: 'stopped', rule: 'no-answer' });
  });

  test('ends by a cap before the judgements', async () => {
    const { run, lines } = await asking(
      { numbers: ['', '8'], judged: {} },
      { candidates: 2 },
      { stop: { maxCost: 0.0005 } },
    );
    expect(lines).toHaveLength(2);
    expect(run.outcome).toEqual({
      kind: 'stopped',
      rule: 'max-cost',
      answer: { round: 0, lane: 1, why: 'first' },
    });
  });

  test('ends by a cap between the judgements, with the best so far, and tells what they said', async () => {
    const numbers = Array.from({ length: 6 }, (_, index) => String(index + 10));
    const judged = Object.fromEntries(numbers.map(number => [number, [number === '12' ? PASS : FAIL]]));
    // Six answers and sixteen of eighteen judgements, at $0.00045 each.
    const { run } = await asking(
      { numbers, judged },
      { candidates: 6, verifications: 3 },
      { stop: { maxCost: 0.005 } },
    );
    expect(run.calls).toHaveLength(22);
    expect(run.rounds[0]?.checks).toHaveLength(6);
    expect(run.outcome).toMatchObject({ rule: 'max-cost', answer: { lane: 2, why: 'best-scored' } });
  });

  test('asks for sixteen judgements at once at most', async () => {
    const numbers = Array.from({ length: 8 }, (_, index) => String(index + 10));
    const judged = Object.fromEntries(numbers.map(number => [number, [number === '13' ? PASS : FAIL]]));
    const { run, events } = await asking({ numbers, judged }, { candidates: 8, verifications: 3 });
    let going = 0;
    let most = 0;
    for (const { type } of events) {
      if (type === 'call.started') most = Math.max(most, ++going);
      if (type === 'call.finished') going--;
    }
    expect(most).toBe(16);
    expect(run.calls).toHaveLength(8 + 24);
    expect(returnedAnswer(run)).toMatchObject({ lane: 3 });
  });

  test('goes on after any of its events, and asks nothing twice', async () => {
    // Deaf to how often it was asked, as a run that goes on asks it anew.
    const answers: Play['answers'] = request => {
      const turn = turnIn(request);
      if (turn.includes('<answer-a>')) return '{"better": "B", "reason": "So."}';
      return turn.includes('<answer>') ? PASS : 'One could say so, or not.';
    };
    const { whole, again } = await goneOnFromAll(bestOfN, {
      answers,
      parameters: { candidates: 3, verifications: 2 },
    });
    for (const { lines, run } of again) {
      expect([...lines].sort()).toEqual([...whole.lines].sort());
      expect(run.outcome).toEqual(whole.run.outcome);
      expect(run.rounds.map(({ checks }) => checks.length)).toEqual(
        whole.run.rounds.map(({ checks }) => checks.length),
      );
    }
  });

  test('says what is wrong with its settings', () => {
    const problemsOf = (
      parameters: NonNullable<Play['parameters']>,
      settings: NonNullable<Play['settings']> = {},
    ) => bestOfN.problems?.(settingsFor(bestOfN, { parameters, settings }));
    expect(problemsOf({})).toEqual([]);
    expect(problemsOf({ candidates: 1 })).toEqual([expect.stringMatching(/"candidates" of best of N/)]);
    expect(problemsOf({ verifications: 0 })).toEqual([expect.stringMatching(/"verifications"/)]);
    expect(problemsOf({}, { feedback: { source: 'judge' } })).toEqual([
      expect.stringMatching(/verifications of its own/),
    ]);
  });
});
