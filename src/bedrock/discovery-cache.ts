/** What the account lists, kept for a day, so that it is not asked at every start. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { AccountModels } from '../models/account.ts';
import type { Environment } from './credentials.ts';
import type { DiscoveryTarget } from './discovery.ts';

const Stored = z.object({
  version: z.literal(1),
  account: z.object({
    region: z.string(),
    readAt: z.iso.datetime(),
    models: z.array(z.object({ id: z.string(), name: z.string(), onDemand: z.boolean() })).optional(),
    profiles: z
      .array(
        z.object({
          id: z.string(),
          arn: z.string(),
          name: z.string(),
          kind: z.enum(['system', 'application']),
          models: z.array(z.string()),
        }),
      )
      .optional(),
  }),
});

const DAY_MS = 86_400_000;

/**
 * The file for an account, a region and an endpoint; `undefined` when nothing but a secret tells one
 * account from another, as with an API key.
 */
export function cacheFile(folder: string, target: DiscoveryTarget, env: Environment): string | undefined {
  if (env.AWS_BEARER_TOKEN_BEDROCK) return undefined;
  const account = target.profile ?? env.AWS_ACCESS_KEY_ID ?? env.AWS_PROFILE ?? env.AWS_ROLE_ARN ?? 'default';
  const endpoint = target.endpoint ?? env.AWS_ENDPOINT_URL_BEDROCK ?? env.AWS_ENDPOINT_URL ?? '';
  const key = JSON.stringify([account, target.anonymous ?? false, target.region, withoutSecrets(endpoint)]);
  const name = createHash('sha256').update(key).digest('hex').slice(0, 16);
  return join(folder, `account-${name}.json`);
}

/** A URL may hold a password. */
function withoutSecrets(endpoint: string): string {
  if (!URL.canParse(endpoint)) return endpoint;
  const { origin, pathname } = new URL(endpoint);
  return `${origin}${pathname}`;
}

/** What is not there, too old (`now` is an ISO moment) or damaged is as if it had never been read. */
export function readCache(file: string, now: string): AccountModels | undefined {
  try {
    const stored = Stored.parse(JSON.parse(readFileSync(file, 'utf8')));
    const age = Date.parse(now) - Date.parse(stored.account.readAt);
    return age >= 0 && age < DAY_MS ? stored.account : undefined;
  } catch {
    return undefined;
  }
}

/** In one step, so that nobody reads half of it. That it cannot be written is no reason to stop. */
export function writeCache(file: string, account: AccountModels): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify({ version: 1, account }), { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    // It is asked again the next time.
  }
}
