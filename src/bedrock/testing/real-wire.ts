/**
 * Answers that Bedrock itself gave, as bytes: recordings of other projects, read from beside the
 * repository and never copied into it. Empty where they are not there.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { EventStreamCodec } from '@smithy/core/event-streams';
import { parse } from 'yaml';
import { z } from 'zod';

const DATA = resolve(import.meta.dirname, '../../../../shared/data');
export const REAL_DATA_IS_THERE = existsSync(join(DATA, 'pydantic_pydantic-ai'));

export interface RealStream {
  /** The file, and which of its exchanges. */
  readonly name: string;
  readonly model: string;
  readonly bytes: Uint8Array;
}

/** Cassettes of pydantic-ai (MIT): YAML with binary bodies. */
const Cassette = z.looseObject({
  interactions: z.array(
    z.looseObject({
      request: z.looseObject({ uri: z.string() }),
      response: z.looseObject({ body: z.looseObject({ string: z.unknown() }).optional() }),
    }),
  ),
});

/** Recordings of openinference (Apache-2.0), made with the AWS SDK for JavaScript: JSON with hexadecimal bodies. */
const Nock = z.array(
  z.looseObject({ path: z.string(), response: z.unknown(), responseIsBinary: z.boolean() }),
);

export function realStreams(): RealStream[] {
  const cassettes = filesOf('pydantic_pydantic-ai/tests/models/**/*.yaml').flatMap(file =>
    Cassette.parse(parse(readFileSync(file, 'utf8'))).interactions.map(({ request, response }) => ({
      file,
      path: new URL(request.uri).pathname,
      bytes: response.body?.string,
    })),
  );
  const nocks = filesOf('Arize-ai_openinference/**/recordings/*.json').flatMap(file =>
    Nock.parse(JSON.parse(readFileSync(file, 'utf8'))).map(({ path, response, responseIsBinary }) => ({
      file,
      path,
      bytes: responseIsBinary && typeof response === 'string' ? Buffer.from(response, 'hex') : undefined,
    })),
  );
  return [...cassettes, ...nocks].flatMap(({ file, path, bytes }, index) => {
    const model = /^\/model\/([^/]+)\/converse-stream$/.exec(path)?.[1];
    if (model === undefined || !(bytes instanceof Uint8Array)) return [];
    return [{ name: `${basename(file)} #${index}`, model: decodeURIComponent(model), bytes }];
  });
}

function filesOf(pattern: string): string[] {
  return globSync(pattern, { cwd: DATA })
    .sort()
    .map(file => join(DATA, file));
}

const codec = new EventStreamCodec(
  bytes => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  text => Buffer.from(text, 'utf8'),
);

/** What is looked at in the events of a stream, whatever their type. */
export interface RealEvent {
  readonly type: string;
  readonly delta?: {
    readonly text?: string;
    readonly reasoningContent?: { text?: string; signature?: string; redactedContent?: string };
  };
  readonly stopReason?: string;
  readonly usage?: { inputTokens: number; outputTokens: number; totalTokens: number };
  readonly metrics?: { latencyMs: number };
}

/** The events of a stream, read without our own code and without the client. */
export function eventsIn(bytes: Uint8Array): RealEvent[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const events: RealEvent[] = [];
  for (let at = 0; at < bytes.length; at += view.getUint32(at)) {
    const { headers, body } = codec.decode(bytes.subarray(at, at + view.getUint32(at)));
    const type = String(headers[':event-type']?.value);
    events.push({ ...JSON.parse(Buffer.from(body).toString('utf8')), type });
  }
  return events;
}
