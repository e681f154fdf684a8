/** What the picker tells about the model under the cursor: id, limits, thinking, caching, prices. Pure. */
import type { ListedModel } from '../../models/list.ts';
import { budgetRange } from '../../models/thinking.ts';
import type { Model } from '../../models/types.ts';
import { formatCount } from '../../text/numbers.ts';
import { clip, type Line, line, span } from './line.ts';

/** Five lines at most. */
export function modelDetails(id: string, listed: ListedModel | undefined, width: number): Line[] {
  if (!listed) {
    return [
      line(span(id, 'strong')),
      line(span('Not in the catalogue: it is sent as it is, without cache points,', 'muted')),
      line(span('and what it costs is unknown.', 'muted')),
    ].map(spans => clip(spans, width));
  }
  const { model, price } = listed;
  const retired = model.lifecycle === 'retired';
  return [
    line(span(id, 'strong')),
    line(
      ...pair('context', size(model.contextTokens)),
      ...pair('out', size(model.maxOutputTokens)),
      span(price ? `prices of ${price.asOf}` : 'price unknown', 'muted'),
    ),
    line(...pair('thinking', thinking(model))),
    cacheLine(listed),
    ...(model.note || retired
      ? [line(span(`${retired ? 'retired: ' : ''}${model.note ?? ''}`, retired ? 'warning' : 'muted'))]
      : []),
  ].map(spans => clip(spans, width));
}

function cacheLine({ model, price }: ListedModel): Line {
  const { cache } = model;
  if (!cache) return line(...pair('cache', 'none'));
  const from =
    cache.minimumTokens === null ? 'minimum unknown' : `from ${formatCount(cache.minimumTokens)} tokens`;
  const times = (rate: number | null | undefined) =>
    rate == null || !price || price.input === 0 ? '?' : `${Number((rate / price.input).toFixed(3))}×`;
  return line(
    ...pair('cache', `${from}, ${cache.ttl.join(' or ')}`),
    ...pair('read', times(price?.cacheRead)),
    ...pair('write', times(price?.cacheWrite5m)),
  );
}

function pair(label: string, value: string) {
  return [span(`${label} `, 'label'), span(`${value}   `)];
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
