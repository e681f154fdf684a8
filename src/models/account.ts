/** What an account lists in a region, and what of it can be invoked there. Pure; knows no SDK. */
import { resolveModel } from './resolve.ts';

export interface AccountModel {
  readonly id: string;
  readonly name: string;
  /** Whether the bare id can be invoked. */
  readonly onDemand: boolean;
}

export interface AccountProfile {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly kind: 'system' | 'application';
  /** The ids of the models behind it, each once. */
  readonly models: readonly string[];
}

/** A list that the account may not read is absent. */
export interface AccountModels {
  readonly region: string;
  /** When it was read, ISO 8601. */
  readonly readAt: string;
  readonly models?: readonly AccountModel[] | undefined;
  readonly profiles?: readonly AccountProfile[] | undefined;
}

/**
 * Whether an id or ARN can be invoked there: it is listed, or its list was read and does not have it.
 * `undefined` when nobody can say. That the account was granted access, no list tells.
 */
export function isInvocable(id: string, { models, profiles }: AccountModels): boolean | undefined {
  if (profiles?.some(profile => profile.id === id || profile.arn === id)) return true;
  const model = models?.find(one => one.id === id);
  if (model) return model.onDemand;
  if (id.startsWith('arn:')) return undefined;
  const prefix = resolveModel(id)?.prefix;
  if (prefix === undefined) return models && profiles ? false : undefined;
  return (prefix === null ? models : profiles) ? false : undefined;
}

export interface OtherModel {
  readonly id: string;
  readonly name: string;
  /** `application`: a profile of the account's own; the models behind it are `models`. */
  readonly kind: 'model' | 'system' | 'application';
  readonly models: readonly string[];
}

/** What can be invoked there and the catalogue does not know, the account's own profiles first. */
export function unknownToCatalogue({ models = [], profiles = [] }: AccountModels): OtherModel[] {
  const others: OtherModel[] = [
    ...profiles.map(({ id, arn, name, kind, models: behind }) => ({
      id: kind === 'application' ? arn : id,
      name,
      kind,
      models: behind,
    })),
    ...models
      .filter(({ onDemand }) => onDemand)
      .map(({ id, name }) => ({ id, name, kind: 'model' as const, models: [id] })),
  ];
  const order = { application: 0, system: 1, model: 2 };
  return others
    .filter(({ id, kind }) => kind === 'application' || resolveModel(id) === undefined)
    .sort((a, b) => order[a.kind] - order[b.kind] || (a.id < b.id ? -1 : 1));
}
