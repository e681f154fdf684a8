/** What a strategy is: a pure function from the run so far to what happens next. */
import type { Message } from '../run/events.ts';
import type { Run } from '../run/run.ts';

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
}

export type Next =
  /** Perform these, side by side, in this round; a new round is opened when it has not begun. */
  | { kind: 'steps'; round: number; roundKind: string; steps: readonly CallStep[] }
  /** The round has all its calls: grade its answers and close it. */
  | { kind: 'close-round'; round: number }
  /** The run is over, because this stop rule fired. */
  | { kind: 'stop'; rule: string };

export interface Strategy {
  readonly id: string;
  readonly name: string;
  /** Looks at what has happened; does no I/O, holds no state, never sees a clock. */
  next(run: Run): Next;
}
