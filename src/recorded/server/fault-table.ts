/**
 * The faults of a service and of a network, by name: each was seen to happen with the real client. An
 * HTTP error has the words that Bedrock has for it, as its callers quote them.
 */

/**
 * When it happens: before any headers; in the middle of the answer; between `messageStop` and `metadata`,
 * where the answer is whole and nobody knows what it cost.
 */
export const STAGES = ['before', 'middle', 'stop'] as const;
export type Stage = (typeof STAGES)[number];

/** An error that the service tells. */
export interface ServiceError {
  readonly status: number;
  /** As in the header `x-amzn-errortype`. */
  readonly type: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The member of the stream that tells it there; absent where only an HTTP status does. */
  readonly member?: string;
}

export type Transport = 'reset' | 'close' | 'stall' | 'rst-stream' | 'goaway';
export type Damage =
  | 'truncated-frame'
  | 'truncated-prelude'
  | 'bad-checksum'
  | 'unknown-event'
  | 'unknown-member'
  | 'unknown-exception'
  | 'unmodelled-error'
  | 'no-message-stop'
  | 'no-metadata'
  | 'no-usage'
  | 'empty-answer'
  | 'huge-delta'
  | 'slow-bytes'
  | 'split-text';

export type Effect =
  | { readonly kind: 'error'; readonly error: ServiceError }
  | { readonly kind: 'page'; readonly status: number; readonly type: string; readonly body: string }
  | { readonly kind: 'transport'; readonly how: Transport }
  | { readonly kind: 'damage'; readonly how: Damage };

export interface Fault {
  readonly name: string;
  /** What happens, in a few words. */
  readonly about: string;
  /** The first is meant where none is named. */
  readonly stages: readonly [Stage, ...Stage[]];
  /** Converse has no events: there it does not happen. */
  readonly isOfStreams: boolean;
  /** Over HTTP/1.1 the connection is closed instead. */
  readonly isOfHttp2: boolean;
  readonly effect: Effect;
}

const PROXY_PAGE =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in to the network.</body></html>';

const ANYWHERE: Fault['stages'] = ['middle', 'before', 'stop'];
const TOLD_ANYWHERE: Fault['stages'] = ['before', 'middle', 'stop'];

