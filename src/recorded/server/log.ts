/** What is said of a request that was answered: a line for a person, or JSON for a program. Pure. */
import { promptTokens } from '../../run/cost.ts';
import type { Milliseconds, Usage } from '../../run/price.ts';
import { safeJson } from '../../text/json.ts';
import { formatCount, formatSeconds } from '../../text/numbers.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import type { Served } from './bedrock.ts';
import type { Ended } from './perform.ts';

export interface LoggedRequest extends Served {
  /** When it came, ISO 8601. */
  readonly at: string;
  readonly ended: Ended;
  readonly wallMs: Milliseconds;
}

/** `10:02:11 converse-stream us.amazon.nova-lite-v1:0 200 from bat.jsonl round 1, in 24, out 388, 3.2 s`. */
export function logLine(logged: LoggedRequest): string {
  const { at, seen, operation, model, ended, wallMs, fault } = logged;
  const what = model === undefined ? [seen.method, seen.wirePath] : [operation, model];
  const usage = usageOf(logged);
  const from = fromOf(logged);
  const told = [
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(usage ? tokens(usage) : []),
    ...(fault ? [fault.happened ? `fault ${fault.name}` : `fault ${fault.name} cannot happen here`] : []),
    ...(errorOf(logged)?.message === undefined ? [] : [errorOf(logged)?.message]),
    ...(ended === 'finished' ? [] : [ended]),
    formatSeconds(wallMs),
  ];
  return sanitizeLine([at.slice(11, 19), ...what, statusOf(logged) ?? '-', told.join(', ')].join(' '));
}

export function logJson(logged: LoggedRequest): string {
  const { at, seen, operation, model, ended, wallMs, fault } = logged;
  const error = errorOf(logged);
  return safeJson({
    at,
    id: seen.id,
    protocol: seen.protocol,
    method: seen.method,
    path: seen.wirePath,
    operation,
    model: model ?? null,
    status: statusOf(logged) ?? null,
    from: fromOf(logged) ?? null,
    usage: usageOf(logged) ?? null,
    fault: fault ?? null,
    error: error ?? null,
    ended,
    wallMs: Math.round(wallMs),
  });
}

function tokens(usage: Usage): string[] {
  const written = usage.cacheWrite5m + usage.cacheWrite1h;
  const cached = [
    ...(usage.cacheRead > 0 ? [`cache read ${formatCount(usage.cacheRead)}`] : []),
    ...(written > 0 ? [`cache wrote ${formatCount(written)}`] : []),
  ];
  const whole = cached.length > 0 ? ` (${cached.join(', ')})` : '';
  return [`in ${formatCount(promptTokens(usage))}${whole}`, `out ${formatCount(usage.output)}`];
}

function usageOf({ answer }: Served): Usage | undefined {
  if (!answer || !('deltas' in answer) || answer.ending.kind === 'failed') return undefined;
  return answer.ending.usage;
}

function fromOf({ answer }: Served): string | undefined {
  return answer && 'deltas' in answer ? answer.from : undefined;
}

/** Nothing where the connection broke before any headers. */
function statusOf({ reply }: Served): number | undefined {
  switch (reply.kind) {
    case 'http':
      return reply.status;
    case 'stream':
      return 200;
    case 'nothing':
      return undefined;
  }
}

function errorOf({ reply }: Served): { name: string; message: string } | undefined {
  if (reply.kind !== 'http' || reply.status === 200) return undefined;
  const name = reply.headers['x-amzn-errortype'] ?? `HTTP ${reply.status}`;
  return { name, message: messageIn(reply.body) ?? name };
}

function messageIn(body: string): string | undefined {
  try {
    const { message } = JSON.parse(body);
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
