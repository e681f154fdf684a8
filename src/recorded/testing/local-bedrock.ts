/**
 * The local Bedrock for tests: the server of the program, with replies of the test's own, however strange.
 * Imported by tests only.
 */
import { type Clock, instantClock } from '../../run/clock.ts';
import type { Answerer } from '../answer.ts';
import { ABOUT_PATH } from '../server/about.ts';
import { listen, type SeenRequest } from '../server/listen.ts';
import { httpError, type Reply, streamOf } from '../server/reply.ts';
import { wireReply } from '../wire-reply.ts';
import { readWireRequest } from '../wire-request.ts';

export type { SeenRequest } from '../server/listen.ts';
export { httpError, type Reply, streamOf } from '../server/reply.ts';

export interface LocalBedrock {
  readonly url: string;
  /** All requests, in the order in which they came. */
  readonly requests: readonly SeenRequest[];
  close(): Promise<void>;
}

/** How to reply: always the same, one after the other (the last one for ever), or by the request. */
export type Replies = Reply | readonly Reply[] | ((request: SeenRequest) => Reply | Promise<Reply>);

export interface LocalBedrockOptions {
  /** Paces timed frames; by default they do not wait. */
  readonly clock?: Clock;
  /** 0, the default, takes any free port. */
  readonly port?: number;
}

export async function startLocalBedrock(
  replies: Replies,
  { clock = instantClock(), port = 0 }: LocalBedrockOptions = {},
): Promise<LocalBedrock> {
  const requests: SeenRequest[] = [];
  const { url, close } = await listen(
    seen => {
      // As Bedrock does: it knows no such path.
      if (seen.wirePath === ABOUT_PATH) return httpError(404, 'UnknownOperationException', '');
      requests.push(seen);
      return choose(replies, seen, requests.length - 1);
    },
    { clock, port },
  );
  return { url, requests, close };
}

async function choose(replies: Replies, seen: SeenRequest, index: number): Promise<Reply> {
  if (typeof replies === 'function') return replies(seen);
  const list = 'kind' in replies ? [replies] : replies;
  return list[index] ?? list.at(-1) ?? httpError(500, 'InternalServerException', 'No reply is left.');
}

/** Replies with what recordings, or a script, have to say. */
export function answering(answerer: Answerer): (request: SeenRequest) => Promise<Reply> {
  return async ({ wirePath, body }) => {
    const request = readWireRequest(wirePath, body);
    if (!request) return httpError(400, 'ValidationException', 'Not a ConverseStream request.');
    const reply = wireReply(await answerer(request));
    if (reply.kind === 'stream') return streamOf(reply.frames);
    const { afterMs, status, type, message } = reply;
    return { ...httpError(status, type, message), afterMs };
  };
}
