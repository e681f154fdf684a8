/** Stop rules: pure functions of the run, asked between rounds. The first that fires names the end. */
import { diffWords } from '../diff/words.ts';
import { sameAnswer } from '../grading/equal.ts';
import { promptTokens } from '../run/cost.ts';
import { isProbe, settingsAt } from '../run/edited.ts';
import { meterOfRun } from '../run/meter.ts';
import { answerCall, feedbackOn, gradeOfCall, lanesOf, type Round, type Run } from '../run/run.ts';
import { lastAnswer } from './thread.ts';
import { countAnswers } from './vote.ts';

export type StopRule =
  | 'max-rounds'
  | 'answer-stable'
  | 'max-cost'
  | 'max-seconds'
  | 'max-tokens-total'
  | 'no-answer'
  | 'verdict-pass'
  | 'no-op'
  | 'oscillation'
  | 'entropy'
  | 'user-stop';

interface Rule {
  readonly id: StopRule;
  /** What its firing means, for a person. */
  readonly words: string;
  readonly fires: (run: Run) => boolean;
}

const RULES: readonly Rule[] = [
  { id: 'no-answer', words: 'the model gave no text to reflect on', fires: noAnswer },
  { id: 'verdict-pass', words: 'the feedback says that the answer is right', fires: verdictPass },
  { id: 'max-rounds', words: 'all rounds were made', fires: maxRounds },
  { id: 'answer-stable', words: 'the answer stayed the same', fires: answerStable },
  { id: 'no-op', words: 'the round changed next to nothing', fires: noOp },
  { id: 'oscillation', words: 'an earlier answer came back', fires: oscillation },
  { id: 'entropy', words: 'the lanes were of one mind', fires: entropy },
  { id: 'max-cost', words: 'the cost cap was reached', fires: maxCost },
  { id: 'max-seconds', words: 'the time cap was reached', fires: maxSeconds },
  { id: 'max-tokens-total', words: 'the token cap was reached', fires: maxTokensTotal },
];

/** What ends any run, however its strategy counts rounds. */
const CAPS: ReadonlySet<StopRule> = new Set(['no-answer', 'max-cost', 'max-seconds', 'max-tokens-total']);

/** Caps on what a run may use; an empty answer of one lane is no matter of theirs. */
export const BUDGETS: ReadonlySet<StopRule> = new Set(['max-cost', 'max-seconds', 'max-tokens-total']);

/** Rules that a strategy has for itself. */
const OWN_WORDS = new Map(
  Object.entries({
    'no-issue': 'the critic found nothing to change',
    confidence: 'the model was confident enough',
    'max-samples': 'all samples were taken',
    'unanimous-window': 'all samples of a window agreed',
    'vote-lead': 'the lead in the vote could not be overtaken',
    'no-discrepancy': 'the perspectives did not contradict each other',
    consensus: 'all agents gave the same answer',
    'all-levels': 'every level was asked',
    selected: 'the best answer was chosen',
    aggregated: 'the answers were brought together',
    voted: 'the samples were counted',
    escalated: 'the stronger model has answered',
  }),
);

/** What the user decided is no rule that could fire of itself. */
const USER_STOP: StopRule = 'user-stop';
const USER_STOP_WORDS = 'the user ended it there';

/** The rule that ends the run now, if one does. Asked when a round has just finished. */
export function firedRule(run: Run): StopRule | undefined {
  return RULES.find(rule => rule.fires(run))?.id;
}

/** A cap that is reached, for a strategy that counts its rounds itself. */
export function firedCap(run: Run): StopRule | undefined {
  return RULES.find(rule => CAPS.has(rule.id) && rule.fires(run))?.id;
}

/** The first of these rules that fires, for a strategy to which the others mean nothing. */
export function firedAmong(run: Run, among: ReadonlySet<StopRule>): StopRule | undefined {
  return RULES.find(rule => among.has(rule.id) && rule.fires(run))?.id;
}

/** Of an imported run whose source does not say how it ended. */
export const SOURCE_ENDS = 'source-ends';
const SOURCE_ENDS_WORDS = 'its source tells no more';

/** What a rule's name means, for a person; the name itself when it is not one of ours. */
export function describeRule(rule: string): string {
  if (rule === USER_STOP) return USER_STOP_WORDS;
  if (rule === SOURCE_ENDS) return SOURCE_ENDS_WORDS;
  return RULES.find(({ id }) => id === rule)?.words ?? OWN_WORDS.get(rule) ?? rule;
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
export function ownRounds({ rounds }: Run): Round[] {
  return rounds.filter(({ kind }) => !isProbe(kind));
}

/** Every answer against every other: equality of numbers is not transitive (`$5`, `5`, `5 cents`). */
function answerStable(run: Run): boolean {
  const needed = run.settings.stop.answerStable;
  const rounds = ownRounds(run);
  if (needed === undefined || rounds.length < needed) return false;
  const answers = rounds.slice(-needed).map(round => extracted(run, round));
  return answers.every(a => answers.every(b => a !== null && b !== null && sameAnswer(a, b, run.question)));
}

function extracted(run: Run, round: Round | undefined, lane = 0): string | null {
  if (!round) return null;
  return gradeOfCall(round, answerCall(run, round, lane))?.extracted ?? null;
}

function isSame(run: Run, a: string | null, b: string | null): boolean {
  return a !== null && b !== null && sameAnswer(a, b, run.question);
}

/** Of every lane that has an answer. */
function verdictPass(run: Run): boolean {
  const round = ownRounds(run).at(-1);
  if (!run.settings.stop.verdictPass || !round) return false;
  const lanes = lanesOf(run, round).filter(lane => answerCall(run, round, lane));
  return lanes.length > 0 && lanes.every(lane => feedbackOn(run, round, lane)?.verdict === 'pass');
}

/** Nearly the same words, and the same answer. */
function noOp(run: Run): boolean {
  const most = run.settings.stop.noOp;
  const [before, now] = ownRounds(run).slice(-2);
  if (most === undefined || !before || !now) return false;
  const [old, next] = [before, now].map(round => answerCall(run, round)?.text ?? '');
  if (old === undefined || next === undefined || !isSame(run, extracted(run, before), extracted(run, now))) {
    return false;
  }
  return 1 - diffWords(old, next).stats.keptShare <= most;
}

/** A, B, A. */
function oscillation(run: Run): boolean {
  const [first, between, now] = ownRounds(run).slice(-3);
  if (!run.settings.stop.oscillation || !first || !between || !now) return false;
  const [a, b, c] = [first, between, now].map(round => extracted(run, round));
  if (a === undefined || b === undefined || c === undefined || b === null) return false;
  return isSame(run, a, c) && !isSame(run, b, c);
}

/** Shannon's, over the different answers of the lanes, in bits; an answer that was not found is one of its own. */
function entropy(run: Run): boolean {
  const most = run.settings.stop.entropy;
  const round = ownRounds(run).at(-1);
  if (most === undefined || !round) return false;
  const lanes = lanesOf(run, round).filter(lane => answerCall(run, round, lane)?.status === 'finished');
  if (lanes.length < 2) return false;
  const counts = countAnswers(
    lanes.map(lane => ({ lane, answer: extracted(run, round, lane) })),
    run.question,
  );
  const bits = counts.reduce((sum, { lanes: same }) => {
    const share = same.length / lanes.length;
    return sum - share * Math.log2(share);
  }, 0);
  return bits <= most + 1e-9;
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