/** All of them, those of the service first. */
export const FAULTS: readonly Fault[] = [
  told(
    'throttling',
    'too many requests',
    429,
    'ThrottlingException',
    'Too many requests, please wait before trying again.',
    { member: 'throttlingException' },
  ),
  told(
    'throttling-tokens',
    'too many tokens',
    429,
    'ThrottlingException',
    'Too many tokens, please wait before trying again.',
    { member: 'throttlingException' },
  ),
  told(
    'throttling-retry-after',
    'with a Retry-After of 1',
    429,
    'ThrottlingException',
    'Too many requests, please wait before trying again.',
    { headers: { 'retry-after': '1' } },
  ),
  told(
    'internal-error',
    'the service has a fault',
    500,
    'InternalServerException',
    'The system encountered an unexpected error during processing. Try your request again.',
    { member: 'internalServerException' },
  ),
  told(
    'service-unavailable',
    'no service',
    503,
    'ServiceUnavailableException',
    'Bedrock is unable to process your request.',
    { member: 'serviceUnavailableException' },
  ),
  told(
    'model-not-ready',
    'the model is being loaded',
    429,
    'ModelNotReadyException',
    'The model is not ready for inference. Wait and try your request again.',
  ),
  told(
    'model-timeout',
    'the model took too long',
    408,
    'ModelTimeoutException',
    'Model has timed out in processing the request. Try your request again.',
  ),
  told(
    'model-error',
    'the model failed',
    424,
    'ModelErrorException',
    'The system encountered an unexpected error during processing. Try your request again.',
  ),
  {
    ...told(
      'model-stream-error',
      'it fails in between',
      424,
      'ModelStreamErrorException',
      'The system encountered an unexpected error during processing. Try your request again.',
      { member: 'modelStreamErrorException' },
    ),
    stages: ['middle', 'stop'],
  },
  told(
    'service-quota',
    'a quota is used up',
    400,
    'ServiceQuotaExceededException',
    'Your request exceeds the service quota for your account.',
  ),
  told(
    'access-denied',
    'no access to the model',
    403,
    'AccessDeniedException',
    "You don't have access to the model with the specified model ID.",
  ),
  told(
    'cache-refused',
    'no cache points there',
    403,
    'AccessDeniedException',
    'You invoked an unsupported model or your request did not allow prompt caching.',
  ),
  told(
    'not-found',
    'there is no such model',
    404,
    'ResourceNotFoundException',
    'The model you requested could not be found.',
  ),
  told(
    'end-of-life',
    'the model was retired',
    404,
    'ResourceNotFoundException',
    'This model version has reached the end of its life.',
  ),
  told(
    'validation',
    'the request is refused',
    400,
    'ValidationException',
    'The provided model identifier is invalid.',
    { member: 'validationException' },
  ),
  told(
    'on-demand-refused',
    'a profile is needed',
    400,
    'ValidationException',
    'Invocation of the model with on-demand throughput isn\u2019t supported. Retry your request with the ID or ARN of an inference profile that contains this model.',
  ),
  told(
    'thinking-refused',
    'it thinks in another way',
    400,
    'ValidationException',
    '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
  ),
  told(
    'too-long',
    'the prompt is too long',
    400,
    'ValidationException',
    'Input is too long for requested model.',
  ),
  told(
    'expired-credentials',
    'the keys have expired',
    403,
    'ExpiredTokenException',
    'The security token included in the request is expired',
  ),
  told(
    'unknown-credentials',
    'unknown keys',
    403,
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  ),
  told(
    'invalid-signature',
    'the secret is wrong',
    403,
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
  ),
  page('proxy-page', 'a proxy answers with HTML and 502', 502, 'text/html', PROXY_PAGE),
  page('login-page', 'a network asks to sign in, with HTML and 200', 200, 'text/html', PROXY_PAGE),
  page('empty-500', 'a 500 without a word', 500, '', ''),
  transport('reset', 'the connection is reset'),
  transport('close', 'the connection is closed'),
  transport('stall', 'nothing more comes, and the connection stays open'),
  { ...transport('rst-stream', 'the stream is reset (RST_STREAM)'), isOfHttp2: true },
  { ...transport('goaway', 'the connection is given up (GOAWAY)'), isOfHttp2: true },
  { ...damage('truncated-frame', 'it ends in the middle of a frame'), isOfStreams: false },
  damage('truncated-prelude', 'it ends in the first bytes of a frame'),
  damage('bad-checksum', 'a frame has a wrong checksum'),
  damage('unknown-event', 'an event that no client knows, and the rest of it'),
  damage('unknown-member', 'a piece that no client knows, and the rest of it'),
  damage('unknown-exception', 'an exception that no client knows'),
  damage('unmodelled-error', 'an error that is no exception (:error-code)'),
  damage('no-message-stop', 'it ends without messageStop'),
  damage('no-metadata', 'it ends without metadata'),
  { ...damage('no-usage', 'the tokens are not told'), isOfStreams: false },
  { ...damage('empty-answer', 'it is whole, and says nothing'), isOfStreams: false },
  damage('huge-delta', 'a piece of one megabyte in the middle of it'),
  { ...damage('slow-bytes', 'it comes byte by byte'), isOfStreams: false },
  { ...damage('split-text', 'it is cut in the middle of characters'), isOfStreams: false },
];

export function faultNamed(name: string): Fault | undefined {
  return FAULTS.find(fault => fault.name === name);
}

function told(
  name: string,
  about: string,
  status: number,
  type: string,
  message: string,
  more: Pick<ServiceError, 'headers' | 'member'> = {},
): Fault {
  return {
    name,
    about: `${about} (${status} ${type})`,
    stages: more.member ? TOLD_ANYWHERE : ['before'],
    isOfStreams: false,
    isOfHttp2: false,
    effect: { kind: 'error', error: { status, type, message, ...more } },
  };
}

function page(name: string, about: string, status: number, type: string, body: string): Fault {
  return {
    name,
    about,
    stages: ['before'],
    isOfStreams: false,
    isOfHttp2: false,
    effect: { kind: 'page', status, type, body },
  };
}

function transport(how: Transport, about: string): Fault {
  return {
    name: how,
    about,
    stages: ANYWHERE,
    isOfStreams: false,
    isOfHttp2: false,
    effect: { kind: 'transport', how },
  };
}

function damage(how: Damage, about: string): Fault {
  return {
    name: how,
    about,
    stages: ['middle'],
    isOfStreams: true,
    isOfHttp2: false,
    effect: { kind: 'damage', how },
  };
}
