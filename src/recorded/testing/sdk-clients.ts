/** The plain client of the AWS SDK over either protocol, as anybody's program makes it. For tests only. */
import { createRequire } from 'node:module';
import { BedrockRuntimeClient, type BedrockRuntimeClientConfig } from '@aws-sdk/client-bedrock-runtime';
import { onTestFinished } from 'vitest';
import type { Milliseconds } from '../../run/price.ts';

export const PROTOCOLS = ['h2', 'http/1.1'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** The SDK's own, of the version that it brings. */
const { NodeHttpHandler } = createRequire(
  createRequire(import.meta.url).resolve('@aws-sdk/client-bedrock-runtime'),
)('@smithy/node-http-handler');

/** Destroyed after the test. Silence is borne for `idleMs`; `attempts` is the SDK's own default, 3. */
export function plainClient(
  endpoint: string,
  protocol: Protocol,
  { idleMs = 500, attempts = 1 }: { readonly idleMs?: Milliseconds; readonly attempts?: number } = {},
): BedrockRuntimeClient {
  const requestHandler: NonNullable<BedrockRuntimeClientConfig['requestHandler']> =
    protocol === 'h2'
      ? { requestTimeout: idleMs, sessionTimeout: idleMs }
      : new NodeHttpHandler({ socketTimeout: idleMs, requestTimeout: idleMs, throwOnRequestTimeout: true });
  const client = new BedrockRuntimeClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    authSchemePreference: ['sigv4'],
    maxAttempts: attempts,
    requestHandler,
    logger: { trace() {}, debug() {}, info() {}, warn() {}, error() {} },
  });
  onTestFinished(() => client.destroy());
  return client;
}
