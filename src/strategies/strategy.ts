/** What a strategy is: a pure function from the run so far to what happens next. */
import type { z } from 'zod';
import type { Message, Without } from '../run/events.ts';
import type { Grade, Returned, Run, Vote } from '../run/run.ts';
import type { Settings } from '../run/settings.ts';
import type { Verdict } from './judge.ts';

/** A model call that the strategy asks for. */
export interface CallStep {
  readonly kind: 'call';
  readonly lane: number;
  /** Why: `answer`, `reflect`, ... */
  readonly purpose: string;
  readonly model: string;
  readonly system?: string;
  /** What is new in the thread; the whole of it when nothing is extended. */
  readonly messages: readonly Message[];
  /** The earlier call whose thread this one continues. */
  readonly extends?: number;
  /** The call of this round that is made once more. */
  readonly again?: number;
  /** What of the settings is another for this call alone. */
  readonly settings?: Partial<Pick<Settings, 'thinking' | 'temperature' | 'maxTokens'>>;
}

/** A check on this machine: the answer of a call is run, or given to a command. */
export interface CheckStep {
  readonly kind: 'check';
  readonly lane: number;
  readonly source: 'sql' | 'command';
  /** The call whose answer is checked. */
  readonly about: number;
}

export type Step = CallStep | CheckStep;

/** Feedback that a strategy read from calls. */
export interface Feedback {
  readonly lane: number;
  readonly source: string;
  readonly text: string;
  readonly verdict: Verdict;
  readonly about: number;
  readonly calls: readonly number[];
}

export type Next =
  /** Perform these, side by side, in this round; a new round is opened when it has not begun. */
  | { kind: 'steps'; round: number; roundKind: string; steps: readonly Step[] }
  /** What calls said of answers of this round is feedback. */
  | { kind: 'feedback'; round: number; feedback: readonly Feedback[] }
  /** The answers of the lanes of this round were counted. */
  | { kind: 'vote'; round: number; vote: Without<Vote, 'round'> }
  /** What a judge said of answers of this round is their grade. */
  | { kind: 'grade'; round: number; grades: readonly Without<Grade, 'round'>[] }
  /** The round has all its calls: grade its answers and close it. */
  | { kind: 'close-round'; round: number }
  /** The run is over, because this stop rule fired; `answer` is what it returns, where that is not the last. */
  | { kind: 'stop'; rule: string; answer?: Returned | undefined };

export interface Strategy {
  readonly id: string;
  readonly name: string;
  /** What it does, in a sentence. */
  readonly about: string;
  /** Its parameters, as fields of `settings.strategy`, with defaults and descriptions. */
  readonly parameters: z.ZodObject;
  /** What contradicts itself or the model, in sentences. */
  problems?(settings: Settings): readonly string[];
  /** The most calls that a run can take, retries and probes apart. */
  mostCalls(settings: Settings): number;
  /** The models that it asks beside the one of the settings. */
  models?(settings: Settings): readonly string[];
  /** Looks at what has happened; does no I/O, holds no state, never sees a clock. */
  next(run: Run): Next;
}
