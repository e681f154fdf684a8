/** Where answers come from: Bedrock, or the recordings when nothing is set up for it (or by choice). */
import { type Environment, hasSigns, type Readiness, readiness, regionFrom } from '../bedrock/credentials.ts';
import type { DiscoveryTarget } from '../bedrock/discovery.ts';
import { lateModel } from '../bedrock/late-model.ts';
import type { OwnPrices } from '../models/prices.ts';
import { answerFrom, type RecordingInfo } from '../recorded/recordings.ts';
import type { Clock } from '../run/clock.ts';
import type { CallError, Provenance } from '../run/events.ts';
import type { Model } from '../run/model.ts';
import type { Question } from '../run/question.ts';
import { endpointProvenance } from './endpoint-provenance.ts';
import { controlEndpoint, runtimeEndpoint } from './endpoints.ts';
import { CommandError, EXIT } from './exit-codes.ts';
import { ownPrices, type PriceFlags } from './price-flags.ts';
import { recordingsFor, withRecorded } from './recordings-for.ts';

export interface SourceFlags extends PriceFlags {
  readonly offline?: boolean | undefined;
  /** Why it is offline, as a sentence, when --offline was not what the user said. */
  readonly why?: string;
  readonly live?: boolean | undefined;
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  /** A folder of recordings that answer before the others. */
  readonly recordings?: string | undefined;
  /** Seconds. */
  readonly idleTimeout: number;
}

export type Source = (LiveSource | OfflineSource) & {
  /** What the user says that models cost, over the catalogue. */
  readonly prices?: OwnPrices;
};

export interface LiveSource {
  readonly kind: 'live';
  /** `Bedrock in eu-west-1`, or the endpoint. */
  readonly where: string;
  /** Where its answers come from, where it says that they are no live ones. */
  readonly provenance?: Provenance;
  /** Some prices depend on it. */
  readonly region: string | undefined;
  /** Where to ask what the account can run; absent where nothing is known to list that. */
  readonly account?: DiscoveryTarget;
  model(clock: Clock): Model;
}

export interface OfflineSource {
  readonly kind: 'offline';
  /** Why answers do not come from Bedrock, as a sentence. */
  readonly why: string;
  /** Whether that was asked for. */
  readonly chosen: boolean;
  readonly recordings: readonly RecordingInfo[];
  /** What was passed over among them, in sentences; absent: nothing. */
  readonly notices?: readonly string[];
  model(clock: Clock): Model;
  /** The same with further recordings, which go before the others. */
  also(recordings: readonly RecordingInfo[]): OfflineSource;
}

/** Offline, these recordings answer first; Bedrock needs none. */
export function withRecordings(source: Source, recordings: readonly RecordingInfo[]): Source {
  if (source.kind === 'live' || recordings.length === 0) return source;
  return { ...source.also(recordings), ...(source.prices && { prices: source.prices }) };
}

/** What can be asked: offline also the questions that only recordings know. */
export function askable(questions: readonly Question[], source: Source): readonly Question[] {
  return source.kind === 'live' ? questions : withRecorded(questions, source.recordings);
}

/** What was passed over among the recordings, in sentences. */
export function noticesOf(source: Source): readonly string[] {
  return source.kind === 'live' ? [] : (source.notices ?? []);
}

/**
 * Loads what makes calls. The SDK takes longer to load than all that the picker needs, and what it
 * takes would count as the model's time: whoever is about to start a run waits for this first.
 */
export async function loadClient() {
  const [client, converse, handler] = await Promise.all([
    import('../bedrock/client.ts'),
    import('../bedrock/converse.ts'),
    import('../recorded/handler.ts'),
  ]);
  return { ...client, ...converse, ...handler };
}

/** Decides, and says why. Throws `CommandError` when Bedrock is wanted and cannot be asked. */
export async function chooseSource(flags: SourceFlags, env: Environment): Promise<Source> {
  const prices = ownPrices(flags);
  const source = await whereTo(flags, env);
  return prices.size > 0 ? { ...source, prices } : source;
}

