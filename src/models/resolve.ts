/** From an id or ARN to a model of the catalogue: an exact match or nothing. Knows no prices. */
import { MODELS } from './catalogue/index.ts';
import { GEO_PREFIXES, type GeoPrefix, type Model, type ResolvedModel } from './types.ts';

const byBase = new Map<string, Model>(MODELS.map(model => [model.base, model]));

/**
 * The model that an id names, or `undefined` when the catalogue does not know it.
 *
 * Only a known geographic prefix is stripped, once; what is left must be a base id letter for
 * letter, so that a new model never passes for its older sibling. ARNs of system-defined inference
 * profiles and of foundation models are read by their last part; an application inference profile
 * does not say which model is behind it, and is unknown. A prefix that the catalogue does not list
 * for this model still resolves, since capabilities do not depend on it; its price is unknown.
 */
export function resolveModel(id: string): ResolvedModel | undefined {
  const { prefix, base } = splitPrefix(idInArn(id) ?? id);
  const model = byBase.get(base);
  return model && { ...model, id, prefix };
}

const ARN = /^arn:aws[a-z-]*:bedrock:([a-z0-9-]*):\d*:(?:inference-profile|foundation-model)\/([^/]+)$/;

function idInArn(id: string): string | undefined {
  return ARN.exec(id)?.[2];
}

/** The AWS region that an ARN names. */
export function regionInArn(id: string): string | undefined {
  return ARN.exec(id)?.[1] || undefined;
}

function splitPrefix(id: string): { prefix: GeoPrefix | null; base: string } {
  const dot = id.indexOf('.');
  const prefix = GEO_PREFIXES.find(known => known === id.slice(0, dot));
  return prefix ? { prefix, base: id.slice(dot + 1) } : { prefix: null, base: id };
}
