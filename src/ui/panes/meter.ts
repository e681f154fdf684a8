/** The meter: what the run has cost so far, and what caching saved. Pure. */
import { inheritedCost } from '../../plain/totals.ts';
import { isUntold, type Meter, meterOfRun } from '../../run/meter.ts';
import type { Tokens, Usd } from '../../run/price.ts';
import type { Run } from '../../run/run.ts';
import { formatCount, formatSaved, formatSeconds, formatShare, formatUsd } from '../../text/numbers.ts';
import { clip, type Line, line, lineWidth, span, spread } from '../line.ts';
import type { Roles } from '../theme.ts';

/** One line of at most `width` cells: tokens to the left, money to the right, as much as fits whole. */
export function meterLine(run: Run, width: number): Line {
  const meter = meterOfRun(run);
  const isOver = run.outcome !== undefined;
  const tokens = tokenFacts(meter, isOver);
  const money = run.imported?.totals
    ? sourceFacts(run, meter, isOver)
    : moneyFacts(meter, isOver, inheritedCost(run));
  // What matters least goes first.
  for (const [left, right] of [
    [tokens.all, money.all],
    [tokens.withoutTime, money.all],
    [tokens.withoutTime, money.most],
    [tokens.withoutTime, money.short],
    [tokens.short, money.short],
    [tokens.shorter, money.short],
  ] as const) {
    if (lineWidth(left) + lineWidth(right) < width) return spread(left, right, width);
  }
  return clip(spread(tokens.least, money.short, width), width);
}

function tokenFacts(meter: Meter, isOver: boolean) {
  const { usage } = meter;
  const start = span(' ');
  const time =
    meter.callMs === undefined ? fact('time', 'unknown') : fact('in calls', formatSeconds(meter.callMs));
  if (isUntold(meter)) {
    const untold = [start, ...fact('tokens', untoldWords(isOver))];
    return {
      all: [...untold, ...time],
      withoutTime: untold,
      short: untold,
      shorter: untold,
      least: untold,
    };
  }
  const count = (label: string, tokens: Tokens) => fact(label, atLeastWords(formatCount(tokens), meter));
  const written = usage.cacheWrite5m + usage.cacheWrite1h;
  const input = count('in', usage.input);
  const read = usage.cacheRead > 0 ? count('cached', usage.cacheRead) : [];
  const wrote = written > 0 ? count('wrote', written) : [];
  const output = count('out', usage.output);
  return {
    all: [start, ...input, ...read, ...wrote, ...output, ...time],
    withoutTime: [start, ...input, ...read, ...wrote, ...output],
    short: [start, ...input, ...read, ...output],
    shorter: [start, ...input, ...output],
    least: [start, ...output],
  };
}

/** `inherited` was paid in the run that this one branched from: it is said, and never added up. */
function moneyFacts(meter: Meter, isOver: boolean, inherited: string | undefined) {
  const { cost, withoutCache } = meter;
  const share = savedShare(meter);
  const before = (words: string) =>
    inherited === undefined ? [] : [span(`+ ${inherited} ${words}  `, 'muted')];
  const whole = before('before the branch, paid there');
  const most = before('before the branch');
  const short = before('before');
  if (cost !== undefined && isUntold(meter)) {
    const untold = fact('cost', untoldWords(isOver), 'strong');
    return { all: [...untold, ...whole], most: [...untold, ...most], short: [...untold, ...short] };
  }
  const spent = fact('cost', usdWords(cost, meter), 'strong');
  const without = cost === undefined ? [] : fact('without cache', usdWords(withoutCache, meter));
  const saved = line(
    span('saved ', 'label'),
    span(`${formatSaved(meter.saved)}${share} `, savedTone(meter.saved)),
  );
  return {
    all: [...spent, ...whole, ...without, ...saved],
    most: [...spent, ...most, ...saved],
    short: [...spent, ...short, ...saved],
  };
}

/** What the source of an imported run tells as a sum only. */
function sourceFacts({ imported }: Run, meter: Meter, isOver: boolean) {
  const { usage, costUsd } = imported?.totals ?? {};
  const own = isUntold(meter) || meter.cost === undefined ? [] : moneyFacts(meter, isOver, undefined).short;
  const spent = costUsd === undefined ? [] : [span(`${formatUsd(costUsd)} `, 'strong')];
  const tokens = (label: string, count: Tokens | undefined) =>
    count === undefined ? [] : fact(label, formatCount(count));
  const words = span('in all, as the source says: ', 'label');
  const all = [...tokens('in', usage?.input), ...tokens('out', usage?.output), ...spent];
  return {
    all: [...own, words, ...all],
    most: [words, ...all],
    short: [span('source: ', 'label'), ...(spent.length > 0 ? spent : all)],
  };
}

function fact(label: string, value: string, role: Roles = 'text'): Line {
  return line(span(`${label} `, 'label'), span(`${value}  `, role));
}

/** Tokens are told at the end of a call: until then, and when it is cut off, the truth is higher. */
function atLeastWords(value: string, { atLeast }: Pick<Meter, 'atLeast'>): string {
  return atLeast ? `≥ ${value}` : value;
}

function usdWords(usd: Usd | undefined, meter: Pick<Meter, 'atLeast'>): string {
  return usd === undefined ? formatUsd(usd) : atLeastWords(formatUsd(usd), meter);
}

/** Of what no call has told yet, or will never tell. */
function untoldWords(isOver: boolean): string {
  return isOver ? 'unknown' : '…';
}

function savedShare({ saved, withoutCache }: Meter): string {
  if (!isSaving(saved) || !withoutCache) return '';
  return ` (${formatShare((saved ?? 0) / withoutCache)})`;
}

/** How a saving is painted: one that is shown as zero is neither good nor bad. */
export function savedTone(saved: number | undefined): Roles {
  if (!isSaving(saved)) return 'muted';
  return (saved ?? 0) < 0 ? 'bad' : 'good';
}

const NOTHING = formatSaved(0);

function isSaving(saved: number | undefined): boolean {
  return saved !== undefined && formatSaved(saved) !== NOTHING;
}
