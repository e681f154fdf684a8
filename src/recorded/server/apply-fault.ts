/** What a fault makes of a reply. Pure: a reply goes in, another comes out. */
import { errorFrame, eventFrame, eventTypeOf, exceptionFrame, type TimedFrame } from '../frames.ts';
import { cutWhere, damaged, splitText } from './damage.ts';
import type { ChosenFault } from './fault-plan.ts';
import type { Damage, ServiceError, Stage, Transport } from './fault-table.ts';
import { type Afterwards, httpError, JSON_HEADERS, type Reply } from './reply.ts';

type Stream = Extract<Reply, { kind: 'stream' }>;
type Document = Extract<Reply, { kind: 'http' }>;

/** Whether it needs no answer: it comes before there is one. */
export function isBeforeAnswer({ stage, fault: { effect } }: ChosenFault): boolean {
  return stage === 'before' && effect.kind !== 'damage';
}

/** The reply without an answer, for a fault that comes before. */
export function replyBefore({ fault: { effect } }: ChosenFault): Reply {
  switch (effect.kind) {
    case 'error':
      return told(effect.error);
    case 'page':
      return {
        kind: 'http',
        status: effect.status,
        headers: effect.type === '' ? {} : { 'content-type': effect.type },
        body: effect.body,
        afterMs: 0,
      };
    case 'transport':
      return { kind: 'nothing', afterwards: BREAKS[effect.how] };
    case 'damage':
      throw new Error('Damage is done to an answer.');
  }
}

/** The answer as the fault leaves it; `undefined` where it cannot happen to such a reply. */
export function withFault(reply: Reply, { fault, stage }: ChosenFault): Reply | undefined {
  if (reply.kind === 'nothing') return undefined;
  if (reply.kind === 'http')
    return reply.status === 200 ? documentWith(reply, fault.effect, stage) : undefined;
  const { effect } = fault;
  if (effect.kind === 'page') return undefined;
  if (effect.kind === 'damage') return streamWith(reply, effect.how);
  const shown = upTo(reply, stage);
  if (effect.kind === 'transport') return { ...shown, afterwards: BREAKS[effect.how] };
  const { member, message } = effect.error;
  return member === undefined ? undefined : ended(shown, exceptionFrame(member, message));
}

const BREAKS: Readonly<Record<Transport, Exclude<Afterwards, 'end'>>> = {
  reset: 'reset-connection',
  close: 'close-connection',
  stall: 'stall',
  'rst-stream': 'reset-stream',
  goaway: 'goaway',
};

function told({ status, type, message, headers }: ServiceError): Reply {
  return httpError(status, type, message, headers);
}

/** A document is one piece: in its middle it is cut, and an error in mid-stream comes instead of it. */
function documentWith(
  reply: Document,
  effect: ChosenFault['fault']['effect'],
  stage: Stage,
): Reply | undefined {
  const bytes = Buffer.from(reply.body, 'utf8');
  const pieces = (all: readonly Uint8Array[], afterwards: Afterwards, length?: number): Stream => ({
    kind: 'stream',
    headers: { ...JSON_HEADERS, ...(length !== undefined && { 'content-length': String(length) }) },
    pieces: all.map(one => ({ afterMs: reply.afterMs, bytes: one })),
    afterwards,
  });
  const half = bytes.subarray(0, Math.ceil(bytes.length / 2));
  switch (effect.kind) {
    case 'page':
      return undefined;
    case 'error':
      return { ...told(effect.error), afterMs: reply.afterMs } as Reply;
    case 'transport':
      return pieces([stage === 'stop' ? bytes.subarray(0, -1) : half], BREAKS[effect.how], bytes.length);
    case 'damage':
      switch (effect.how) {
        case 'truncated-frame':
          return pieces([half], 'end');
        case 'slow-bytes':
          return pieces(
            cutWhere(bytes, () => true),
            'end',
          );
        case 'split-text':
          return pieces(splitText(bytes), 'end');
        case 'no-usage':
        case 'empty-answer':
          return { ...reply, body: JSON.stringify(damaged(JSON.parse(reply.body), effect.how)) };
        default:
          return undefined;
      }
  }
}

