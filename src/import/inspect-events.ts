/**
 * What happened in a sample of an Inspect log: its calls of models and its scores, in their order, with what
 * the log keeps in other places put back. Pure.
 */
import { type Fields, fieldsOf, listOf, textIn } from '../text/unknown-json.ts';

export interface SampleEvent {
  readonly fields: Fields;
  /** It belongs to the scoring, and not to the answer. */
  readonly isScoring: boolean;
  /** The solvers that it happened in, the innermost last. */
  readonly solvers: readonly string[];
}

/** The calls and the scores; calls inside of tools and subtasks are among them. */
export function sampleEvents(sample: Fields): SampleEvent[] {
  const resolve = resolverOf(sample);
  const all = listOf(sample.events ?? fieldsOf(sample.transcript)?.events).flatMap(flat);
  const spans = spansOf(all);
  const steps: Scope[] = [];
  const found: SampleEvent[] = [];
  for (const event of all) {
    if (event.event === 'step') follow(steps, event);
    if (event.event !== 'model' && event.event !== 'score') continue;
    const scopes = [...steps, ...spansAround(spans, textIn(event.span_id))];
    found.push({
      fields: event.event === 'model' ? wholeCall(event, sample, resolve) : event,
      isScoring: scopes.some(({ type }) => type === 'scorer' || type === 'scorers'),
      solvers: scopes.flatMap(({ type, name }) => (type === 'solver' ? [name] : [])),
    });
  }
  return found;
}

/** Older logs have the events of a tool or a subtask inside of its own. */
function flat(event: unknown): Fields[] {
  const fields = fieldsOf(event);
  if (!fields) return [];
  return [fields, ...listOf(fields.events).flatMap(flat)];
}

interface Scope {
  readonly type: string;
  readonly name: string;
}

function scopeOf({ type, name }: Fields): Scope {
  return { type: textIn(type) ?? '', name: textIn(name) ?? '' };
}

/** Logs before spans (April 2025) tell where a solver begins and ends. */
function follow(steps: Scope[], event: Fields): void {
  if (event.action === 'begin') steps.push(scopeOf(event));
  else steps.pop();
}

interface SpanScope extends Scope {
  readonly parent: string | undefined;
}

function spansOf(all: readonly Fields[]): ReadonlyMap<string, SpanScope> {
  return new Map(
    all.flatMap((event): [string, SpanScope][] => {
      const id = event.event === 'span_begin' ? textIn(event.id) : undefined;
      return id === undefined ? [] : [[id, { ...scopeOf(event), parent: textIn(event.parent_id) }]];
    }),
  );
}

/** The outermost first; a damaged log may have a span inside of itself. */
function spansAround(spans: ReadonlyMap<string, SpanScope>, id: string | undefined): Scope[] {
  const around: Scope[] = [];
  const seen = new Set<string>();
  for (let next = id; next !== undefined && !seen.has(next); ) {
    seen.add(next);
    const span = spans.get(next);
    if (span) around.unshift(span);
    next = span?.parent;
  }
  return around;
}

function wholeCall(event: Fields, sample: Fields, resolve: (value: unknown) => unknown): Fields {
  const refs = listOf(event.input_refs);
  const pool = listOf(sample.message_pool ?? fieldsOf(sample.events_data)?.messages);
  const input =
    refs.length === 0
      ? event.input
      : refs.flatMap(range => {
          const [from, to] = listOf(range);
          return pool.slice(Number(from), Number(to));
        });
  return { ...event, input: resolve(input), output: resolve(event.output) };
}

/** `tc://` is how logs of 2024 name what is kept elsewhere. */
const ELSEWHERE = /^(?:attachment|tc):\/\/(.+)$/;

/** Puts texts that a sample keeps apart back in their places. */
export function resolverOf(sample: Fields): (value: unknown) => unknown {
  const kept = { ...fieldsOf(fieldsOf(sample.transcript)?.content), ...fieldsOf(sample.attachments) };
  const resolve = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const hash = value.length < 200 ? ELSEWHERE.exec(value)?.[1] : undefined;
      return hash !== undefined && Object.hasOwn(kept, hash) ? kept[hash] : value;
    }
    if (Array.isArray(value)) return value.map(resolve);
    const fields = fieldsOf(value);
    if (!fields) return value;
    return Object.fromEntries(Object.entries(fields).map(([key, one]) => [key, resolve(one)]));
  };
  return resolve;
}
