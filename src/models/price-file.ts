/** Prices of the user's own, as they stand in a file or in the settings. Pure; never guesses a rate. */
import { z } from 'zod';
import type { Price } from '../run/price.ts';
import type { OwnPrices } from './prices.ts';

const rate = z.number().min(0);
const unknownRate = rate.nullable().default(null);
const rates = {
  input: rate,
  output: rate,
  cacheRead: unknownRate,
  cacheWrite5m: unknownRate,
  cacheWrite1h: unknownRate,
};

/** Strict: a rate under a misspelt name would be an unknown one. */
const Row = z.strictObject({
  ...rates,
  tiers: z.array(z.strictObject({ above: z.int().min(0), ...rates })).optional(),
  serviceTiers: z.record(z.string(), rate).optional(),
  asOf: z.iso.date(),
  source: z.string().trim().min(1),
});
const Rows = z.array(Row.extend({ model: z.string().trim().min(1) }));
const ById = z.record(z.string().min(1), Row);

export type PriceReading =
  | { readonly ok: true; readonly prices: OwnPrices }
  /** What is wrong, and where: `[2].input: expected number, received string`. */
  | { readonly ok: false; readonly problem: string };

/**
 * Reads a list of rows with `model`, or an object of rows by their ids. USD per million tokens; a cache
 * rate that is left out or null is unknown. `from` is where they stand, and becomes part of each source.
 */
export function readPrices(content: unknown, from: string): PriceReading {
  const parsed = Array.isArray(content) ? Rows.safeParse(content) : ById.safeParse(content);
  if (!parsed.success) return { ok: false, problem: problemOf(parsed.error) };
  const rows = Array.isArray(parsed.data)
    ? parsed.data
    : Object.entries(parsed.data).map(([model, row]) => ({ model, ...row }));
  const prices = new Map<string, Price>();
  for (const [index, row] of rows.entries()) {
    if (prices.has(row.model))
      return { ok: false, problem: `[${index}].model: ${row.model} stands there twice` };
    prices.set(row.model, owned(row, from));
  }
  return { ok: true, prices };
}

function owned({ tiers, serviceTiers, ...row }: z.infer<typeof Rows>[number], from: string): Price {
  return {
    ...row,
    ...(tiers && { tiers }),
    ...(serviceTiers && { serviceTiers }),
    source: `${row.source} (set by the user, ${from})`,
  };
}

function problemOf({ issues }: z.ZodError): string {
  const issue = issues[0];
  if (!issue) return 'it cannot be read';
  const path = z.core.toDotPath(issue.path);
  const what = issue.message.replace(/^Invalid input: /, '');
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `${path === '' ? '' : `${path}: `}${what.charAt(0).toLowerCase()}${what.slice(1)}${more}`;
}
