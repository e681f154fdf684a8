/** The shape of a run, as folded from its events. Plain data; `fold.ts` is the only writer. */
import type {
  CallError,
  CallRequest,
  ContentBlock,
  EventOf,
  Imported,
  Message,
  Provenance,
  Timing,
  Without,
} from './events.ts';
import type { Milliseconds, Price, Usage } from './price.ts';
import { priceAtTier } from './price-tiers.ts';
import type { Question } from './question.ts';
import type { Settings } from './settings.ts';

export type CallStatus = 'streaming' | 'finished' | 'failed';

/** One request to a model and what came back so far. */
export interface Call {
  readonly id: number;
  readonly round: number;
  readonly lane: number;
  readonly purpose: string;
  readonly model: string;
  readonly request: CallRequest;
  /** The call of its round that this one makes once more. */
  readonly again?: number;
  /** Made, and paid, in the run that this one branched from. */
  readonly inherited?: boolean;
  readonly status: CallStatus;
  /** The visible text so far. */
  readonly text: string;
  /** The thinking so far, as far as the model shows it. */
  readonly thinking: string;
  readonly startedAt: Milliseconds;
  /** When the first delta of any channel arrived; absent while waiting, and where it was imported. */
  readonly firstDeltaAt?: Milliseconds;
  readonly firstThinkingAt?: Milliseconds;
  readonly firstTextAt?: Milliseconds;
  readonly endedAt?: Milliseconds;
  readonly retries: readonly EventOf<'call.retried'>[];
  readonly stopReason?: string;
  /** Known only when the call has finished, and its tokens were told. */
  readonly usage?: Usage;
  readonly timing?: Timing;
  readonly content?: readonly ContentBlock[];
  readonly error?: CallError;
  /** The service tier that answered, where the service told it. */
  readonly serviceTier?: string;
}

export type Grade = Without<EventOf<'answer.graded'>, 'seq' | 'at' | 'type'>;
export type Check = Without<EventOf<'check.finished'>, 'seq' | 'at' | 'type'>;
export type Vote = Without<EventOf<'vote.counted'>, 'seq' | 'at' | 'type'>;

/** One turn of the strategy. `calls` are indexes into `Run.calls`, in the order of their start. */
export interface Round {
  readonly index: number;
  readonly kind: string;
  readonly calls: readonly number[];
  readonly checks: readonly Check[];
  readonly grades: readonly Grade[];
  readonly vote?: Vote;
  /** The attempts that were chosen to go on, by lane. */
  readonly chosen?: Readonly<Record<number, number>>;
  /** What the user wrote about it. */
  readonly note?: string;
  readonly startedAt: Milliseconds;
  readonly finishedAt?: Milliseconds;
}

/** The answer that a run returns. */
export interface Returned {
  readonly round: number;
  readonly lane: number;
  /** `last`, `vote`, `best-scored`, ... */
  readonly why: string;
}

export type RunOutcome =
  | { kind: 'stopped'; rule: string; answer?: Returned }
  | { kind: 'cancelled' }
  | { kind: 'failed'; error: CallError | undefined };

export interface Run {
  readonly id: string;
  readonly schema: number;
  readonly app: string;
  /** Wall-clock start, ISO 8601. */
  readonly startedAt: string;
  readonly provenance: Provenance;
  /** Of a run that another program made. */
  readonly imported?: Imported;
  readonly question: Question;
  readonly settings: Settings;
  /** What the user calls it, where that is not what its question is called. */
  readonly title?: string;
  /** The user's own, never empty. */
  readonly tags?: readonly string[];
  readonly prices: readonly Price[];
  /** `seq` is the last event that both runs have in common. */
  readonly parent?: {
    readonly run: string;
    readonly round: number;
    readonly seq?: number | undefined;
    readonly imported?: boolean | undefined;
  };
  /** How long what a branch shares with its parent had taken there. */
  readonly inheritedMs?: Milliseconds;
  readonly rounds: readonly Round[];
  /** By call id; a hole where a transcript has lost a call's start. */
  readonly calls: readonly (Call | undefined)[];
  readonly edits: readonly EventOf<'user.edited'>[];
  /** The call that the user wants once more, until that has come or another attempt was chosen. */
  readonly retrying?: number;
  /** How often it was gone on with after it had ended or been killed. */
  readonly resumed: number;
  /** Absent while the run goes on, and for ever when its process was killed. */
  readonly outcome?: RunOutcome;
  /** Of the last event folded. */
  readonly at: Milliseconds;
  readonly seq: number;
  /** Events of unknown types met so far. */
  readonly unknownEvents: number;
}

/** Whether the times of the run are those at which it happened; an importer lays them where nobody knows. */
export function isTimed({ imported }: { readonly imported?: Imported | undefined }): boolean {
  return !imported?.unknown.includes('timing');
}

/** Whether the source of an imported run tells no date: the one it has is that of a file. */
export function isFileDate({ imported }: { readonly imported?: Imported | undefined }): boolean {
  return imported?.startedAtFrom === 'file';
}

/** The price in force for a model in this run; `undefined` is an unknown price. */
export function priceOf(run: Run, model: string): Price | undefined {
  return run.prices.find(price => price.model === model);
}

/** The price of a call, at the service tier that answered it (else the one that was asked for). */
export function priceOfCall(run: Run, call: Pick<Call, 'model' | 'request' | 'serviceTier'>) {
  return priceAtTier(priceOf(run, call.model), tierOf(call));
}

/** `default` where none was asked for and none was told. */
export function tierOf({ serviceTier, request }: Pick<Call, 'request' | 'serviceTier'>): string {
  return serviceTier ?? request.serviceTier ?? 'default';
}

