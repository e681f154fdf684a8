import { describe, expect, test } from 'vitest';
import { isConfiguration } from './failures.ts';
import { AT_HOME, error, explainedAs, IN_IRELAND, type Row } from './testing/explaining.ts';

describe('what goes wrong on the way', () => {
  const h2 = (cause: string) =>
    error('Error', 'The pending stream has been canceled (caused by: )', {
      code: 'ERR_HTTP2_STREAM_CANCEL',
      cause: new Error(cause),
    });
  const rows: Row[] = [
    [
      h2('getaddrinfo ENOTFOUND bedrock-runtime.eu-west-1.amazonaws.com'),
      IN_IRELAND,
      'The address of Bedrock in eu-west-1 could not be looked up.',
      /network/,
    ],
    [
      h2('connect ECONNREFUSED 127.0.0.1:9000'),
      AT_HOME,
      'http://127.0.0.1:9000 refused the connection.',
      /--endpoint/,
    ],
    [
      h2('connect ECONNREFUSED 52.1.1.1:443'),
      IN_IRELAND,
      'Bedrock in eu-west-1 refused the connection.',
      /proxy/,
    ],
    [
      error('TimeoutError', 'Unexpected error: http2 request did not get a response'),
      IN_IRELAND,
      'The connection to Bedrock in eu-west-1 broke.',
      /network/,
    ],
    [
      error('TimeoutError', 'socket hang up', { code: 'ECONNRESET' }),
      IN_IRELAND,
      'The connection to Bedrock in eu-west-1 broke.',
      /network/,
    ],
    [
      error('Error', 'aborted', { code: 'ECONNRESET' }),
      IN_IRELAND,
      'The connection to Bedrock in eu-west-1 broke.',
      /network/,
    ],
    [
      error('Error', 'Stream closed with error code NGHTTP2_INTERNAL_ERROR', {
        code: 'ERR_HTTP2_STREAM_ERROR',
      }),
      IN_IRELAND,
      'The connection to Bedrock in eu-west-1 broke.',
      /network/,
    ],
    [
      error('Error', 'Truncated event message received.'),
      IN_IRELAND,
      'The answer from Bedrock in eu-west-1 was damaged on its way.',
      /try again/i,
    ],
    [
      error('Error', 'The message checksum (1) did not match the calculated CRC32 (2)'),
      IN_IRELAND,
      'The answer from Bedrock in eu-west-1 was damaged on its way.',
      /try again/i,
    ],
    [
      error(
        'SyntaxError',
        "Unexpected token '<'\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.",
        { $metadata: { httpStatusCode: 502 } },
      ),
      IN_IRELAND,
      "Bedrock in eu-west-1 answered with something that is not Bedrock's protocol (HTTP 502).",
      /proxy/,
    ],
  ];

  test.each(rows)('may pass: %s', (...row) => {
    const explained = explainedAs(...row);
    expect(explained.retryable).toBe(true);
    expect(isConfiguration(explained)).toBe(false);
  });

  test('a certificate that is not trusted does not pass by itself', () => {
    const explained = explainedAs(
      h2('self-signed certificate in certificate chain'),
      IN_IRELAND,
      'No secure connection to Bedrock in eu-west-1 could be made.',
      /NODE_EXTRA_CA_CERTS/,
    );
    expect(explained.retryable).toBe(false);
  });
});
