import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MODEL } from '../run/testing/sample-run.ts';
import { adaptive, CONTROL_RULES, ruleFor, type Situation } from './adaptive.ts';
import { describeRule } from './stop-rules.ts';
import { type Answers, goneOnFromAll, type Play, played, settingsFor, turnIn } from './testing/played.ts';

const STRONG = 'us.anthropic.claude-opus-4-6-v1';

/** Answers in their order, the last one again and again; a judge finds these right. */
function saying(answers: readonly string[], right: readonly string[] = []): Answers {
  let said = 0;
  return request => {
    const turn = turnIn(request);
    if (!turn.startsWith('Judge')) return answers[Math.min(said++, answers.length - 1)] ?? '';
    const isRight = right.some(answer => turn.includes(`<answer>\n${answer}\n</answer>`));
    return `{"verdict": "${isRight ? 'pass' : 'fail'}", "reason": "A step."}`;
  };
}

async function kinds(play: Play) {
  const { run, requests, lines } = await played(adaptive, {
    ...play,
    parameters: { rounds: 6, ...play.parameters },
  });
  const decided = run.rounds.flatMap(({ checks }) =>
    checks.filter(({ source }) => source === 'controller').map(({ text }) => text),
  );
  return { run, requests, lines, decided, kinds: run.rounds.map(({ kind }) => kind) };
}

const JUDGED = { feedback: { source: 'judge' } };

describe('adaptive control', () => {
  test('reflects while nothing is settled, and stops when the answer stays the same', async () => {
    const { kinds: made, run, decided } = await kinds({ answers: saying(['It is 1.', 'So 2.', 'So 2.']) });
    expect(made).toEqual(['answer', 'reflect', 'reflect']);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'answer-stable' });
    expect(decided).toEqual([
      'reflect: nothing is settled yet',
      'reflect: nothing is settled yet',
      'stop: the answer stayed the same',
    ]);
  });

  test('takes a vote when an answer comes back, and returns the winner', async () => {
    const answers = saying(['It is 1.', 'It is 2.', 'It is 1.', 'It is 3.', 'It is 2.', 'It is 2.']);
    const { kinds: made, run, lines } = await kinds({ answers });
    expect(made).toEqual(['answer', 'reflect', 'reflect', 'vote']);
    expect(lines.slice(3)).toEqual(['3.0 answer', '3.1 answer', '3.2 answer']);
    expect(run.outcome).toEqual({
      kind: 'stopped',
      rule: 'voted',
      answer: { round: 3, lane: 1, why: 'vote' },
    });
  });

  test('escalates when the vote settles nothing, and stops at the answer of the stronger model', async () => {
    const answers = saying(['1', '2', '3', '4', '5', '6', '7'].map(digit => `It is ${digit}.`));
    const { kinds: made, run, requests } = await kinds({ answers, parameters: { stronger: STRONG } });
    expect(made).toEqual(['answer', 'reflect', 'reflect', 'vote', 'escalate']);
    expect(requests.at(-1)?.model).toBe(STRONG);
    expect(requests.at(-1)?.messages).toHaveLength(1);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'escalated' });
    expect(describeRule('escalated')).not.toBe('escalated');
  });

  test('stops at a vote that settles nothing where there is no stronger model', async () => {
    const answers = saying(['1', '2', '3', '4', '5', '6'].map(digit => `It is ${digit}.`));
    const { kinds: made, run } = await kinds({ answers });
    expect(made.at(-1)).toBe('vote');
    expect(run.outcome).toMatchObject({ rule: 'voted', answer: { round: 3, lane: 0 } });
  });

  test('begins anew when an answer stays although it was found wrong, then asks the stronger model', async () => {
    const answers = saying(['It is 1.', 'It is 1.', 'It is 1.', 'It is 2.'], ['It is 2.']);
    const play = { answers, settings: JUDGED, parameters: { stronger: STRONG } };
    const { kinds: made, run, decided } = await kinds(play);
    expect(made).toEqual(['answer', 'reflect', 'restart', 'escalate']);
    expect(decided.map(text => text.split(':')[0])).toEqual(['reflect', 'restart', 'escalate', 'stop']);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'verdict-pass' });
  });

  test('begins anew when no answer can be read', async () => {
    const { kinds: made } = await kinds({ answers: saying(['No idea.', 'It is 2.', 'It is 2.']) });
    expect(made).toEqual(['answer', 'restart', 'reflect']);
  });

  test('puts the feedback before the model, and never what it decided itself', async () => {
    const { requests } = await kinds({
      answers: saying(['It is 1.', 'It is 2.'], ['It is 2.']),
      settings: JUDGED,
    });
    const turn = turnIn(requests[2] ?? { messages: [] });
    expect(turn).toContain('A step.');
    expect(turn).not.toContain('nothing is settled');
  });

  test('stops at what the feedback finds right', async () => {
    const { kinds: made, run } = await kinds({
      answers: saying(['It is 2.'], ['It is 2.']),
      settings: JUDGED,
    });
    expect(made).toEqual(['answer']);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'verdict-pass' });
  });

  test('takes no more rounds than it may, and says nothing of what it does not do', async () => {
    const answers = saying(['It is 1.', 'It is 2.', 'It is 3.']);
    const { kinds: made, run, decided } = await kinds({ answers, parameters: { rounds: 1 } });
    expect(made).toEqual(['answer', 'reflect']);
    expect(run.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
    expect(decided).toHaveLength(1);
  });

  test('stays with the stronger model once it was called for', async () => {
    const digits = ['1', '2', '3', '4', '5', '6', '7', '8'];
    const answers = saying(
      digits.map(digit => `It is ${digit}.`),
      ['It is 8.'],
    );
    const { kinds: made, requests } = await kinds({
      answers,
      settings: JUDGED,
      parameters: { stronger: STRONG },
    });
    expect(made).toEqual(['answer', 'reflect', 'reflect', 'vote', 'escalate', 'reflect']);
    const asked = requests.filter(request => !turnIn(request).startsWith('Judge'));
    expect(asked.slice(-2).map(({ model }) => model)).toEqual([STRONG, STRONG]);
  });

  test('goes on from every prefix, and asks nothing again', async () => {
    const order = ['1', '2', '1', '3', '4', '5', '6'];
    // By what was asked and how often it was answered, so that what is asked again is answered alike.
    const answersOf = (): Answers => request => {
      const thread = request.messages.filter(({ role }) => role === 'assistant').length;
      if (request.model === STRONG) return 'It is 6.';
      return `It is ${order[thread]}.`;
    };
    const play = { answers: answersOf(), parameters: { rounds: 5, stronger: STRONG } };
    const { whole, again } = await goneOnFromAll(adaptive, play);
    expect(whole.run.rounds.map(({ kind }) => kind)).toContain('vote');
    for (const { lines, run, length } of again) {
      expect([length, lines]).toEqual([length, whole.lines]);
      expect(run.outcome).toEqual(whole.run.outcome);
      expect(run.rounds.map(({ checks }) => checks.length)).toEqual(
        whole.run.rounds.map(({ checks }) => checks.length),
      );
    }
  });

  test('counts its calls, and refuses to escalate to itself', () => {
    const most = (parameters: Record<string, unknown>, settings = {}) =>
      adaptive.mostCalls(settingsFor(adaptive, { parameters, settings }));
    expect(most({ rounds: 0 })).toBe(1);
    expect(most({ rounds: 3 })).toBe(6);
    expect(most({ rounds: 3 }, JUDGED)).toBe(11);
    const own = settingsFor(adaptive, { parameters: { stronger: MODEL } });
    expect(adaptive.problems?.(own)[0]).toContain('the one that answers already');
    expect(adaptive.models?.(settingsFor(adaptive, { parameters: { stronger: STRONG } }))).toEqual([STRONG]);
  });
});

