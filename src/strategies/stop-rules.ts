/** Stop rules: pure functions of the run, asked between rounds. The first that fires names the end. */
import { sameAnswer } from '../grading/equal.ts';
import { promptTokens } from '../run/cost.ts';
import { isProbe, settingsAt } from '../run/edits.ts';
import { meterOfRun } from '../run/meter.ts';
import { answerCall, gradeOfCall, type Round, type Run } from '../run/run.ts';
import { lastAnswer } from './thread.ts';

export type StopRule =
  | 'max-rounds'
  | 'answer-stable'
  | 'max-cost'
  | 'max-seconds'
  | 'max-tokens-total'
  | 'no-answer'
  | 'user-stop';

interface Rule {
  readonly id: StopRule;
  /** What its firing means, for a person. */
  readonly words: string;
  readonly fires: (run: Run) => boolean;
}

const RULES: readonly Rule[] = [
  { id: 'no-answer', words: 'the model gave no text to reflect on', fires: noAnswer },
  { id: 'max-rounds', words: 'all rounds were made', fires: maxRounds },
  { id: 'answer-stable', words: 'the answer stayed the same', fires: answerStable },
  { id: 'max-cost', words: 'the cost cap was reached', fires: maxCost },
  { id: 'max-seconds', words: 'the time cap was reached', fires: maxSeconds },
  { id: 'max-tokens-total', words: 'the token cap was reached', fires: maxTokensTotal },
];

/** What the user decided is no rule that could fire of itself. */
const USER_STOP: StopRule = 'user-stop';
const USER_STOP_WORDS = 'the user ended it there';

/** The rule that ends the run now, if one does. Asked when a round has just finished. */
export function firedRule(run: Run): StopRule | undefined {
  return RULES.find(rule => rule.fires(run))?.id;
}

/** What a rule's name means, for a person; the name itself when it is not one of ours. */
export function describeRule(rule: string): string {
  return rule === USER_STOP ? USER_STOP_WORDS : (RULES.find(({ id }) => id === rule)?.words ?? rule);
}

/** A thread cannot go on from an empty answer: Bedrock refuses empty messages. */
function noAnswer(run: Run): boolean {
  const call = lastAnswer(run);
  return call !== undefined && call.text.trim() === '';
}

function maxRounds(run: Run): boolean {
  const { rounds } = settingsAt(run, run.rounds.length).strategy;
  return ownRounds(run).length > rounds;
}

/** Probes and controls are no rounds of the strategy. */
function ownRounds({ rounds }: Run): Round[] {
  return rounds.filter(({ kind }) => !isProbe(kind));
}

/** Every answer against every other: equality of numbers is not transitive (`$5`, `5`, `5 cents`). */
function answerStable(run: Run): boolean {
  const needed = run.settings.stop.answerStable;
  const rounds = ownRounds(run);
  if (needed === undefined || rounds.length < needed) return false;
  const answers = rounds
    .slice(-needed)
    .map(round => gradeOfCall(round, answerCall(run, round))?.extracted ?? null);
  return answers.every(a => answers.every(b => a !== null && b !== null && sameAnswer(a, b, run.question)));
}

/** An unknown cost never fires the rule: nobody knows that the cap was reached. */
function maxCost(run: Run): boolean {
  const cap = run.settings.stop.maxCost;
  const spent = meterOfRun(run).cost;
  return cap !== undefined && spent !== undefined && spent >= cap;
}

/** What is left for between the rounds: the engine cuts off a call that is going on then. */
function maxSeconds({ settings, at, inheritedMs = 0 }: Run): boolean {
  const cap = settings.stop.maxSeconds;
  return cap !== undefined && at - inheritedMs >= cap * 1000;
}

/** Tokens read from the cache count, too. A call that told no usage counts as nothing. */
function maxTokensTotal(run: Run): boolean {
  const cap = run.settings.stop.maxTokensTotal;
  if (cap === undefined) return false;
  const { usage } = meterOfRun(run);
  return promptTokens(usage) + usage.output >= cap;
}
