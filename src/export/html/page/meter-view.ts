/** The meter: what the run has taken by the moment that is shown, and what caching saved. Pure. */
import { inheritedCost } from '../../../plain/totals.ts';
import { isUntold, type Meter, meterOfRun } from '../../../run/meter.ts';
import type { Run } from '../../../run/run.ts';
import { isTimed } from '../../../run/run.ts';
import { formatCount, formatSaved, formatSeconds, formatShare, formatUsd } from '../../../text/numbers.ts';
import { type Element, h } from './tree.ts';

interface Figure {
  readonly label: string;
  readonly value: string;
  readonly tone?: string;
}

export function meterView(run: Run): Element {
  return h(
    'dl',
    { class: 'meter', 'aria-label': 'What the run has taken so far' },
    meterFigures(run).map(({ label, value, tone }) =>
      h('div', {}, h('dt', {}, label), h('dd', tone === undefined ? '' : `tone-${tone}`, value)),
    ),
  );
}

/** Unknown is `unknown`; `≥` stands before what some calls did not tell. */
export function meterFigures(run: Run): Figure[] {
  const meter = meterOfRun(run);
  const time = isTimed(run) ? [{ label: 'time in calls', value: formatSeconds(meter.callMs) }] : [];
  return [...tokenFigures(meter, run), ...time, ...moneyFigures(meter, run), ...inheritedFigures(run)];
}

/** What no call has told yet may still come. */
function untold(run: Run): string {
  return run.outcome ? 'unknown' : '…';
}

function tokenFigures(meter: Meter, run: Run): Figure[] {
  if (isUntold(meter)) return [{ label: 'tokens', value: untold(run) }];
  const { usage } = meter;
  const told = (tokens: number) => least(formatCount(tokens), meter);
  const written = usage.cacheWrite5m + usage.cacheWrite1h;
  return [
    { label: 'tokens in', value: told(usage.input) },
    ...(usage.cacheRead > 0 ? [{ label: 'cache read', value: told(usage.cacheRead) }] : []),
    ...(written > 0 ? [{ label: 'cache written', value: told(written) }] : []),
    { label: 'tokens out', value: told(usage.output) },
  ];
}

function moneyFigures(meter: Meter, run: Run): Figure[] {
  const { cost, withoutCache, saved } = meter;
  if (cost === undefined) return [{ label: 'cost', value: 'unknown' }];
  if (isUntold(meter)) return [{ label: 'cost', value: untold(run) }];
  const share = saved && withoutCache ? ` (${formatShare(saved / withoutCache)})` : '';
  const tone = !saved ? undefined : saved > 0 ? 'good' : 'bad';
  return [
    { label: 'cost', value: least(formatUsd(cost), meter) },
    { label: 'without cache', value: least(formatUsd(withoutCache), meter) },
    { label: 'saved', value: `${formatSaved(saved)}${share}`, ...(tone && { tone }) },
  ];
}

function inheritedFigures(run: Run): Figure[] {
  const cost = inheritedCost(run);
  return cost === undefined ? [] : [{ label: 'before the branch, paid there', value: cost }];
}

function least(value: string, { atLeast }: Meter): string {
  return atLeast ? `≥ ${value}` : value;
}