describe('the rules of the controller', () => {
  const CALM: Situation = {
    last: 'reflect',
    verdict: undefined,
    isMajority: false,
    isUnread: false,
    isSame: false,
    isBack: false,
    isScattered: false,
    done: new Set(['answer', 'reflect']),
    mayEscalate: false,
  };

  test('are asked in their order, and the last one always holds', () => {
    expect(ruleFor(CALM).action).toBe('reflect');
    expect(ruleFor({ ...CALM, verdict: 'pass', isBack: true }).action).toBe('stop');
    expect(ruleFor({ ...CALM, isBack: true }).action).toBe('vote');
    expect(ruleFor({ ...CALM, isBack: true, done: new Set(['vote']) }).action).toBe('reflect');
  });

  test('name the end wherever they stop, and never vote twice', () => {
    for (const { action, rule } of CONTROL_RULES) {
      expect(rule !== undefined).toBe(action === 'stop');
      if (rule !== undefined) expect(describeRule(rule)).not.toBe(rule);
    }
    const voted = { ...CALM, done: new Set(['vote', 'restart']), verdict: 'fail' as const, isSame: true };
    for (const isBack of [true, false]) expect(ruleFor({ ...voted, isBack }).action).not.toBe('vote');
  });

  test('are the table that stands at the top of the file', () => {
    const source = readFileSync(new URL('adaptive.ts', import.meta.url), 'utf8');
    const rows = [...source.matchAll(/^ \* \| (.+) \| (\w+) \|$/gm)].map(([, when, action]) => ({
      when,
      action,
    }));
    expect(rows.slice(1)).toEqual(CONTROL_RULES.map(({ when, action }) => ({ when, action })));
  });
});
