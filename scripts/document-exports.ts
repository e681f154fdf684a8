/** The page about exports and the JSON Schema of rounds, from what the program itself uses. */
import { z } from 'zod';
import { FORMATS } from '../src/export/exporters.ts';
import { SECRET_KINDS } from '../src/export/redact/kinds.ts';
import { LONGEST_SEARCH_MS } from '../src/export/redact/own-patterns.ts';
import { CSV_COLUMNS } from '../src/export/rounds/csv.ts';
import { RunRounds } from '../src/export/rounds/schema.ts';
import { fieldRows, type JsonSchema } from './document-events.ts';

/** Of the whole file: a list with one entry a run. */
export function roundsSchema(): JsonSchema {
  return z.toJSONSchema(z.array(RunRounds), { unrepresentable: 'any' }) as JsonSchema;
}

export function exportsPage(): string {
  const run = roundsSchema().items ?? {};
  const kinds = new Map(SECRET_KINDS.map(({ kind, many }) => [kind, many]));
  return `# Exports

\`reflectoscope export FILE... --to FORMAT\` writes saved runs as something else; in the app it is \`O\`. This page is made from the program by \`npm run docs\`.

| format | ending | what it is |
| --- | --- | --- |
${FORMATS.map(({ id, extension, name }) => `| \`${id}\` | \`${extension}\` | ${name} |`).join('\n')}

## What is left out

Before anything is written, these are replaced, as in \`[redacted: e-mail]\`; a second different one of a kind has a number, so that a change is still seen:

| in the text | what |
| --- | --- |
${[...kinds].map(([kind, many]) => `| \`[redacted: ${kind}]\` | ${many} |`).join('\n')}
| \`[redacted: private]\` | what matches patterns of your own (\`--redact\`, \`--redact-file\`) |

- Whole texts are searched, also where a secret came in several pieces. Types, ids, numbers and the ids of models stay as they are, or the events would be none; a model that is named by an ARN keeps the account in it, and that is said.
- A pattern of your own is a JavaScript regular expression; \`/anna/i\` has the flags \`i\`, \`m\` or \`s\`. One that takes more than ${LONGEST_SEARCH_MS / 1000} seconds on one text ends the export, and nothing is written.
- Thinking that was changed loses its signature. Thinking that the service encrypted cannot be searched: \`--no-thinking\` leaves out all thinking, also where it was sent back.
- What you noted on rounds goes along, as what a speaker wants to say: \`--no-notes\` leaves it out.
- A bare number of sixteen digits may be the answer to a question, so card numbers are found only in groups, as they stand on a card.
- A list of patterns finds what is written like a secret, and no other secret. Look at what you share.

## Rounds as JSON

A list with one entry a run; \`null\` is what nobody knows. [rounds.schema.json](rounds.schema.json) is the schema. \`schema\` counts up when a field changes its meaning or goes away; new ones may come at any time.

| field | type | |
| --- | --- | --- |
${Object.entries(run.properties ?? {})
  .flatMap(([name, field]) => fieldRows(name, withoutNull(field), true))
  .join('\n')}

## Rounds as CSV

One row a round and lane, as RFC 4180 has it: UTF-8, commas, CRLF, quotes written twice; an empty cell is what nobody knows. A cell that a spreadsheet would take for a formula (it begins with \`=\`, \`+\`, \`-\`, \`@\`, a tab or a carriage return, and is no number) has an apostrophe before it. The columns:

${CSV_COLUMNS.map(name => `\`${name}\``).join(', ')}

## Spans

One \`ExportTraceServiceRequest\` of OTLP in JSON, on one line; \`--otlp URL\` sends the same to a collector, a request for each run, with the headers of \`--otlp-header\` and of \`OTEL_EXPORTER_OTLP_HEADERS\`. The path \`/v1/traces\` is added where the address has none.

| span | kind | |
| --- | --- | --- |
| \`invoke_workflow STRATEGY\` | INTERNAL | the run |
| \`round N\` | INTERNAL | a round, in the run |
| \`chat MODEL\` | CLIENT | a call, in its round |
| \`check SOURCE\` | INTERNAL | feedback on an answer, in its round |

- Every span carries the names of OpenTelemetry (\`gen_ai.*\`) and of OpenInference (\`llm.*\`, \`openinference.span.kind\`), and our own (\`reflection.*\`). \`gen_ai.usage.input_tokens\` counts what was cached, too. What nobody knows is not there.
- A mark is an event \`gen_ai.evaluation.result\` on its call, with the label \`correct\` or \`incorrect\`; a verdict of feedback is one with \`pass\`, \`fail\` or \`unknown\`. An attempt that was made again is an event \`reflection.retry\`.
- A round with badges has their kinds in \`reflection.badges\`, of all its lanes.
- Messages are in it. \`--no-content\`, or \`OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=false\`, leaves them out.
- Ids are made from the run, so that exporting it twice gives the same spans. A call that a branch shares with the run it came from has a link to it there, and no tokens and no cost of its own.
- Of an imported run whose source has no times, every span says \`reflection.times\`: \`order only\`.
`;
}

/** A row for an object that may be null, and rows for the fields inside it. */
function withoutNull(schema: JsonSchema): JsonSchema {
  const object = schema.anyOf?.find(part => part.properties);
  return object
    ? { ...object, type: 'object or null', ...(schema.description && { description: schema.description }) }
    : schema;
}
