/** What an answer is on the wire: a stream of frames, or a refusal by HTTP status before any stream. */
import type { Milliseconds } from '../run/price.ts';
import { lookUp } from '../text/look-up.ts';
import { type Answer, isException, type NoAnswer } from './answer.ts';
import { framesOf, type TimedFrame } from './frames.ts';

export type WireReply = { readonly kind: 'stream'; readonly frames: readonly TimedFrame[] } | Refusal;

export interface Refusal {
  readonly kind: 'refusal';
  readonly afterMs: Milliseconds;
  readonly status: number;
  /** As in the header `x-amzn-errortype`. */
  readonly type: string;
  readonly message: string;
}

export function wireReply(answer: Answer | NoAnswer): WireReply {
  if (!('deltas' in answer)) return refusal('NoRecordingException', answer.message);
  const { deltas, ending } = answer;
  const refused = ending.kind === 'failed' && deltas.length === 0 && isException(ending.name);
  return refused
    ? refusal(ending.name, ending.message, ending.afterMs)
    : { kind: 'stream', frames: framesOf(answer) };
}

export function refusal(type: string, message: string, afterMs: Milliseconds = 0): Refusal {
  return { kind: 'refusal', afterMs, status: lookUp(HTTP_STATUS, type) ?? 500, type, message };
}

/** From the SDK's models of its errors. */
const HTTP_STATUS: Readonly<Record<string, number>> = {
  AccessDeniedException: 403,
  ExpiredTokenException: 403,
  ModelErrorException: 424,
  ModelNotReadyException: 429,
  ModelTimeoutException: 408,
  NoRecordingException: 404,
  ResourceNotFoundException: 404,
  ServiceQuotaExceededException: 400,
  ServiceUnavailableException: 503,
  ThrottlingException: 429,
  UnrecognizedClientException: 403,
  ValidationException: 400,
};
