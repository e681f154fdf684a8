/** Which prefixes the calls of a run have in common: what one of them cached, another may read. */
import type { CachePoint, Message } from './events.ts';
import type { Ask, SharedPrefixes } from './model.ts';
import { type Call, type Run, threadOf } from './run.ts';

type Thread = Pick<Ask, 'model' | 'system' | 'messages'>;

/**
 * What a call shares with the calls before it, and with those that start together with it;
 * `undefined` when that is nothing.
 */
export function sharedPrefixes(
  run: Pick<Run, 'calls'>,
  thread: Thread,
  siblings: readonly Thread[],
): SharedPrefixes | undefined {
  const cached = run.calls.flatMap(call => (call ? cachedEnds(run, call, thread) : []));
  const forks = siblings
    .filter(other => other !== thread && other.model === thread.model && sameSystem(other, thread))
    .map(other => commonLength(other.messages, thread.messages) - 1);
  const fork = Math.max(-1, ...forks);
  if (cached.length === 0 && fork < 0) return undefined;
  return { cached, ...(fork >= 0 && { fork }) };
}

/** The cache points of an earlier call that stand in a prefix of this thread, once it has cached something. */
function cachedEnds(run: Pick<Run, 'calls'>, call: Call, thread: Thread): CachePoint[] {
  const { usage, request } = call;
  if (!usage || usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h === 0) return [];
  const system = request.system.map(block => block.text ?? '').join('');
  if (call.model !== thread.model || !sameSystem({ system }, thread)) return [];
  const common = commonLength(threadOf(run, call), thread.messages);
  return request.cachePoints.filter(({ after }) => after === 'system' || after < common);
}

/** A system prompt of blanks is not sent. */
function sameSystem(a: Pick<Thread, 'system'>, b: Pick<Thread, 'system'>): boolean {
  return textOf(a) === textOf(b);
}

function textOf({ system = '' }: Pick<Thread, 'system'>): string {
  return system.trim() === '' ? '' : system;
}

/** How many messages two threads begin with in common. */
function commonLength(a: readonly Message[], b: readonly Message[]): number {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index++) {
    if (JSON.stringify(a[index]) !== JSON.stringify(b[index])) return index;
  }
  return shorter;
}
