/** The page about events and their JSON Schema, from the schema that the program itself uses. */
import { z } from 'zod';
import { RunEvent } from '../src/run/events.ts';

export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** The schema of one line of a transcript. */
export function transcriptSchema(): JsonSchema {
  return z.toJSONSchema(RunEvent, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
}

export function eventsPage(): string {
  const events = transcriptSchema().oneOf ?? transcriptSchema().anyOf ?? [];
  return [
    '# Events',
    '',
    'A transcript is a text file with one JSON object a line. Each is an event of the run, in order; the run is what they add up to. This page is made from the schema by `npm run docs`.',
    '',
    'Every event has `type`, `seq` (0, 1, 2, ... without a gap) and `at` (milliseconds since the run began). Readers keep fields and events that they do not know, refuse a newer `schema`, and take a cut-off last line for the end of the file.',
    '',
    ...events.flatMap(eventSection),
  ].join('\n');
}

const COMMON = new Set(['seq', 'at', 'type']);

function eventSection(event: JsonSchema): string[] {
  const name = String(event.properties?.type?.const);
  const fields = Object.entries(event.properties ?? {}).filter(([field]) => !COMMON.has(field));
  return [
    `## ${name}`,
    '',
    ...(event.description ? [event.description, ''] : []),
    ...(fields.length > 0 ? ['| field | type | |', '| --- | --- | --- |'] : []),
    ...fields.flatMap(([field, schema]) =>
      fieldRows(field, schema, event.required?.includes(field) ?? false),
    ),
    '',
  ];
}

/** A row for the field, and rows for the fields inside it. */
export function fieldRows(name: string, schema: JsonSchema, required: boolean): string[] {
  const inner = schema.properties ? schema : schema.items?.properties ? schema.items : undefined;
  const path = schema.items?.properties ? `${name}[]` : name;
  const notes = [required ? '' : 'optional', schema.description ?? ''].filter(Boolean).join('; ');
  return [
    `| \`${name}\` | ${typeOf(schema)} | ${notes} |`,
    ...Object.entries(inner?.properties ?? {}).flatMap(([field, part]) =>
      fieldRows(`${path}.${field}`, part, inner?.required?.includes(field) ?? false),
    ),
  ];
}

function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map(value => `\`${JSON.stringify(value)}\``).join(', ');
  const parts = schema.anyOf ?? schema.oneOf;
  if (parts) return [...new Set(parts.map(typeOf))].join(' or ');
  if (schema.type === 'array') return `list of ${schema.items ? typeOf(schema.items) : 'anything'}`;
  return [schema.type ?? 'anything'].flat().join(' or ');
}
