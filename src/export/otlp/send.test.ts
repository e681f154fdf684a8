import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { recordedInput } from '../testing/exported.ts';
import { strangersIn } from '../testing/otlp-messages.ts';
import { SendError, sendSpans, tracesUrl } from './send.ts';
import { spansOf } from './spans.ts';

interface Answer {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A collector that answers like this; what it got is kept. */
async function collector({ status = 200, body = '{}', headers = {} }: Answer = {}) {
  const got: { request: IncomingMessage; body: string }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', chunk => {
      text += chunk;
    });
    request.on('end', () => {
      got.push({ request, body: text });
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces` };
}

const spans = async () => spansOf(await recordedInput('bat-and-ball.sonnet-4-6'));

const problem = async (url: string) =>
  sendSpans(url, await spans()).then(
    () => 'it was taken',
    (error: unknown) => (error instanceof SendError ? error.message : error),
  );

// What may be tried again is, until this is over.
beforeEach(() => {
  vi.stubEnv('OTEL_EXPORTER_OTLP_TIMEOUT', '400');
  onTestFinished(() => void vi.unstubAllEnvs());
});

describe('a collector that listens', () => {
  test('gets the spans as OTLP knows them, with the headers', async () => {
    vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', 'x-tenant=one');
    const { got, url } = await collector();
    expect(await sendSpans(url, await spans(), { authorization: 'Bearer abc' })).toEqual({});
    expect(got).toHaveLength(1);
    expect(got[0]?.request.headers).toMatchObject({
      'content-type': 'application/json',
      authorization: 'Bearer abc',
      'x-tenant': 'one',
    });
    const { resourceSpans } = JSON.parse(got[0]?.body ?? '');
    expect(resourceSpans[0].scopeSpans[0].spans).toHaveLength((await spans()).length);
    // The official exporter writes whole numbers as numbers, which protobuf's JSON allows, too.
    const strangers = strangersIn({ resourceSpans });
    expect(strangers.filter(path => !path.endsWith('.intValue'))).toEqual([]);
  });

  test('and refuses is quoted', async () => {
    const { url } = await collector({ status: 400, body: '{"code":3,"message":"no such tenant"}' });
    expect(await problem(url)).toBe(
      `The collector at ${url} did not take the spans: it answered 400 (no such tenant).`,
    );
  });

  test('and wants a key is answered with what would help', async () => {
    const { url } = await collector({ status: 401, body: 'missing key\nsecond line' });
    expect(await problem(url)).toBe(
      `The collector at ${url} did not take the spans: it answered 401 (missing key). Give what it asks for with --otlp-header NAME=VALUE.`,
    );
  });

  test('and is overloaded is asked again, and quoted in the end', async () => {
    const { url } = await collector({
      status: 503,
      body: 'come back later',
      headers: { 'Retry-After': '60' },
    });
    expect(await problem(url)).toBe(
      `The collector at ${url} did not take the spans: it answered 503 (come back later).`,
    );
  });

  test('and answers with a page has only its status quoted', async () => {
    const { url } = await collector({ status: 404, body: '<!doctype html><title>x</title>' });
    expect(await problem(url)).toMatch(/it answered 404 \(Not Found\)\. Is the path right\?/);
  });

  test('and takes a part says which', async () => {
    const partialSuccess = { rejectedSpans: '2', errorMessage: 'too old' };
    const { url } = await collector({ body: JSON.stringify({ partialSuccess }) });
    expect(await sendSpans(url, await spans())).toEqual({
      partly: 'The collector refused 2 of the spans: too old.',
    });
  });
});

test('where nothing listens, that is said', async () => {
  const { url } = await collector();
  const nobody = url.replace(/:\d+/, ':1');
  expect(await problem(nobody)).toBe(
    `The collector at ${nobody} could not be reached: nothing listens there (connection refused).`,
  );
});

test.each([
  ['http://localhost:4318', 'http://localhost:4318/v1/traces'],
  ['http://localhost:4318/', 'http://localhost:4318/v1/traces'],
  ['https://example.org/api/otel/v1/traces', 'https://example.org/api/otel/v1/traces'],
])('the address %s is %s', (given, used) => {
  expect(tracesUrl(given)).toBe(used);
});

test.each(['localhost:4318', 'nonsense', 'ftp://example.org'])('%s is no address of a collector', given => {
  expect(() => tracesUrl(given)).toThrow(SendError);
});
