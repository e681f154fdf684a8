/** What the picker tells about the model under the cursor: id, limits, thinking, caching, prices. Pure. */
import { type AccountModels, isInvocable } from '../../models/account.ts';
import type { ListedModel } from '../../models/list.ts';
import { budgetRange } from '../../models/thinking.ts';
import { type Model, profileId } from '../../models/types.ts';
import { formatCount } from '../../text/numbers.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { clip, flow, type Line, line, span, wrapped } from '../line.ts';

/** As many lines as there is to tell, the most important first. */
export function modelDetails(
  id: string,
  listed: ListedModel | undefined,
  width: number,
  account?: AccountModels,
): Line[] {
  const here = account ? hereLines(id, listed, account, width) : [];
  const name = clip([span(sanitizeLine(id), 'strong')], width);
  if (!listed) {
    const words =
      'Not in the catalogue: it is sent as it is, without cache points, and its price is unknown.';
    return [name, ...here, ...wrapped(words, width, 'muted')];
  }
  const { model } = listed;
  const retired = model.lifecycle === 'retired';
  const note = `${retired ? 'retired: ' : ''}${model.note ?? ''}`;
  const facts = [
    pair('context', size(model.contextTokens)),
    pair('out', size(model.maxOutputTokens)),
    pair('think', thinking(model)),
  ];
  return [
    name,
    ...(retired ? wrapped(note, width, 'warning') : []),
    ...here,
    ...flow(facts, width),
    ...cacheLines(listed, width),
    ...(model.note && !retired ? wrapped(note, width, 'muted') : []),
  ].map(spans => clip(spans, width));
}

/** Nothing where it can be run, or where nobody knows. */
function hereLines(
  id: string,
  listed: ListedModel | undefined,
  account: AccountModels,
  width: number,
): Line[] {
  if (isInvocable(id, account) !== false) return [];
  const { base, profiles } = listed?.model ?? { base: id, profiles: [] };
  const others = profiles
    .map(({ prefix }) => profileId(base, prefix))
    .filter(other => other !== id && isInvocable(other, account));
  const instead = others.length > 0 ? `; there is ${others.join(', ')}` : '';
  return wrapped(`Not listed in ${sanitizeLine(account.region)}${instead}.`, width, 'warning');
}

function cacheLines({ model, price, priceText, isOld }: ListedModel, width: number): Line[] {
  const { cache } = model;
  const from =
    cache?.minimumTokens === null
      ? 'minimum unknown'
      : `from ${formatCount(cache?.minimumTokens ?? 0)} tokens`;
  const times = (rate: number | null | undefined) =>
    rate == null || !price || price.input === 0 ? '?' : `${Number((rate / price.input).toFixed(3))}×`;
  const prices = [
    ...(cache ? [pair('read', times(price?.cacheRead)), pair('write', times(price?.cacheWrite5m))] : []),
    // A price that holds up to a length of the prompt may be cut in the list.
    ...(price?.tiers ? [pair('in / out', priceText)] : []),
    price ? pair('prices of', `${price.asOf}${isOld ? ' (old)' : ''}`) : line(span('price unknown', 'muted')),
  ];
  return [pair('cache', cache ? `${from}, ${cache.ttl.join(' or ')}` : 'none'), ...flow(prices, width)];
}

function pair(label: string, value: string): Line {
  return line(span(`${label} `, 'label'), value);
}

/** `1M`, `200K`, `8,192`. */
export function size(tokens: number | null): string {
  if (tokens === null) return '?';
  if (tokens >= 1_000_000) return `${Number((tokens / 1_000_000).toFixed(1))}M`;
  return tokens >= 10_000 ? `${Math.round(tokens / 1000)}K` : formatCount(tokens);
}

function thinking(model: Model): string {
  const support = model.thinking;
  if (support.form === 'none') return support.default === 'always' ? 'always' : 'none';
  if (support.form === 'effort') {
    const always = support.default === 'always' ? 'always, ' : '';
    return `${always}${support.levels[0] ?? ''}…${support.levels.at(-1) ?? ''}`;
  }
  const range = budgetRange(model);
  return range ? `from ${formatCount(range.min)} tokens` : 'budget';
}
