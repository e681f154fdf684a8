/** Spans as OTLP JSON, by OpenTelemetry's own serializer, with numbers as protobuf's JSON has them. */
import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';

/** One entry of `resourceSpans`; all the spans have one resource. */
export function resourceSpans(spans: readonly ReadableSpan[]): unknown {
  const bytes = JsonTraceSerializer.serializeRequest([...spans]);
  const request = JSON.parse(new TextDecoder().decode(bytes)) as { resourceSpans: unknown[] };
  return exact(request.resourceSpans[0]);
}

/** Numbers that are no counts, whatever their value: the serializer takes a whole one for an integer. */
const DOUBLE =
  /^(?:llm\.cost\.|reflection\.cost\..*_usd$)|(?:\.temperature|\.top_p|\.time_to_first_chunk|\.score\.value|evaluation\.score|_seconds)$/;

/** Whole numbers of 64 bits are strings in protobuf's JSON. */
function exact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(exact);
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Readonly<Record<string, unknown>>;
  if (isKeyValue(fields) && typeof fields.value.intValue === 'number' && DOUBLE.test(fields.key)) {
    return { key: fields.key, value: { doubleValue: fields.value.intValue } };
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, inner]) => [name, name === 'intValue' ? String(inner) : exact(inner)]),
  );
}

interface KeyValue {
  readonly key: string;
  readonly value: { readonly intValue?: unknown };
}

function isKeyValue(
  fields: Readonly<Record<string, unknown>>,
): fields is Readonly<Record<string, unknown>> & KeyValue {
  return typeof fields.key === 'string' && typeof fields.value === 'object' && fields.value !== null;
}