async function whereTo(flags: SourceFlags, env: Environment): Promise<Source> {
  const elsewhere = flags.live ? '--live' : flags.endpoint !== undefined ? '--endpoint' : undefined;
  if (flags.offline && elsewhere) {
    throw new CommandError(EXIT.usage, `--offline and ${elsewhere} exclude each other: choose one.`);
  }
  if (flags.recordings !== undefined && elsewhere) {
    throw new CommandError(
      EXIT.usage,
      `--recordings and ${elsewhere} exclude each other: recordings answer where Bedrock is not asked.`,
    );
  }
  if (flags.offline || flags.recordings !== undefined) {
    const how =
      flags.recordings === undefined
        ? 'Offline (--offline): answers come from recordings.'
        : `Offline: answers come from the recordings in ${flags.recordings}, and from those that are bundled.`;
    return offline({ why: flags.why ?? how, chosen: true }, flags);
  }
  const endpoint = runtimeEndpoint(flags.endpoint, env);
  if (endpoint !== undefined) return liveAt(endpoint, flags, env);
  const ready = await readiness(env, flags);
  if (ready.kind === 'ready') return live(ready.region, flags);
  if (ready.kind === 'broken') throw configurationError(ready.error);
  if (!flags.live) {
    return offline({ why: `${capital(ready.why)}, so answers come from recordings.`, chosen: false }, flags);
  }
  throw configurationError({
    message: `${capital(ready.why)}.`,
    remedy: 'Set AWS_PROFILE (or keys) and AWS_REGION, or use --offline.',
  });
}

function configurationError(error: Pick<CallError, 'message' | 'remedy' | 'original'>): CommandError {
  const said = [error.message, error.remedy].filter(Boolean).join(' ');
  return new CommandError(
    EXIT.configuration,
    said,
    ...(error.original ? [`  ${error.original}`] : []),
    ...(said.includes('--offline') ? [] : ['To look around without AWS: --offline.']),
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function live(region: string, flags: SourceFlags): LiveSource {
  const idleTimeoutMs = flags.idleTimeout * 1000;
  return {
    kind: 'live',
    where: `Bedrock in ${region}`,
    region,
    account: { region, profile: flags.profile },
    model: () =>
      lateModel(async () => {
        const { createClient, converseModel, renewCredentials } = await loadClient();
        const client = createClient({ region, profile: flags.profile, idleTimeoutMs });
        const renew = () => renewCredentials(client);
        return converseModel({ client, renew, idleTimeoutMs, region, profile: flags.profile });
      }),
  };
}

/** An endpoint of one's own; without credentials the request is signed with made-up ones. */
async function liveAt(endpoint: string, flags: SourceFlags, env: Environment): Promise<LiveSource> {
  const ready = await readinessAt(flags, env);
  // A profile that was named is meant; one of the environment need not be for this endpoint.
  if (ready.kind === 'broken' && flags.profile) throw configurationError(ready.error);
  const idleTimeoutMs = flags.idleTimeout * 1000;
  const region = ready.kind === 'ready' ? ready.region : (flags.region ?? regionFrom(env));
  const provenance = await endpointProvenance(endpoint);
  const lists = controlEndpoint(env);
  return {
    kind: 'live',
    where: endpoint,
    ...(provenance && { provenance }),
    region,
    ...(lists !== undefined && {
      account: {
        region: region ?? ANY_REGION,
        profile: flags.profile,
        anonymous: ready.kind !== 'ready',
        endpoint: lists,
      },
    }),
    model: () =>
      lateModel(async () => {
        const { createClient, converseModel, renewCredentials } = await loadClient();
        const client = createClient({
          region: region ?? ANY_REGION,
          profile: flags.profile,
          endpoint,
          anonymous: ready.kind !== 'ready',
          idleTimeoutMs,
        });
        return converseModel({ client, renew: () => renewCredentials(client), idleTimeoutMs, endpoint });
      }),
  };
}

/** A request must be signed for some region, also where the endpoint is in none. */
const ANY_REGION = 'us-east-1';

/** With an endpoint, credentials count without a region too. */
async function readinessAt(flags: SourceFlags, env: Environment): Promise<Readiness> {
  const ready = await readiness(env, flags);
  if (ready.kind === 'ready' || !hasSigns(env, flags)) return ready;
  return readiness(env, { profile: flags.profile, region: flags.region ?? regionFrom(env) ?? ANY_REGION });
}

function offline(
  reason: Pick<OfflineSource, 'why' | 'chosen'>,
  flags: SourceFlags,
  { recordings, notices } = recordingsFor(flags),
): OfflineSource {
  return {
    kind: 'offline',
    ...reason,
    recordings,
    notices,
    model: clock =>
      lateModel(async () => {
        const { createClient, converseModel, recordedHandler } = await loadClient();
        return converseModel({
          client: createClient({
            anonymous: true,
            requestHandler: recordedHandler(answerFrom(recordings), clock),
          }),
          idleTimeoutMs: flags.idleTimeout * 1000,
        });
      }),
    also: more => offline(reason, flags, { recordings: [...more, ...recordings], notices }),
  };
}
