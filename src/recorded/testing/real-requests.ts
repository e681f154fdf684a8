/**
 * Requests that other projects sent to Bedrock and that it answered, with the answers of Converse: read from
 * beside the repository and never copied into it. Empty where they are not there.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const DATA = resolve(import.meta.dirname, '../../../../shared/data');
export const REAL_REQUESTS_ARE_THERE = existsSync(join(DATA, 'pydantic_pydantic-ai'));

export interface RealRequest {
  /** The file, and which of its exchanges. */
  readonly name: string;
  readonly path: string;
  readonly body: string;
  /** The document of Converse; absent for a stream. */
  readonly answer?: Record<string, unknown>;
}

/** Cassettes of pydantic-ai (MIT). Bodies are texts, or objects that were parsed when they were recorded. */
const Cassette = z.looseObject({
  interactions: z.array(
    z.looseObject({
      request: z.looseObject({
        uri: z.string(),
        body: z.unknown().optional(),
        parsed_body: z.unknown().optional(),
      }),
      response: z.looseObject({
        parsed_body: z.unknown().optional(),
        status: z.looseObject({ code: z.number() }),
      }),
    }),
  ),
});

/** Recordings of openinference (Apache-2.0), made with the AWS SDK for JavaScript. */
const Nock = z.array(
  z.looseObject({
    path: z.string(),
    body: z.unknown().optional(),
    status: z.number(),
    response: z.unknown().optional(),
  }),
);

export function realRequests(): RealRequest[] {
  const cassettes = filesOf('pydantic_pydantic-ai/tests/models/**/*.yaml').flatMap(file =>
    Cassette.parse(parse(readFileSync(file, 'utf8'))).interactions.map(({ request, response }) => ({
      file,
      path: request.uri,
      body: request.parsed_body ?? request.body,
      status: response.status.code,
      answer: response.parsed_body,
    })),
  );
  const nocks = filesOf('Arize-ai_openinference/**/recordings/*.json').flatMap(file =>
    Nock.parse(JSON.parse(readFileSync(file, 'utf8'))).map(({ response, ...one }) => ({
      file,
      ...one,
      answer: response,
    })),
  );
  return [...cassettes, ...nocks].flatMap(({ file, path, body, status, answer }, index) => {
    const wirePath = path.replace(/^https?:\/\/[^/]+/, '');
    if (status !== 200 || !/\/converse(-stream)?$/.test(wirePath) || body === undefined) return [];
    const isObject = typeof answer === 'object' && answer !== null && 'output' in answer;
    return [
      {
        name: `${basename(file)} #${index}`,
        path: wirePath,
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...(isObject && { answer: answer as Record<string, unknown> }),
      },
    ];
  });
}

function filesOf(pattern: string): string[] {
  return globSync(pattern, { cwd: DATA })
    .sort()
    .map(file => join(DATA, file));
}
