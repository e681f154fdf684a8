/** An answer as it can be played over the wire: what came, when, and how it ended. */
import type { ContentBlock, Provenance } from '../run/events.ts';
import type { Milliseconds, Usage } from '../run/price.ts';
import type { WireRequest } from './wire-request.ts';

export interface TimedDelta {
  /** Since the request arrived. */
  readonly afterMs: Milliseconds;
  readonly channel: 'text' | 'thinking';
  readonly text: string;
}

export type Ending =
  | {
      readonly kind: 'finished';
      readonly afterMs: Milliseconds;
      readonly stopReason: string;
      /** Absent: the source of a recording does not tell it. */
      readonly usage?: Usage;
      readonly serverMs: Milliseconds;
      /** The blocks verbatim: signatures and redacted thinking come from here. */
      readonly content: readonly ContentBlock[];
    }
  | {
      readonly kind: 'failed';
      readonly afterMs: Milliseconds;
      /** An exception of Bedrock's; after any other failure (`StreamInterrupted`) the stream just ends. */
      readonly name: string;
      readonly message: string;
    };

export interface Answer {
  /** Who says so: a recording and its round, a rule of a script. */
  readonly from?: string;
  /** Whose words it has: `synthetic` where no model said them. */
  readonly provenance?: Provenance;
  /** What happens to it on its way: a fault of the local Bedrock, as `NAME@STAGE`. */
  readonly fault?: string;
  /** The tokens of the prompt were written down: no cache changes them. */
  readonly isPromptGiven?: boolean;
  readonly deltas: readonly TimedDelta[];
  readonly ending: Ending;
}

/** Nobody has an answer to this request; `message` says what there is. */
export interface NoAnswer {
  readonly message: string;
}

/** Whoever stands behind the local Bedrock: recordings, or a script. */
export type Answerer = (request: WireRequest) => Answer | NoAnswer | Promise<Answer | NoAnswer>;

/** A failure that Bedrock tells; every other one is a connection that broke, and tells nothing. */
export function isException(name: string): boolean {
  return name.endsWith('Exception');
}
