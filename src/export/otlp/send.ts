/** Sends spans to a collector, with OpenTelemetry's own exporter, and says in sentences what came of it. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { DiagLogLevel, diag } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';

/** What a collector did not take; the message says why, in its own words where it had some. */
export class SendError extends Error {
  override readonly name = 'SendError';
}

export interface Sent {
  /** What the collector refused of it, in a sentence. */
  readonly partly?: string;
}

/**
 * `OTEL_EXPORTER_OTLP_HEADERS` and `OTEL_EXPORTER_OTLP_TIMEOUT` (milliseconds; 10,000 without it) hold, too.
 * Throws `SendError`.
 */
export async function sendSpans(
  url: string,
  spans: readonly ReadableSpan[],
  headers: Readonly<Record<string, string>> = {},
): Promise<Sent> {
  const said = overhear(url);
  const exporter = new OTLPTraceExporter({ url, headers: { ...headers } });
  try {
    const error = await new Promise<Error | undefined>(resolve =>
      exporter.export([...spans], result =>
        resolve(result.code === 0 ? undefined : (result.error ?? new Error('no reason was given'))),
      ),
    );
    if (error) throw new SendError(failureWords(url, error, said.status()));
    const partly = partlyWords(said.partialSuccess());
    return partly === undefined ? {} : { partly };
  } finally {
    said.stop();
    await exporter.shutdown();
  }
}

/** A base, as in `http://localhost:4318`, is completed to the path of traces. Throws `SendError` for no URL. */
export function tracesUrl(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    throw new SendError(`${url} is no http or https address of a collector, as http://localhost:4318 is.`);
  }
  if (parsed.pathname === '/') parsed.pathname = '/v1/traces';
  return parsed.href;
}

interface Status {
  readonly code: number;
  readonly words: string;
}

/** The exporter keeps the answer to itself when it would try again, and logs what was taken in part. */
function overhear(url: string) {
  const { host } = new URL(url);
  let status: Status | undefined;
  let partial: string | undefined;
  const onAnswer = (message: unknown) => {
    const { request, response } = message as {
      request: { host?: string; getHeader(name: string): unknown };
      response: IncomingMessage;
    };
    if (request.getHeader('host') !== host) return;
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    status = { code: response.statusCode ?? 0, words: response.statusMessage ?? '' };
    response.on('end', () => {
      status = {
        code: response.statusCode ?? 0,
        words: bodyWords(Buffer.concat(chunks)) || (response.statusMessage ?? ''),
      };
    });
  };
  subscribe('http.client.response.finish', onAnswer);
  const ignore = () => {};
  diag.setLogger(
    {
      verbose: ignore,
      debug: ignore,
      info: ignore,
      error: ignore,
      warn(message, ...rest) {
        if (/partial success/i.test(message)) partial = String(rest[0] ?? '');
      },
    },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  return {
    status: () => status,
    partialSuccess: () => partial,
    stop() {
      unsubscribe('http.client.response.finish', onAnswer);
      diag.disable();
    },
  };
}

/** The message in a body, which may be JSON of a `Status`; one line of it. */
function bodyWords(body: Buffer): string {
  const text = body.toString('utf8').trim();
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    if (typeof message === 'string') return firstLine(message);
  } catch {
    // Then it is said as it is.
  }
  return firstLine(text);
}

/** A page of HTML says nothing to anybody at a terminal. */
function firstLine(text: string): string {
  if (text.startsWith('<')) return '';
  return (text.split('\n')[0] ?? '').slice(0, LONGEST_WORDS);
}

const LONGEST_WORDS = 300;

const NETWORK: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNRESET: 'the connection was closed',
  ETIMEDOUT: 'it did not answer in time',
};

function failureWords(url: string, error: Error, status: Status | undefined): string {
  const { code, data } = error as Error & { code?: unknown; data?: unknown };
  const answered = typeof code === 'number' ? code : status?.code;
  if (answered !== undefined && answered >= 300) {
    const words = (typeof data === 'string' ? bodyWords(Buffer.from(data)) : status?.words) || error.message;
    return `The collector at ${url} did not take the spans: it answered ${answered}${words === '' ? '' : ` (${words})`}.${helpFor(answered)}`;
  }
  const reason = reasons(error)
    .map(one => NETWORK[one])
    .find(words => words !== undefined);
  return `The collector at ${url} could not be reached: ${reason ?? error.message}.`;
}

/** A host with two addresses fails with an error for each. */
function reasons(error: Error): string[] {
  const { code, errors = [] } = error as Error & { code?: unknown; errors?: Error[] };
  const own = typeof code === 'string' ? [code] : [];
  return [...own, ...errors.flatMap(reasons), ...(/timed out/i.test(error.message) ? ['ETIMEDOUT'] : [])];
}

function helpFor(status: number): string {
  if (status === 401 || status === 403) return ' Give what it asks for with --otlp-header NAME=VALUE.';
  if (status === 404) return ' Is the path right? It is /v1/traces for most.';
  return status === 413 ? ' Send fewer runs at once.' : '';
}

function partlyWords(partial: string | undefined): string | undefined {
  if (partial === undefined) return undefined;
  try {
    const { rejectedSpans = 0, errorMessage = '' } = JSON.parse(partial) as {
      rejectedSpans?: number | string;
      errorMessage?: string;
    };
    const why = errorMessage === '' ? '' : `: ${firstLine(errorMessage)}`;
    return Number(rejectedSpans) > 0
      ? `The collector refused ${rejectedSpans} of the spans${why}.`
      : `The collector took the spans and says${why || ' that something was not right'}.`;
  } catch {
    return `The collector took only a part: ${firstLine(partial)}.`;
  }
}
