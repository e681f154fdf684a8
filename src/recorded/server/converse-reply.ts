/** An answer as the reply to Converse (one document) or to ConverseStream (events). */
import type { Answer, NoAnswer } from '../answer.ts';
import { metricsOf, wireUsage } from '../frames.ts';
import { type Refusal, refusal, wireReply } from '../wire-reply.ts';
import type { Operation } from '../wire-request.ts';
import { httpError, httpJson, type Reply, streamOf } from './reply.ts';

/** Nobody's answer is what is wrong with the request, as the service would say it. */
export function replyTo(operation: Operation, answer: Answer | NoAnswer): Reply {
  if (!('deltas' in answer)) return httpError(400, 'ValidationException', answer.message);
  if (operation === 'converse') return document(answer);
  const reply = wireReply(answer);
  return reply.kind === 'stream' ? streamOf(reply.frames) : refused(reply);
}

function document({ deltas, ending }: Answer): Reply {
  if (ending.kind === 'finished') {
    const { content, stopReason, usage, serverMs, afterMs } = ending;
    const message = { role: 'assistant', content };
    const whole = {
      output: { message },
      stopReason,
      usage: usage ? wireUsage(usage) : {},
      metrics: metricsOf(serverMs),
    };
    return httpJson(whole, afterMs);
  }
  const reply = wireReply({ deltas: [], ending });
  if (reply.kind === 'refusal') return refused(reply);
  // A connection that broke in mid-stream: there is no document, as far as it had come.
  const last = deltas.at(-1)?.afterMs ?? 0;
  return refused(
    refusal('ModelErrorException', 'The recorded answer broke off.', Math.max(last, ending.afterMs)),
  );
}

function refused({ status, type, message, afterMs }: Refusal): Reply {
  return { ...httpError(status, type, message), afterMs };
}