export function callsOf(run: Run, round: Round): Call[] {
  const calls: Call[] = [];
  for (const id of round.calls) {
    const call = run.calls[id];
    if (call) calls.push(call);
  }
  return calls;
}

/**
 * The call that gives the round its answer in a lane: the attempt that was chosen, else the last call of
 * that lane. An attempt that failed takes no answer away.
 */
export function answerCall(run: Run, round: Round | undefined, lane = 0): Call | undefined {
  if (!round) return undefined;
  const chosen = round.chosen?.[lane];
  if (chosen !== undefined) return run.calls[chosen];
  const calls = callsOf(run, round).filter(call => call.lane === lane && isAnswering(call));
  return calls.findLast(call => call.again === undefined || call.status !== 'failed');
}

/** Calls whose text is about an answer, or comes before one, and is none itself. */
const ASIDES: ReadonlySet<string> = new Set([
  'checklist',
  'confidence',
  'contrast',
  'control',
  'critique',
  'grade',
  'memo',
  'plan',
  'rephrase',
  'verify',
]);

/** Whether what a call says is an answer to the question. */
export function isAnswering({ purpose }: Pick<Call, 'purpose'>): boolean {
  return !ASIDES.has(purpose);
}

/** The lanes of a round in which something was answered or asked, ascending. */
export function lanesOf(run: Run, round: Round): number[] {
  return [...new Set(callsOf(run, round).map(({ lane }) => lane))].sort((a, b) => a - b);
}

/** The answer that the run returns: what its end says, else the last answer of lane 0. */
export function returnedAnswer(run: Run): Returned | undefined {
  if (run.outcome?.kind === 'stopped' && run.outcome.answer) return run.outcome.answer;
  const last = run.rounds.findLast(round => answerCall(run, round)?.status === 'finished');
  return last && { round: last.index, lane: 0, why: 'last' };
}

/** The calls of a round that were made with one request: the first, and those that made it once more. */
export function attemptsOf(run: Run, round: Round | undefined, lane = 0): Call[] {
  const answer = answerCall(run, round, lane);
  if (!round || !answer) return [];
  const first = answer.again ?? answer.id;
  return callsOf(run, round).filter(call => call.id === first || call.again === first);
}

/** From sending to the first text or thinking; the places of the events tell it only where nothing was tried again. */
export function firstDeltaMs({ timing, firstDeltaAt, startedAt, retries }: Call): Milliseconds | undefined {
  if (timing?.firstDeltaMs !== undefined) return timing.firstDeltaMs;
  return firstDeltaAt === undefined || retries.length > 0 ? undefined : firstDeltaAt - startedAt;
}

/**
 * From the first thinking to the first text; to the end, or to `now` (of the run), where no text came.
 * `undefined` where no thinking could be seen, or only after text.
 */
export function thinkingMs(
  { firstThinkingAt, firstTextAt, endedAt }: Call,
  now: Milliseconds,
): Milliseconds | undefined {
  if (firstThinkingAt === undefined) return undefined;
  const end = firstTextAt ?? endedAt ?? now;
  return end < firstThinkingAt ? undefined : end - firstThinkingAt;
}

/** Stop reasons of Bedrock's Converse API for a text that stops before its end. */
const CUT_OFF = new Set(['max_tokens', 'model_context_window_exceeded', 'malformed_model_output']);

/** Whether the text of a call is not whole: it still streams, it failed, or a limit was reached. */
export function isCutOff(call: Pick<Call, 'status' | 'stopReason'>): boolean {
  return call.status !== 'finished' || CUT_OFF.has(call.stopReason ?? '');
}

/** Whether nothing of the round changes any more, unless it is asked for once more. */
export function isSettled(run: Run, round: Round): boolean {
  return round.finishedAt !== undefined && callsOf(run, round).every(({ status }) => status !== 'streaming');
}

/** Of the attempt that was chosen, else the last one; `call`: of the answer of this call. */
export function gradeOf(round: Round | undefined, lane = 0, call?: number): Grade | undefined {
  const wanted = call ?? round?.chosen?.[lane];
  return round?.grades.findLast(
    grade =>
      grade.lane === lane && (wanted === undefined || grade.call === undefined || grade.call === wanted),
  );
}

/**
 * The grade of one call's answer. One that names no call is of the first attempt, and a call that is
 * made once more has none before its own comes.
 */
export function gradeOfCall(round: Round | undefined, call: Call | undefined): Grade | undefined {
  const grade = gradeOf(round, call?.lane, call?.id);
  return call?.again !== undefined && grade?.call === undefined ? undefined : grade;
}

/** What is said of the answer of a lane; `undefined` while nobody has. */
export function feedbackOn(run: Run, round: Round, lane = 0): Check | undefined {
  const about = answerCall(run, round, lane)?.id;
  return round.checks.findLast(
    // What a controller decided is no word about the answer.
    check => check.source !== 'controller' && check.lane === lane && (check.about ?? about) === about,
  );
}

/** The whole thread of a call as it was sent: the messages of the call it extends, then its own. */
export function threadOf(run: Pick<Run, 'calls'>, call: Pick<Call, 'id' | 'request'>): Message[] {
  const parts: Message[][] = [];
  const seen = new Set<number>([call.id]);
  let request: CallRequest | undefined = call.request;
  while (request) {
    parts.unshift(request.messages);
    const parent: number | undefined = request.extends;
    // A damaged transcript may name a call that is missing, or itself.
    if (parent === undefined || seen.has(parent)) break;
    seen.add(parent);
    request = run.calls[parent]?.request;
  }
  return parts.flat();
}
