/**
 * The messages of OTLP traces, by the names, numbers and types of their fields, for protobufjs: what is in
 * JSON under another name, or of another type, is found by it. That they are the official ones is tested
 * against what OpenTelemetry's own serializer writes.
 */
import { Root, type Type } from 'protobufjs';

const field = (id: number, type: string, rule?: string) => ({ id, type, ...(rule && { rule }) });

const MESSAGES = {
  ExportTraceServiceRequest: { resourceSpans: field(1, 'ResourceSpans', 'repeated') },
  ResourceSpans: {
    resource: field(1, 'Resource'),
    scopeSpans: field(2, 'ScopeSpans', 'repeated'),
    schemaUrl: field(3, 'string'),
  },
  Resource: { attributes: field(1, 'KeyValue', 'repeated'), droppedAttributesCount: field(2, 'uint32') },
  ScopeSpans: {
    scope: field(1, 'InstrumentationScope'),
    spans: field(2, 'Span', 'repeated'),
    schemaUrl: field(3, 'string'),
  },
  InstrumentationScope: {
    name: field(1, 'string'),
    version: field(2, 'string'),
    attributes: field(3, 'KeyValue', 'repeated'),
    droppedAttributesCount: field(4, 'uint32'),
  },
  Span: {
    traceId: field(1, 'bytes'),
    spanId: field(2, 'bytes'),
    traceState: field(3, 'string'),
    parentSpanId: field(4, 'bytes'),
    name: field(5, 'string'),
    kind: field(6, 'int32'),
    startTimeUnixNano: field(7, 'fixed64'),
    endTimeUnixNano: field(8, 'fixed64'),
    attributes: field(9, 'KeyValue', 'repeated'),
    droppedAttributesCount: field(10, 'uint32'),
    events: field(11, 'Event', 'repeated'),
    droppedEventsCount: field(12, 'uint32'),
    links: field(13, 'Link', 'repeated'),
    droppedLinksCount: field(14, 'uint32'),
    status: field(15, 'Status'),
    flags: field(16, 'fixed32'),
  },
  Event: {
    timeUnixNano: field(1, 'fixed64'),
    name: field(2, 'string'),
    attributes: field(3, 'KeyValue', 'repeated'),
    droppedAttributesCount: field(4, 'uint32'),
  },
  Link: {
    traceId: field(1, 'bytes'),
    spanId: field(2, 'bytes'),
    traceState: field(3, 'string'),
    attributes: field(4, 'KeyValue', 'repeated'),
    droppedAttributesCount: field(5, 'uint32'),
    flags: field(6, 'fixed32'),
  },
  Status: { message: field(2, 'string'), code: field(3, 'int32') },
  KeyValue: { key: field(1, 'string'), value: field(2, 'AnyValue') },
  AnyValue: {
    stringValue: field(1, 'string'),
    boolValue: field(2, 'bool'),
    intValue: field(3, 'int64'),
    doubleValue: field(4, 'double'),
    arrayValue: field(5, 'ArrayValue'),
  },
  ArrayValue: { values: field(1, 'AnyValue', 'repeated') },
};

/** Of a value that is one of several, an empty one is written, too. */
const ONE_OF = { AnyValue: { value: { oneof: Object.keys(MESSAGES.AnyValue) } } };

const root = Root.fromJSON({
  nested: Object.fromEntries(
    Object.entries(MESSAGES).map(([name, fields]) => [
      name,
      { fields, ...(name === 'AnyValue' && { oneofs: ONE_OF.AnyValue }) },
    ]),
  ),
});

const REQUEST = root.lookupType('ExportTraceServiceRequest');

/** The fields of a request that OTLP does not know, or not so, by their paths. */
export function strangersIn(value: unknown, type: Type = REQUEST, path = ''): string[] {
  return Object.entries(value as object).flatMap(([name, inner]) => {
    const at = path === '' ? name : `${path}.${name}`;
    const known = type.fields[name];
    if (!known) return [at];
    if (known.repeated !== Array.isArray(inner)) return [at];
    const items = known.repeated ? (inner as unknown[]) : [inner];
    known.resolve();
    const of = known.resolvedType;
    if (of) return items.flatMap((item, index) => strangersIn(item, of as Type, `${at}.${index}`));
    return items.every(item => isOfType(item, known.type)) ? [] : [at];
  });
}

/** As protobuf's JSON has them, but for the ids, which OTLP writes in hexadecimal. */
function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'double':
      return typeof value === 'number';
    case 'bytes':
      return (
        typeof value === 'string' && /^(?:[0-9a-f]{16}|[0-9a-f]{32})$/.test(value) && !/^0+$/.test(value)
      );
    case 'fixed64':
    case 'int64':
      return typeof value === 'string' && /^-?\d+$/.test(value);
    default:
      return Number.isInteger(value);
  }
}

/** The request in protobuf's binary form. */
export function asProtobuf(request: object): Uint8Array {
  return REQUEST.encode(REQUEST.fromObject(withBytes(request) as object)).finish();
}

export function fromProtobuf(bytes: Uint8Array): unknown {
  return REQUEST.toObject(REQUEST.decode(bytes), { longs: String, bytes: String });
}

const IDS = new Set(['traceId', 'spanId', 'parentSpanId']);

function withBytes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withBytes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      IDS.has(name) ? Buffer.from(String(inner), 'hex') : withBytes(inner),
    ]),
  );
}
