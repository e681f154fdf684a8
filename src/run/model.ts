/** What the engine asks of a model, whoever answers: Bedrock or a recording. */
import type { CachePoint, CallError, CallRequest, ContentBlock, Message } from './events.ts';
import type { Milliseconds, ReportedUsage } from './price.ts';
import type { Settings } from './settings.ts';

/** A call as a strategy wants it: the conversation, and nothing of the wire. */
export interface Ask {
  readonly model: string;
  readonly system?: string;
  /** The whole thread. */
  readonly messages: readonly Message[];
  readonly shared?: SharedPrefixes;
}

/** What a call has in common with others of its run; it decides where cache points are of use. */
export interface SharedPrefixes {
  /** Cache points of earlier calls that stand in this thread. */
  readonly cached: readonly CachePoint[];
  /** The last message that is the same in another call that starts together with this one. */
  readonly fork?: number;
}

export type StreamEvent =
  | { type: 'delta'; channel: 'text' | 'thinking'; text: string }
  | {
      type: 'finished';
      stopReason: string;
      usage: ReportedUsage;
      serverMs?: Milliseconds;
      content: ContentBlock[];
      /** The service tier that answered. */
      serviceTier?: string;
    };

/** The request in full: the whole thread, and the model it goes to. */
export interface WholeRequest {
  readonly model: string;
  readonly system: CallRequest['system'];
  readonly messages: readonly Message[];
  readonly cachePoints: CallRequest['cachePoints'];
  readonly inferenceConfig: CallRequest['inferenceConfig'];
  readonly additionalModelRequestFields?: Record<string, unknown>;
  readonly serviceTier?: string;
}

export interface Model {
  /** The request as it will be sent: cache points placed, thinking and limits set. Pure. */
  prepare(ask: Ask, settings: Settings): WholeRequest;
  /**
   * Sends it. Ends normally only after a `finished` event; otherwise throws `CallFailure`.
   * Aborting the signal closes the connection and throws a `CallFailure` named `Cancelled`.
   */
  stream(request: WholeRequest, signal: AbortSignal): AsyncIterable<StreamEvent>;
}

/** A call that failed, explained. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
  readonly error: CallError;
  constructor(error: CallError, options?: ErrorOptions) {
    super(error.message, options);
    this.error = error;
  }
}