const ONE_MEGABYTE = 1024 * 1024;

function streamWith(reply: Stream, how: Damage): Stream {
  const shown = upTo(reply, 'middle');
  const rest = reply.pieces.slice(shown.pieces.length);
  const [next] = framesIn({ ...reply, pieces: rest });
  const without = (...types: readonly string[]): Stream => ({
    ...reply,
    pieces: framesIn(reply).filter(({ bytes }) => !types.includes(eventTypeOf(bytes) ?? '')),
  });
  const between = (bytes: Uint8Array): Stream => ({
    ...reply,
    pieces: [...shown.pieces, { afterMs: lastTime(shown), bytes }, ...rest],
  });
  switch (how) {
    case 'truncated-frame':
      return next ? ended(shown, next.bytes.subarray(0, next.bytes.length - 8)) : shown;
    case 'truncated-prelude':
      return next ? ended(shown, next.bytes.subarray(0, 3)) : shown;
    case 'bad-checksum':
      return next ? ended(shown, withBadChecksum(next.bytes)) : shown;
    case 'unknown-event':
      return between(eventFrame('weatherReport', { sky: 'blue' }));
    case 'unknown-member':
      return between(
        eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { smell: { of: 'rain' } } }),
      );
    case 'unknown-exception':
      return ended(shown, exceptionFrame('brandNewException', 'Something new went wrong.'));
    case 'unmodelled-error':
      return ended(shown, errorFrame('InternalFailure', 'An internal error occurred.'));
    case 'no-message-stop':
      return without('messageStop', 'metadata');
    case 'no-metadata':
      return without('metadata');
    case 'no-usage':
      return withEvent(without('metadata'), eventFrame('metadata', { metrics: { latencyMs: 1 } }));
    case 'empty-answer':
      return without('contentBlockStart', 'contentBlockDelta', 'contentBlockStop');
    case 'huge-delta':
      return between(
        eventFrame('contentBlockDelta', {
          contentBlockIndex: 0,
          delta: { text: 'more '.repeat(ONE_MEGABYTE / 5) },
        }),
      );
    case 'slow-bytes':
      return inPieces(reply, bytes => cutWhere(bytes, () => true));
    case 'split-text':
      return inPieces(reply, splitText);
  }
}

function framesIn({ pieces }: Stream): TimedFrame[] {
  return pieces.map(piece => (piece instanceof Uint8Array ? { afterMs: 0, bytes: piece } : piece));
}

/** What had gone out at that stage. */
function upTo(reply: Stream, stage: Stage): Stream {
  const frames = framesIn(reply);
  const stop = frames.findIndex(({ bytes }) => eventTypeOf(bytes) === 'messageStop');
  const end = stop < 0 ? frames.length : stop;
  return { ...reply, pieces: frames.slice(0, stage === 'stop' ? end + 1 : Math.ceil(end / 2)) };
}

function lastTime(reply: Stream): number {
  return framesIn(reply).at(-1)?.afterMs ?? 0;
}

function withEvent(reply: Stream, bytes: Uint8Array): Stream {
  return { ...reply, pieces: [...reply.pieces, { afterMs: lastTime(reply), bytes }] };
}

function ended(reply: Stream, bytes: Uint8Array): Stream {
  return { ...withEvent(reply, bytes), afterwards: 'end' };
}

function withBadChecksum(frame: Uint8Array): Uint8Array {
  return frame.with(frame.length - 1, (frame.at(-1) ?? 0) ^ 0xff);
}

function inPieces(reply: Stream, cut: (bytes: Uint8Array) => Uint8Array[]): Stream {
  return {
    ...reply,
    pieces: framesIn(reply).flatMap(({ afterMs, bytes }) => cut(bytes).map(one => ({ afterMs, bytes: one }))),
  };
}
