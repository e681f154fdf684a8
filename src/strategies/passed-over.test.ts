/** That the table is true: each setting is tried on each strategy, in the real engine. */
import { describe, expect, test } from 'vitest';
import type { RunCheck } from '../engine/perform-checks.ts';
import { STRATEGIES } from './index.ts';
import { type PassedOver, passedOverBy } from './passed-over.ts';
import type { Strategy } from './strategy.ts';
import { type Answers, played } from './testing/played.ts';

const SETTINGS: Readonly<Record<PassedOver, object>> = {
  answerStable: { stop: { answerStable: 2 } },
  noOp: { stop: { noOp: 0.5 } },
  oscillation: { stop: { oscillation: true } },
  verdictPass: { stop: { verdictPass: true } },
  entropy: { stop: { entropy: 1 } },
  reflection: { prompts: { reflection: 'Look again, and answer in one word.' } },
};

const said = (number: number, verdict: string) =>
  `I am 40 % sure. The answer is ${number}.\n{"confidence": 40, "verdict": "${verdict}", "reason": "so"}`;
/** Answers that stay, that come back, and that go on changing; judged right and wrong. */
const ANSWERS: readonly Answers[] = ['pass', 'fail'].flatMap(verdict => [
  () => said(5, verdict),
  (_request, count) => said(count % 2, verdict),
  (_request, count) => said(count % 4 < 2 ? 5 : 6, verdict),
  (_request, count) => said(count, verdict),
]);

function settingsOf({ id }: Strategy) {
  const isTold = ['execution-feedback', 'reflexion', 'self-reflection', 'debate', 'verify-revise'].includes(
    id,
  );
  return isTold ? { feedback: { source: 'command' } } : {};
}

/** How a run went: what was sent, and why it ended. */
async function course(strategy: Strategy, answers: Answers, verdict: 'pass' | 'fail', setting: object) {
  const check: RunCheck = async () => ({ source: 'command', text: 'said', verdict, durationMs: 1 });
  const settings = { ...settingsOf(strategy), thinking: { type: 'default' }, ...setting };
  const { run, requests } = await played(strategy, { answers, settings, parameters: { rounds: 3 }, check });
  return JSON.stringify([run.outcome, requests.map(({ messages }) => messages)]);
}

async function makesADifference(strategy: Strategy, setting: PassedOver): Promise<boolean> {
  for (const answers of ANSWERS) {
    for (const verdict of ['pass', 'fail'] as const) {
      const [without, withIt] = await Promise.all([
        course(strategy, answers, verdict, {}),
        course(strategy, answers, verdict, SETTINGS[setting]),
      ]);
      if (without !== withIt) return true;
    }
  }
  return false;
}

/** They stop at a pass in any case, so that it makes no difference to say so. */
const STOP_AT_A_PASS = [
  'self-refine',
  'verify-revise',
  'execution-feedback',
  'confidence-gated',
  'reflexion',
];

/** Adaptive goes by rules of its own, of which not every one comes up here. */
const TRIED = STRATEGIES.filter(({ id }) => id !== 'adaptive');

describe.each(TRIED.map(strategy => ({ strategy, id: strategy.id })))('$id', ({ strategy, id }) => {
  test.each(passedOverBy(id))('does not go by %s', async setting => {
    expect(await makesADifference(strategy, setting)).toBe(false);
  });

  const others = Object.keys(SETTINGS) as PassedOver[];
  test.each(
    others.filter(
      setting =>
        !passedOverBy(id).includes(setting) && !(setting === 'verdictPass' && STOP_AT_A_PASS.includes(id)),
    ),
  )('goes by %s', async setting => {
    expect(await makesADifference(strategy, setting)).toBe(true);
  });
});
