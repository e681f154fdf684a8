/** What the tree of branches tells of one round. Pure, and without a word for any of it. */
import { editsOf } from '../run/edited.ts';
import { isUntold, type Meter, meterOfRound } from '../run/meter.ts';
import type { Usd } from '../run/price.ts';
import { answerCall, attemptsOf, type Call, callsOf, gradeOfCall, type Round, type Run } from '../run/run.ts';
import { type Mark, markOf, provisionalAnswer } from './marks.ts';

/** `empty`: nothing was sent, and nothing will be. `waiting`: nothing was sent yet. */
export type NodeState = 'whole' | 'failed' | 'streaming' | 'waiting' | 'empty';

/** A round of a run in the tree. */
export interface NodeFacts {
  /** The id of the run that made it. */
  readonly run: string;
  readonly round: number;
  readonly kind: string;
  /** False for a run that has no round of its own: the node stands for the one to come. */
  readonly begun: boolean;
  /** Paid in the run that this one branched from. Only where that run, or its round, is not in the tree. */
  readonly inherited: boolean;
  /** The first line of the last turn of the user. */
  readonly prompt: string;
  readonly mark: Mark;
  /** `null` when nobody can say. */
  readonly correct: boolean | null;
  readonly answer?: string;
  /** In USD, of all its calls; `undefined` is unknown. */
  readonly cost: Usd | undefined;
  readonly atLeast: boolean;
  /** How often it was asked; 0 when it was not. */
  readonly attempts: number;
  /** Whether the user changed its turn or its settings. */
  readonly edited: boolean;
  readonly note?: string;
  readonly state: NodeState;
}

/** What was paid, where any call told it: a zero of untold tokens is no price. */
export function paid(meter: Pick<Meter, 'cost' | 'atLeast' | 'counted'>): {
  readonly cost: Usd | undefined;
  readonly atLeast: boolean;
} {
  return { cost: isUntold(meter) ? undefined : meter.cost, atLeast: meter.atLeast };
}

/** A round in which nothing comes any more is the same object for ever, and so are its facts. */
const settled = new WeakMap<Round, NodeFacts>();

export function nodeFacts(run: Run, round: Round, isLive: boolean): NodeFacts {
  const known = settled.get(round);
  if (known) return known;
  const facts = factsOf(run, round, isLive);
  const comes = callsOf(run, round).some(({ status }) => status === 'streaming');
  if (round.finishedAt !== undefined && !comes) settled.set(round, facts);
  return facts;
}

/** The node of a run that has no round of its own. */
export function emptyNode(run: Run, isLive: boolean): NodeFacts {
  const round = Math.max(-1, ...run.rounds.map(({ index }) => index)) + 1;
  return {
    run: run.id,
    round,
    kind: round === 0 ? 'answer' : 'reflection',
    begun: false,
    inherited: false,
    prompt: '',
    mark: markOf(asItStands(run, isLive), round),
    correct: null,
    cost: 0,
    atLeast: false,
    attempts: 0,
    edited: isEditedTurn(run, round),
    state: isGoingOn(run, isLive) ? 'waiting' : 'empty',
  };
}

/** Whether anything can still come. */
export function isGoingOn({ outcome }: Run, isLive: boolean): boolean {
  return isLive && outcome === undefined;
}

function factsOf(run: Run, round: Round, isLive: boolean): NodeFacts {
  const call = answerCall(run, round);
  const grade = gradeOfCall(round, call);
  const now = asItStands(run, isLive);
  const answer = grade?.extracted ?? provisionalAnswer(now, round.index)?.value;
  return {
    run: run.id,
    round: round.index,
    kind: round.kind,
    begun: true,
    inherited: isInherited(run, round),
    prompt: call ? firstLine(lastTurn(call)) : '',
    mark: markOf(now, round.index),
    correct: grade?.correct ?? null,
    ...(answer !== undefined && { answer: answer.replaceAll(/\s+/g, ' ').trim() }),
    ...paid(meterOfRound(run, round)),
    attempts: attemptsOf(run, round).length,
    edited: isEditedTurn(run, round.index),
    ...(round.note !== undefined && { note: round.note }),
    state: stateOf(call, isGoingOn(run, isLive)),
  };
}

function isInherited(run: Run, round: Round): boolean {
  const calls = callsOf(run, round);
  return calls.length > 0 && calls.every(({ inherited }) => inherited);
}

/** A run that nobody makes any more and that has no end was killed: what streamed in it is cut off. */
function asItStands(run: Run, isLive: boolean): Run {
  return run.outcome || isLive ? run : { ...run, outcome: { kind: 'cancelled' } };
}

function stateOf(call: Call | undefined, goesOn: boolean): NodeState {
  if (!call) return goesOn ? 'waiting' : 'empty';
  if (call.status === 'streaming') return goesOn ? 'streaming' : 'failed';
  return call.status === 'failed' ? 'failed' : 'whole';
}

/** Changes that are not about what is said in the round, or with which settings. */
const BESIDE_THE_TURN = new Set(['retry', 'choose', 'prices', 'rounds', 'onward', 'probe']);

function isEditedTurn(run: Run, round: number): boolean {
  const changes = Object.entries(editsOf(run, round));
  return changes.some(
    ([what, value]) => !BESIDE_THE_TURN.has(what) && !(what === 'prompt' && value === null),
  );
}

function lastTurn({ request }: Call): string {
  const turn = request.messages.findLast(({ role }) => role === 'user');
  return turn?.content.map(({ text }) => text ?? '').join('') ?? '';
}

function firstLine(text: string): string {
  return text.trimStart().split('\n', 1)[0]?.replaceAll(/\s+/g, ' ').trimEnd() ?? '';
}
