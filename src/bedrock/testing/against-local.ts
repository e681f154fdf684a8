/** A model over the real SDK client and a real socket, against a local Bedrock that is closed after the test. */
import { onTestFinished } from 'vitest';
import { type LocalBedrock, type Replies, startLocalBedrock } from '../../recorded/testing/local-bedrock.ts';
import type { Clock } from '../../run/clock.ts';
import type { Model } from '../../run/model.ts';
import type { Milliseconds } from '../../run/price.ts';
import { createClient } from '../client.ts';
import { converseModel } from '../converse.ts';

export async function against(
  replies: Replies,
  idleTimeoutMs: Milliseconds = 20_000,
  clock?: Clock,
): Promise<{ model: Model; server: LocalBedrock }> {
  const server = await startLocalBedrock(replies, { ...(clock && { clock }) });
  const { url: endpoint } = server;
  const client = createClient({ anonymous: true, endpoint, idleTimeoutMs });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  return { server, model: converseModel({ client, idleTimeoutMs, endpoint }) };
}

/** A signal that never aborts. */
export function untroubled(): AbortSignal {
  return new AbortController().signal;
}
