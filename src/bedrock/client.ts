/** The SDK's client, set up so that it neither retries, nor waits, nor prints on its own. */
import { BedrockRuntimeClient, type BedrockRuntimeClientConfig } from '@aws-sdk/client-bedrock-runtime';
import type { Milliseconds } from '../run/price.ts';

export interface ClientOptions {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  /** A Bedrock elsewhere, as a URL. */
  readonly endpoint?: string | undefined;
  /** With this set, nothing goes over a socket: the handler answers. */
  readonly requestHandler?: NonNullable<BedrockRuntimeClientConfig['requestHandler']>;
  /** Nobody looks for credentials; the request is signed with made-up ones. */
  readonly anonymous?: boolean;
  readonly idleTimeoutMs?: Milliseconds;
}

const ANONYMOUS = { accessKeyId: 'anonymous', secretAccessKey: 'anonymous' };
const SIGNED = { authSchemePreference: ['sigv4'] };
// What the SDK has to say would be written across the screen.
const SILENT = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

export function createClient(options: ClientOptions): BedrockRuntimeClient {
  const region = options.region ?? (options.anonymous ? 'us-east-1' : undefined);
  return new BedrockRuntimeClient({
    ...(region && { region }),
    ...(options.profile && { profile: options.profile }),
    ...(options.endpoint && { endpoint: options.endpoint }),
    ...(options.anonymous && { credentials: ANONYMOUS }),
    // The SDK takes a variable that is set to nothing for a token.
    ...(process.env.AWS_BEARER_TOKEN_BEDROCK === '' && SIGNED),
    ...(options.requestHandler ? CUT_OFF : {}),
    requestHandler: options.requestHandler ?? { sessionTimeout: sessionTimeout(options) },
    // The engine owns retries: a silent one would hide what the user came to see.
    maxAttempts: 1,
    logger: SILENT,
    ...FRESH,
  });
}

/** Looks for credentials anew: those that a client has once found it keeps, also after they have expired. */
export async function renewCredentials(client: BedrockRuntimeClient): Promise<void> {
  await client.config.credentials({ forceRefresh: true });
}

/** The files of AWS are read again whenever they are asked: whoever refreshed theirs need not start again. */
const FRESH: object = { ignoreCache: true };

/**
 * All that the SDK would otherwise look up in the environment and in AWS files: where nothing goes
 * to AWS, a mistake in them is of no matter.
 */
const CUT_OFF = {
  ...SIGNED,
  credentials: ANONYMOUS,
  region: 'us-east-1',
  endpoint: 'https://recordings.invalid',
  defaultsMode: 'standard',
  retryMode: 'standard',
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
} satisfies BedrockRuntimeClientConfig;

/** The session timeout of the transport ends a stalled stream without a word: ours must be first. */
function sessionTimeout({ idleTimeoutMs = 0 }: ClientOptions): Milliseconds {
  // The longest that Node's timers can wait; for more it warns on the terminal and does not wait.
  return Math.min(idleTimeoutMs + 300_000, 2 ** 31 - 1);
}
