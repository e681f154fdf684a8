/** Where answers come from: Bedrock, or the recordings when nothing is set up for it (or by choice). */
import { join } from 'node:path';
import { createClient } from '../bedrock/client.ts';
import { converseModel } from '../bedrock/converse.ts';
import { type Environment, readiness, regionFrom } from '../bedrock/credentials.ts';
import { fixturesDir } from '../questions/package-root.ts';
import { recordedHandler } from '../recorded/handler.ts';
import { answerFrom, listRecordings, type RecordingInfo } from '../recorded/recordings.ts';
import type { Clock } from '../run/clock.ts';
import type { CallError } from '../run/events.ts';
import type { Model } from '../run/model.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export interface SourceFlags {
  readonly offline?: boolean | undefined;
  /** Why it is offline, when nobody chose it. */
  readonly why?: string;
  readonly live?: boolean | undefined;
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  /** Seconds. */
  readonly idleTimeout: number;
}

export type Source = LiveSource | OfflineSource;

export interface LiveSource {
  readonly kind: 'live';
  /** `Bedrock in eu-west-1`, or the endpoint. */
  readonly where: string;
  /** Some prices depend on it. */
  readonly region: string | undefined;
  model(clock: Clock): Model;
}

export interface OfflineSource {
  readonly kind: 'offline';
  /** Why answers do not come from Bedrock. */
  readonly why: string;
  readonly recordings: readonly RecordingInfo[];
  model(clock: Clock): Model;
}

/** Decides, and says why. Throws `CommandError` when Bedrock is wanted and cannot be asked. */
export async function chooseSource(flags: SourceFlags, env: Environment): Promise<Source> {
  if (flags.offline && (flags.live || flags.endpoint)) {
    throw new CommandError(
      EXIT.usage,
      `--offline and --${flags.live ? 'live' : 'endpoint'} exclude each other: choose one.`,
    );
  }
  if (flags.offline) return offline(flags.why ?? 'by choice (--offline)', flags);
  const endpoint = flags.endpoint ?? env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME;
  if (endpoint) {
    if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint)) {
      throw new CommandError(
        EXIT.usage,
        `The endpoint ${endpoint} is not a URL: give one like https://bedrock-runtime.us-east-1.amazonaws.com.`,
      );
    }
    return liveAt(endpoint, flags, env);
  }
  const ready = await readiness(env, flags);
  if (ready.kind === 'ready') return live(ready.region, flags);
  if (ready.kind === 'absent' && !flags.live) return offline(ready.why, flags);
  throw configurationError(
    ready.kind === 'broken'
      ? ready.error
      : {
          name: 'NotConfigured',
          message: `${ready.why.charAt(0).toUpperCase()}${ready.why.slice(1)}.`,
          remedy: 'Set AWS_PROFILE (or keys) and AWS_REGION, or use --offline.',
          retryable: false,
        },
  );
}

function configurationError(error: CallError): CommandError {
  return new CommandError(
    EXIT.configuration,
    [error.message, error.remedy].filter(Boolean).join(' '),
    ...(error.original ? [`  ${error.original}`] : []),
    'To look around without AWS: --offline.',
  );
}

function live(region: string, flags: SourceFlags): LiveSource {
  const idleTimeoutMs = flags.idleTimeout * 1000;
  return {
    kind: 'live',
    where: `Bedrock in ${region}`,
    region,
    model: () =>
      converseModel({
        client: createClient({ region, profile: flags.profile, idleTimeoutMs }),
        idleTimeoutMs,
        region,
        profile: flags.profile,
      }),
  };
}

/** An endpoint of one's own; without credentials the request is signed with made-up ones. */
async function liveAt(endpoint: string, flags: SourceFlags, env: Environment): Promise<LiveSource> {
  const ready = await readiness(env, flags);
  const idleTimeoutMs = flags.idleTimeout * 1000;
  const region = ready.kind === 'ready' ? ready.region : (flags.region ?? regionFrom(env));
  return {
    kind: 'live',
    where: endpoint,
    region,
    model: () =>
      converseModel({
        client: createClient({
          region: region ?? 'us-east-1',
          profile: flags.profile,
          endpoint,
          anonymous: ready.kind !== 'ready',
          idleTimeoutMs,
        }),
        idleTimeoutMs,
        endpoint,
      }),
  };
}

function offline(why: string, flags: SourceFlags): OfflineSource {
  const recordings = listRecordings(join(fixturesDir(), 'recordings'));
  return {
    kind: 'offline',
    why,
    recordings,
    model: clock =>
      converseModel({
        client: createClient({
          anonymous: true,
          requestHandler: recordedHandler(answerFrom(recordings), clock),
        }),
        idleTimeoutMs: flags.idleTimeout * 1000,
      }),
  };
}
