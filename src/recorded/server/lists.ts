/** The control plane, as far as it lists what can be asked: foundation models and inference profiles. */
import { MODELS } from '../../models/catalogue/index.ts';
import { resolveModel } from '../../models/resolve.ts';
import type { SeenRequest } from './listen.ts';
import { httpJson, type Reply } from './reply.ts';

export interface Listed {
  /** Of the models that are answered for; empty: of every model of the catalogue. */
  readonly models: readonly string[];
  readonly region: string;
}

/** `undefined` when it is no list that is asked for. */
export function listReply({ method, wirePath }: SeenRequest, { models, region }: Listed): Reply | undefined {
  if (method !== 'GET') return undefined;
  const { pathname, searchParams } = new URL(wirePath, 'http://local');
  const ids = models.length > 0 ? models : MODELS.map(({ base }) => base);
  if (pathname === '/foundation-models') return httpJson({ modelSummaries: summaries(ids, region) });
  if (pathname !== '/inference-profiles') return undefined;
  const isOfAccount = searchParams.get('type') === 'APPLICATION';
  return httpJson({ inferenceProfileSummaries: isOfAccount ? [] : profiles(ids, region) });
}

function summaries(ids: readonly string[], region: string) {
  const all = new Map(
    ids.map(id => {
      const known = resolveModel(id);
      const base = known?.base ?? id;
      const onDemand = ids.includes(base);
      return [base, { base, name: known?.name ?? id, provider: known?.provider ?? 'unknown', onDemand }];
    }),
  );
  return [...all.values()].map(({ base, name, provider, onDemand }) => ({
    modelArn: modelArn(base, region),
    modelId: base,
    modelName: name,
    providerName: provider,
    inputModalities: ['TEXT'],
    outputModalities: ['TEXT'],
    responseStreamingSupported: true,
    inferenceTypesSupported: onDemand ? ['ON_DEMAND'] : ['INFERENCE_PROFILE'],
    modelLifecycle: { status: 'ACTIVE' },
  }));
}

function profiles(ids: readonly string[], region: string) {
  return ids.flatMap(id => {
    const known = resolveModel(id);
    if (!known?.prefix || id.startsWith('arn:')) return [];
    return {
      inferenceProfileId: id,
      inferenceProfileArn: `arn:aws:bedrock:${region}:000000000000:inference-profile/${id}`,
      inferenceProfileName: `${known.prefix} ${known.name}`,
      status: 'ACTIVE',
      type: 'SYSTEM_DEFINED',
      models: [{ modelArn: modelArn(known.base, region) }],
    };
  });
}

function modelArn(id: string, region: string): string {
  return `arn:aws:bedrock:${region}::foundation-model/${id}`;
}
