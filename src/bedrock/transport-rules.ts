/** Failures on the way to Bedrock and back: addresses, connections, proxies, damaged frames. */
import { type CallContext, type FailureRule, named, says, whoWasAsked } from './failure-rule.ts';

/** The first rule that fits speaks. */
export const transportRules: readonly FailureRule[] = [
  {
    when: says(/ENOTFOUND|EAI_AGAIN/),
    say: context => ({
      message: `The address of ${whoWasAsked(context)} could not be looked up.`,
      remedy: 'Check the network, the region and --endpoint.',
      retryable: true,
    }),
  },
  {
    when: says(/ECONNREFUSED/),
    say: context => ({
      message: `${whoWasAsked(context)} refused the connection.`,
      remedy: context.endpoint
        ? 'Check that something listens at that address, or leave --endpoint out.'
        : 'Check the network and its proxy.',
      retryable: true,
    }),
  },
  {
    when: says(/certificate|CERT_|ERR_TLS|ERR_SSL|wrong version number/i),
    say: context => ({
      message: `No secure connection to ${whoWasAsked(context)} could be made.`,
      remedy:
        'If a proxy stands between, give its certificate in NODE_EXTRA_CA_CERTS; check whether --endpoint is http or https.',
    }),
  },
  {
    // What the SDK meets when a server, or a proxy, speaks HTTP/1.1 only.
    when: says(/Protocol error|NGHTTP2_PROTOCOL_ERROR|NGHTTP2_HTTP_1_1_REQUIRED/),
    say: context => ({
      message: `${whoWasAsked(context)} does not answer in HTTP/2, as Bedrock does.`,
      remedy: hintAtProxy(context),
    }),
  },
  {
    when: failure =>
      failure.name === 'TimeoutError' ||
      /ECONNRESET|EPIPE|socket hang up|ETIMEDOUT|ERR_HTTP2|NGHTTP2|EHOSTUNREACH|ENETUNREACH|abnormally aborted|did not get a response/.test(
        failure.text,
      ),
    say: context => ({
      message: `The connection to ${whoWasAsked(context)} broke.`,
      remedy: 'Check the network, then try again.',
      retryable: true,
    }),
  },
  {
    when: ({ name, text }) =>
      named('SyntaxError', 'Unknown', 'UnknownError')({ name, text }) ||
      text.includes('Deserialization error'),
    say: (context, { status }) => ({
      message: `${whoWasAsked(context)} answered with something that is not Bedrock's protocol${status ? ` (HTTP ${status})` : ''}.`,
      remedy: hintAtProxy(context),
      retryable: status !== undefined && status >= 500,
    }),
  },
  {
    when: says(/Truncated event message|message checksum|prelude checksum|reported message length/),
    say: context => ({
      message: `The answer from ${whoWasAsked(context)} was damaged on its way.`,
      remedy: 'Try again; if it happens again, look at what stands between (a proxy?).',
      retryable: true,
    }),
  },
];

function hintAtProxy({ endpoint }: CallContext): string {
  return endpoint
    ? 'Check --endpoint, and whether a proxy stands between.'
    : 'A proxy, or the login page of a network, may stand between.';
}
