/**
 * Whether this machine is set up to ask Bedrock. Looks at the environment first, because the SDK's
 * own chain may wait for a metadata service that is not there.
 */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { CallError } from '../run/events.ts';
import { explainFailure } from './failures.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ConnectionWish {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
}

/** `ready`: calls can be made. `absent`: nothing is set up. `broken`: something is, and does not work. */
export type Readiness =
  | { kind: 'ready'; region: string }
  | { kind: 'absent'; why: string }
  | { kind: 'broken'; error: CallError };

const SIGNS = [
  'AWS_ACCESS_KEY_ID',
  'AWS_BEARER_TOKEN_BEDROCK',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

/** The region named in the environment. The SDK itself ignores AWS_DEFAULT_REGION; people do not. */
export function regionFrom(env: Environment): string | undefined {
  return env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined;
}

/** Whether anything at all hints at AWS credentials: an empty machine is not kept waiting. */
export function hasSigns(env: Environment, wish: ConnectionWish, exists = existsSync): boolean {
  if (wish.profile || wish.region || regionFrom(env) || SIGNS.some(name => env[name])) return true;
  return awsFiles(env).some(file => exists(file));
}

/** The file of credentials and that of settings; neither where no home folder is known. */
export function awsFiles(env: Environment): string[] {
  const home = homeFolder();
  const inHome = (name: string) => (home === undefined ? undefined : join(home, '.aws', name));
  return [
    env.AWS_SHARED_CREDENTIALS_FILE ?? inHome('credentials'),
    env.AWS_CONFIG_FILE ?? inHome('config'),
  ].filter(file => file !== undefined);
}

/** Node throws where the system knows nobody of this number, as in some containers. */
function homeFolder(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}

/** Asks the SDK's default chain for a region and for credentials. Makes no call to Bedrock. */
export async function readiness(env: Environment, wish: ConnectionWish): Promise<Readiness> {
  if (!hasSigns(env, wish)) return { kind: 'absent', why: 'no AWS credentials were found' };
  const region = wish.region ?? regionFrom(env);
  const { createClient } = await import('./client.ts');
  const client = createClient({ region, profile: wish.profile });
  const profile = wish.profile ?? env.AWS_PROFILE;
  try {
    const found = await client.config.region();
    // A bearer token needs no other credentials.
    if (!env.AWS_BEARER_TOKEN_BEDROCK) await client.config.credentials();
    return { kind: 'ready', region: found };
  } catch (thrown) {
    return unready(thrown, profile, region);
  } finally {
    client.destroy();
  }
}

function unready(thrown: unknown, profile: string | undefined, region: string | undefined): Readiness {
  const error = explainFailure(thrown, { model: '', profile, region });
  const text = error.original ?? '';
  if (/Region is missing/.test(text)) {
    return profile ? { kind: 'broken', error } : { kind: 'absent', why: 'no AWS region is set' };
  }
  // A profile that somebody named is meant: when it does not work, that is an error and not a default.
  if (/could not load credentials/i.test(text) && !profile) {
    return { kind: 'absent', why: 'no AWS credentials were found' };
  }
  return { kind: 'broken', error };
}
