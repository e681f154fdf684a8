/** The catalogue as a table of 80 columns, with what an account can run of it. Pure. */
import { type AccountModels, isInvocable, type OtherModel, unknownToCatalogue } from '../models/account.ts';
import type { ListedModel } from '../models/list.ts';
import { NO_OWN_PRICES, type OwnPrices, priceText } from '../models/prices.ts';
import { formatCount } from '../text/numbers.ts';
import { fit } from '../text/pad.ts';
import { sanitizeLine } from '../text/sanitize.ts';

/** `account` is what was read of it; absent when it was not asked. */
export function modelsTable(
  models: readonly ListedModel[],
  account?: AccountModels,
  own: OwnPrices = NO_OWN_PRICES,
): string[] {
  const providers = [...new Set(models.map(({ model }) => model.provider))];
  return [
    row('', 'in / out, per M', 'cache from', 'context'),
    ...providers.flatMap(provider => [
      provider,
      ...models
        .filter(({ model }) => model.provider === provider)
        .flatMap(listed => [...entry(listed), ...(account ? [inRegion(listed, account)] : [])]),
    ]),
    ...(account ? otherLines(unknownToCatalogue(account), account.region, own) : []),
    '',
    ...FOOT,
    ...(models.some(({ isOld }) => isOld) ? OLD : []),
    ...(account
      ? [
          `What can be run was read on ${account.readAt.slice(0, 16).replace('T', ' ')} UTC, and is asked again after a day.`,
        ]
      : []),
  ];
}

const FOOT = [
  'Prices are in USD per million tokens, on demand, of the id that is given; under',
  'another prefix (+ eu. global., "bare" is none) a model may cost more or less:',
  'see --json. Any other model id, inference profile id or ARN may be given to',
  '--model too; its price is then unknown.',
];
const OLD = ['An old price was read more than 90 days ago: check it before you rely on it.'];

/** In 80 columns. */
function row(...[name = '', price = '', cache = '', context = '']: string[]): string {
  return `  ${fit(name, 24)}${fit(price, 24)}${fit(cache, 18)}${fit(context, 11, 'right')}`;
}

function entry({ model, id, otherIds, priceText, isOld }: ListedModel): string[] {
  const context = model.contextTokens === null ? 'unknown' : formatCount(model.contextTokens);
  const prefixes = otherIds.map(other => prefixIn(other, model.base));
  const others = prefixes.length > 0 ? ` + ${prefixes.join(' ')}` : '';
  const remarks = [...(model.lifecycle === 'retired' ? ['retired'] : []), ...(isOld ? ['old price'] : [])];
  const told = remarks.length > 0 ? `(${remarks.join(', ')})` : '';
  return [row(model.name, priceText, cacheWords(model), context), ...besides(`    ${id}${others}`, told)];
}

/** In the same line where 80 columns have room for it. */
function besides(line: string, told: string): string[] {
  if (told === '') return [line];
  return line.length + 3 + told.length <= 80 ? [`${line}   ${told}`] : [line, `      ${told}`];
}

/** `eu.`, or `bare`. */
function prefixIn(id: string, base: string): string {
  return id === base ? 'bare' : id.slice(0, -base.length);
}

/** From how many tokens on a prefix is cached, and for how long. */
function cacheWords({ cache }: ListedModel['model']): string {
  if (!cache) return 'no caching';
  const minimum = cache.minimumTokens === null ? 'unknown' : formatCount(cache.minimumTokens);
  return `${minimum}, ${cache.ttl.join('/')}`;
}

function inRegion({ model, id, otherIds }: ListedModel, account: AccountModels): string {
  const ids = [id, ...otherIds].map(one => ({ one, can: isInvocable(one, account) }));
  const can = ids.filter(one => one.can).map(({ one }) => prefixIn(one, model.base));
  if (can.length > 0) return `    can be run in ${account.region}: ${can.join(' ')}`;
  const isKnown = ids.every(one => one.can === false);
  return `    ${isKnown ? 'cannot be run in' : 'not known whether it can be run in'} ${account.region}`;
}

function otherLines(others: readonly OtherModel[], region: string, own: OwnPrices): string[] {
  if (others.length === 0) return [];
  return [
    '',
    `Also in ${region}, not in the catalogue`,
    ...others.flatMap(({ id, name, kind, models }) => [
      `  ${sanitizeLine(kind === 'application' ? `${name} (of the account: ${models.join(', ')})` : name)}`,
      `    ${sanitizeLine(id)}`,
      `    ${priceText(own.get(id))}`,
    ]),
  ];
}
