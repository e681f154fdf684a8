/** What the account lists in its region, over the control plane of Bedrock. Loaded on demand: its SDK is large. */
import {
  type BedrockClient,
  type FoundationModelSummary,
  type InferenceProfileSummary,
  ListFoundationModelsCommand,
  paginateListInferenceProfiles,
} from '@aws-sdk/client-bedrock';
import type { AccountModel, AccountModels, AccountProfile } from '../models/account.ts';
import { type ControlTarget, controlClient } from './control-client.ts';
import { explainFailure } from './failures.ts';

export type DiscoveryTarget = ControlTarget;

export type Discovered =
  | { readonly ok: true; readonly account: AccountModels; readonly problems: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Nobody waits for longer; the lists come in well under a second. */
const TIMEOUT_MS = 10_000;

/**
 * Reads both lists, each for itself: one that may not be read is left out, and said in `problems`.
 * `readAt` is an ISO moment. Never throws.
 */
export async function discover(target: DiscoveryTarget, readAt: string): Promise<Discovered> {
  const client = controlClient(target, { timeoutMs: TIMEOUT_MS, maxAttempts: 2 });
  try {
    const [models, profiles] = await Promise.allSettled([
      foundationModels(client),
      inferenceProfiles(client),
    ]);
    const problems = [
      ...(models.status === 'rejected' ? [problemOf(models.reason, 'ListFoundationModels', target)] : []),
      ...(profiles.status === 'rejected'
        ? [problemOf(profiles.reason, 'ListInferenceProfiles', target)]
        : []),
    ];
    if (problems.length === 2) return { ok: false, problems: [...new Set(problems)] };
    const account = {
      region: target.region,
      readAt,
      ...(models.status === 'fulfilled' && { models: models.value }),
      ...(profiles.status === 'fulfilled' && { profiles: profiles.value }),
    };
    return { ok: true, account, problems };
  } finally {
    client.destroy();
  }
}

async function foundationModels(client: BedrockClient): Promise<AccountModel[]> {
  // This list has no pages.
  const { modelSummaries = [] } = await client.send(
    new ListFoundationModelsCommand({ byOutputModality: 'TEXT' }),
  );
  return modelSummaries.flatMap(toModel);
}

/** Without streams nothing can be watched; `INFERENCE_PROFILE` is a value that the SDK does not name. */
function toModel(summary: FoundationModelSummary): AccountModel[] {
  const { modelId, modelName, inferenceTypesSupported = [], responseStreamingSupported } = summary;
  if (modelId === undefined || responseStreamingSupported === false) return [];
  return [
    { id: modelId, name: modelName ?? modelId, onDemand: inferenceTypesSupported.includes('ON_DEMAND') },
  ];
}

async function inferenceProfiles(client: BedrockClient): Promise<AccountProfile[]> {
  const lists = (['SYSTEM_DEFINED', 'APPLICATION'] as const).map(async typeEquals => {
    const found: AccountProfile[] = [];
    for await (const page of paginateListInferenceProfiles({ client, pageSize: 100 }, { typeEquals })) {
      found.push(...(page.inferenceProfileSummaries ?? []).flatMap(toProfile));
    }
    return found;
  });
  return (await Promise.all(lists)).flat();
}

function toProfile(summary: InferenceProfileSummary): AccountProfile[] {
  const { inferenceProfileId: id, inferenceProfileArn: arn, inferenceProfileName, type, models } = summary;
  if (id === undefined || arn === undefined || summary.status !== 'ACTIVE') return [];
  const behind = (models ?? []).flatMap(({ modelArn }) => modelArn?.split('/').at(-1) ?? []);
  return [
    {
      id,
      arn,
      name: inferenceProfileName ?? id,
      kind: type === 'APPLICATION' ? 'application' : 'system',
      models: [...new Set(behind)],
    },
  ];
}

function problemOf(
  thrown: unknown,
  operation: string,
  { region, profile, endpoint }: DiscoveryTarget,
): string {
  const { name, message, remedy, original } = explainFailure(thrown, {
    model: '',
    region,
    profile,
    endpoint,
  });
  if (name === 'AccessDeniedException') {
    return `This account may not list what it can invoke: it needs bedrock:${operation} (${original ?? name}).`;
  }
  return [message, remedy, ...(original ? [`(${name}: ${original})`] : [])].filter(Boolean).join(' ');
}
