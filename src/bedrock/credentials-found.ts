/**
 * What there is of AWS credentials on this machine, and which of them the SDK takes: kinds, names of
 * variables and of profiles, moments. No value of a key, a token or an account ever leaves this file.
 */
import type { CallError } from '../run/events.ts';
import type { Milliseconds } from '../run/price.ts';
import { createClient } from './client.ts';
import { type ConnectionWish, type Environment, hasSigns, regionFrom } from './credentials.ts';
import { explainFailure } from './failures.ts';
import { type ChosenProfile, chosenProfile } from './profile-found.ts';
import { whoGave } from './who-gave.ts';
import { withinLimit } from './within-limit.ts';

export interface FoundCredentials {
  /** What is set, in words, whether it is used or not. */
  readonly signs: readonly string[];
  /** Of what is half there: a sentence each. */
  readonly flaws: readonly string[];
  readonly profile: ChosenProfile;
  readonly region: FoundRegion;
  readonly taken: TakenCredentials;
}

export type FoundRegion =
  | { readonly kind: 'found'; readonly name: string; readonly from: string }
  /** What was given is not shown: it may be anything. */
  | { readonly kind: 'odd'; readonly from: string }
  | { readonly kind: 'none' };

export type TakenCredentials =
  /** `expiresAt` is an ISO moment; absent: they do not expire, or do not say when. */
  | { readonly kind: 'found'; readonly from: string; readonly expiresAt?: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'broken'; readonly error: CallError }
  | { readonly kind: 'not asked' };

export interface LookOptions {
  readonly limitMs: Milliseconds;
  /** Looks at what is set, and asks nobody: neither a service nor a process. */
  readonly offline: boolean;
}

/** Never throws. */
export async function findCredentials(
  env: Environment,
  wish: ConnectionWish,
  { limitMs, offline }: LookOptions,
): Promise<FoundCredentials> {
  const profile = await chosenProfile(env, wish.profile);
  const signs = signsIn(env, profile);
  return {
    signs,
    flaws: flawsIn(env),
    profile,
    region: foundRegion(env, wish, profile),
    taken: offline ? { kind: 'not asked' } : await taken(env, wish, limitMs),
  };
}

/** In the order in which Bedrock's client looks for them. */
function signsIn(env: Environment, profile: ChosenProfile): string[] {
  return [
    ...(env.AWS_BEARER_TOKEN_BEDROCK ? ['an API key in AWS_BEARER_TOKEN_BEDROCK'] : []),
    ...(env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY
      ? [
          `keys in the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY${env.AWS_SESSION_TOKEN ? ', AWS_SESSION_TOKEN' : ''})`,
        ]
      : []),
    ...(profile.gives === undefined ? [] : [`profile ${profile.name} (${profile.gives})`]),
    ...(env.AWS_WEB_IDENTITY_TOKEN_FILE ? ['a web identity in AWS_WEB_IDENTITY_TOKEN_FILE'] : []),
    ...['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI']
      .filter(name => env[name])
      .map(name => `a container's credentials at ${name}`),
  ];
}

function flawsIn(env: Environment): string[] {
  const [id, secret] = [env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY];
  const [there, missing] = id
    ? ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']
    : ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'];
  return [
    ...(Boolean(id) === Boolean(secret) ? [] : [`${there} is set without ${missing}, so it does not count.`]),
    ...(env.AWS_WEB_IDENTITY_TOKEN_FILE && !env.AWS_ROLE_ARN
      ? ['AWS_WEB_IDENTITY_TOKEN_FILE is set without AWS_ROLE_ARN, so it does not count.']
      : []),
  ];
}

const REGION_NAME = /^[a-z]{2,8}(?:-[a-z]{2,12}){1,3}-\d{1,2}$/;

function foundRegion(env: Environment, wish: ConnectionWish, profile: ChosenProfile): FoundRegion {
  const [name, from] = wish.region
    ? [wish.region, '--region']
    : env.AWS_REGION
      ? [env.AWS_REGION, 'AWS_REGION']
      : env.AWS_DEFAULT_REGION
        ? [env.AWS_DEFAULT_REGION, 'AWS_DEFAULT_REGION']
        : [profile.region, `profile ${profile.name}`];
  if (name === undefined) return { kind: 'none' };
  return REGION_NAME.test(name) ? { kind: 'found', name, from } : { kind: 'odd', from };
}

/** As the SDK's chain does it, from the same settings as every call of the program. */
async function taken(
  env: Environment,
  wish: ConnectionWish,
  limitMs: Milliseconds,
): Promise<TakenCredentials> {
  const apiKey = env.AWS_BEARER_TOKEN_BEDROCK;
  // It goes before all else.
  if (apiKey) return { kind: 'found', from: 'the API key in AWS_BEARER_TOKEN_BEDROCK', ...expiryOf(apiKey) };
  // Without a sign the program asks no metadata service, which may not be there.
  if (!hasSigns(env, wish)) return { kind: 'none' };
  const client = createClient({ region: regionFrom(env) ?? 'us-east-1', profile: wish.profile });
  try {
    const asked = client.config.credentials();
    const found = await withinLimit(asked, limitMs, 'the source of the AWS credentials did not answer');
    const expiresAt = found.expiration?.toISOString();
    return { kind: 'found', from: whoGave(found), ...(expiresAt !== undefined && { expiresAt }) };
  } catch (thrown) {
    const profile = wish.profile ?? env.AWS_PROFILE;
    const error = explainFailure(thrown, { model: '', profile });
    const isNothing = /could not load credentials/i.test(`${error.original} ${error.message}`) && !profile;
    return isNothing ? { kind: 'none' } : { kind: 'broken', error: { ...error, ...lateWords(thrown) } };
  } finally {
    client.destroy();
  }
}

function lateWords(thrown: unknown): Partial<CallError> {
  if ((thrown as Error).name !== 'TimeoutError') return {};
  return {
    message: 'Where the AWS credentials come from, nobody answered in time.',
    remedy: 'Check the network, and what credential_process in your profile does.',
  };
}

/**
 * A short-term API key is a signed URL, and says when it was made and for how many seconds
 * (docs.aws.amazon.com/bedrock, "Generate a short-term API key", read 2026-11); a long-term one says nothing.
 */
function expiryOf(apiKey: string): { readonly expiresAt?: string } {
  const [, packed] = /^bedrock-api-key-(.+)$/.exec(apiKey) ?? [];
  if (packed === undefined) return {};
  const url = Buffer.from(packed, 'base64').toString('latin1');
  const [, day, time] = /X-Amz-Date=(\d{8})T(\d{6})Z/.exec(url) ?? [];
  const [, seconds] = /X-Amz-Expires=(\d{1,7})/.exec(url) ?? [];
  if (day === undefined || time === undefined || seconds === undefined) return {};
  const made = Date.parse(
    `${day.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`,
  );
  return Number.isNaN(made) ? {} : { expiresAt: new Date(made + Number(seconds) * 1000).toISOString() };
}
