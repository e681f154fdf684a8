/** A part of a run as the span that OpenTelemetry's serializers take. Pure. */
import { type Attributes, type Link, type SpanContext, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { errorWords } from '../../plain/describe.ts';
import type { CallError } from '../../run/events.ts';
import type { Milliseconds } from '../../run/price.ts';
import type { Run } from '../../run/run.ts';
import { hasTimes } from './call-values.ts';
import { type HrTime, spanIdOf, timeAt, traceIdOf } from './ids.ts';
import type { Values } from './messages.ts';

export const SERVICE = 'reflectoscope';
/** One object: by it the spans are put together. */
const SCOPE = { name: SERVICE };

export interface Part {
  /** As `round 1`; of it the id is made. */
  readonly id: string;
  readonly parent?: string;
  readonly name: string;
  readonly kind?: SpanKind;
  readonly start: Milliseconds;
  readonly end: Milliseconds;
  readonly values: Values;
  readonly events?: readonly SpanEvent[];
  readonly error?: CallError | undefined;
  readonly links?: Link[];
}

export interface SpanEvent {
  readonly name: string;
  readonly at: Milliseconds;
  readonly values: Values;
}

export function linkTo(run: string, part: string): Link {
  return { context: contextOf(run, part), attributes: { 'reflection.run': run } };
}

/** Sampled, as whatever is exported. */
function contextOf(run: string, part: string): SpanContext {
  return { traceId: traceIdOf(run), spanId: spanIdOf(run, part), traceFlags: 1 };
}

export function readable(run: Run, part: Part, resource: Resource): ReadableSpan {
  const { startedAt } = run;
  const [startTime, endTime] = [
    timeAt(startedAt, part.start),
    timeAt(startedAt, Math.max(part.start, part.end)),
  ];
  const context = contextOf(run.id, part.id);
  const { events = [], links = [], error } = part;
  return {
    name: part.name,
    kind: part.kind ?? SpanKind.INTERNAL,
    spanContext: () => context,
    ...(part.parent !== undefined && { parentSpanContext: contextOf(run.id, part.parent) }),
    startTime,
    endTime,
    duration: between(startTime, endTime),
    ended: true,
    status: error
      ? { code: SpanStatusCode.ERROR, message: errorWords(error) }
      : { code: SpanStatusCode.UNSET },
    attributes: known({ ...part.values, ...(hasTimes(run) ? {} : { 'reflection.times': 'order only' }) }),
    events: events.map(({ name, at, values }) => ({
      name,
      time: timeAt(startedAt, at),
      attributes: known(values),
    })),
    links,
    resource,
    instrumentationScope: SCOPE,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** Of the program that made the run: exported by a later one, the spans are still the same. */
export function versionOf({ app }: Run): string | undefined {
  return new RegExp(`^${SERVICE}/(\\S+)$`).exec(app)?.[1];
}

/** What is not known is not there: an empty value would look like one. */
function known(values: Values): Attributes {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function between([s1, n1]: HrTime, [s2, n2]: HrTime): HrTime {
  return n2 >= n1 ? [s2 - s1, n2 - n1] : [s2 - s1 - 1, n2 - n1 + 1_000_000_000];
}
