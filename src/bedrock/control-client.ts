/** The SDK's client of Bedrock's control plane, which lists what can be called. Loaded on demand: it is large. */
import { BedrockClient } from '@aws-sdk/client-bedrock';
import type { Milliseconds } from '../run/price.ts';

export interface ControlTarget {
  readonly region: string;
  readonly profile?: string | undefined;
  /** Nobody looks for credentials; the request is signed with made-up ones. */
  readonly anonymous?: boolean;
  /** Of the control plane; the SDK's own way to find it when absent. */
  readonly endpoint?: string | undefined;
}

const SILENT = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** A request, and the connection for it, may take `timeoutMs` each. */
export function controlClient(
  { region, profile, endpoint, anonymous }: ControlTarget,
  { timeoutMs, maxAttempts }: { readonly timeoutMs: Milliseconds; readonly maxAttempts: number },
): BedrockClient {
  return new BedrockClient({
    region,
    ...(profile && { profile }),
    ...(endpoint && { endpoint }),
    ...(anonymous && { credentials: { accessKeyId: 'anonymous', secretAccessKey: 'anonymous' } }),
    ...(process.env.AWS_BEARER_TOKEN_BEDROCK === '' && { authSchemePreference: ['sigv4'] }),
    requestHandler: {
      requestTimeout: timeoutMs,
      connectionTimeout: timeoutMs,
      throwOnRequestTimeout: true,
    },
    maxAttempts,
    logger: SILENT,
  });
}
