/**
 * A local Bedrock, without its socket: what each request is answered with. Converse and ConverseStream
 * come from whoever stands behind it, with faults on the way; the control plane lists the models.
 */
import type { Provenance } from '../../run/events.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import type { Answer, Answerer, NoAnswer } from '../answer.ts';
import { type Operation, readWireBody, readWirePath, type WireRequest } from '../wire-request.ts';
import { aboutReply, withProvenance } from './about.ts';
import { isBeforeAnswer, replyBefore, withFault } from './apply-fault.ts';
import { replyTo } from './converse-reply.ts';
import { type ChosenFault, chosenFault, FaultError } from './fault-plan.ts';
import type { SeenRequest } from './listen.ts';
import { type Listed, listReply } from './lists.ts';
import { httpError, type Reply } from './reply.ts';
import { requestProblem } from './request-rules.ts';

/** With it a request asks for a fault of its own, or for `none` of those that are planned. */
export const FAULT_HEADER = 'x-reflectoscope-fault';

export interface LocalBedrockOptions {
  readonly answerer: Answerer;
  /** Asked once a call. */
  readonly fault?: () => ChosenFault | undefined;
  /** What the control plane lists. */
  readonly listed?: Listed;
  /** The worst of what is served: told to whoever asks before a run; absent: nothing is told. */
  readonly provenance?: Provenance;
  /** Whether only those are answered who mean this machine; a page of the web may not be one of them. */
  readonly onlyLoopback?: boolean;
  /** Told when the reply to a request is known. */
  readonly onReply?: (served: Served) => void;
}

/** A request, and what it is answered with. */
export interface Served {
  readonly seen: SeenRequest;
  readonly operation: Operation | 'list' | 'other';
  readonly model?: string;
  readonly reply: Reply;
  readonly answer?: Answer | NoAnswer;
  /** `NAME@STAGE` as it happens, or as it was asked for and cannot. */
  readonly fault?: { readonly name: string; readonly happened: boolean };
}

export function localBedrock(options: LocalBedrockOptions): (seen: SeenRequest) => Promise<Reply> {
  const { answerer, fault: planned = () => undefined, onReply = () => {} } = options;
  const isAllowed = (seen: SeenRequest) => !options.onlyLoopback || meansLoopback(seen);
  const serve = async (seen: SeenRequest): Promise<Omit<Served, 'seen'>> => {
    if (!isAllowed(seen)) return { operation: 'other', reply: NOT_FOR_OTHERS };
    const at = readWirePath(seen.wirePath);
    if (!at || seen.method !== 'POST') return otherwise(seen, options.listed);
    const { operation, model } = at;
    const chosen = faultFor(seen, planned);
    if (chosen instanceof FaultError) {
      return {
        operation,
        model,
        reply: httpError(400, 'ValidationException', `${FAULT_HEADER}: ${chosen.message}`),
      };
    }
    if (chosen && isBeforeAnswer(chosen)) return { operation, model, ...before(chosen) };
    const request = readWireBody(model, seen.body);
    const problem = 'problem' in request ? request.problem : requestProblem(request);
    if ('problem' in request || problem !== undefined) {
      const type = 'problem' in request && !request.isJson ? 'SerializationException' : 'ValidationException';
      return { operation, model, reply: httpError(400, type, problem ?? '') };
    }
    const answer = await answerFor(answerer, request);
    const { reply, ...rest } = faulty(operation, answer, chosen);
    const provenance = 'deltas' in answer ? answer.provenance : undefined;
    return { operation, model, answer, ...rest, reply: withProvenance(reply, provenance) };
  };
  return async seen => {
    const about = options.provenance && isAllowed(seen) && aboutReply(seen, options.provenance);
    // It is no call of anybody's.
    if (about) return about;
    const served = await serve(seen);
    onReply({ seen, ...served });
    return served.reply;
  };
}

/** A script may have a fault of its own for an answer. */
function faulty(operation: Operation, answer: Answer | NoAnswer, chosen: ChosenFault | undefined) {
  const reply = replyTo(operation, answer);
  const own = 'deltas' in answer && answer.fault !== undefined ? chosenFault(answer.fault) : undefined;
  const fault = chosen ?? own;
  if (!fault) return { reply };
  if (isBeforeAnswer(fault)) return before(fault);
  const changed = withFault(reply, fault);
  return { reply: changed ?? reply, fault: { name: nameOf(fault), happened: changed !== undefined } };
}

function before(chosen: ChosenFault) {
  return { reply: replyBefore(chosen), fault: { name: nameOf(chosen), happened: true } };
}

function nameOf({ fault, stage }: ChosenFault): string {
  return `${fault.name}@${stage}`;
}

/** An ARN of a profile or of a model is asked for by the id in it, where nobody answers to the whole. */
async function answerFor(answerer: Answerer, request: WireRequest): Promise<Answer | NoAnswer> {
  const answer = await answerer(request);
  const id = /:(?:inference-profile|foundation-model)\/([^/]+)$/.exec(request.model)?.[1];
  return 'deltas' in answer || id === undefined ? answer : answerer({ ...request, model: id });
}

function faultFor({ headers }: SeenRequest, planned: () => ChosenFault | undefined) {
  // The plan counts every call.
  const due = planned();
  const asked = [headers[FAULT_HEADER] ?? []].flat()[0]?.trim();
  if (asked === undefined || asked === '') return due;
  if (asked.toLowerCase() === 'none') return undefined;
  try {
    return chosenFault(asked);
  } catch (thrown) {
    if (thrown instanceof FaultError) return thrown;
    throw thrown;
  }
}

/** A name that leads here by a trick is not the name of this machine. */
function meansLoopback({ headers }: SeenRequest): boolean {
  const host = String(headers[':authority'] ?? headers.host ?? '').toLowerCase();
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/.test(host);
}

const NOT_FOR_OTHERS = httpError(
  403,
  'AccessDeniedException',
  'This server answers requests to localhost only: ask for it by that name, or start it with --host.',
);

function otherwise(seen: SeenRequest, lists: Listed | undefined): Omit<Served, 'seen'> {
  const list = lists && listReply(seen, lists);
  if (list) return { operation: 'list', reply: list };
  return { operation: 'other', reply: unknownOperation(seen) };
}

function unknownOperation({ method, path, wirePath }: SeenRequest): Reply {
  const what = /\/(invoke(?:-with-response-stream)?|count-tokens|guardrail.*|async-invoke)$/.exec(path)?.[1];
  const here =
    'A local Bedrock answers Converse and ConverseStream (POST /model/ID/converse and /converse-stream)';
  const asked = what === undefined ? `not ${method} ${sanitizeLine(wirePath)}` : `and not ${what}`;
  return httpError(404, 'UnknownOperationException', `${here}, ${asked}.`);
}
