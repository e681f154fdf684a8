/** Prices of the user's own: those of --prices over those in the settings file, each by its exact id. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { readPrices } from '../models/price-file.ts';
import { NO_OWN_PRICES, type OwnPrices } from '../models/prices.ts';
import { whyUnreadable } from '../text/disk-words.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export interface PriceFlags {
  /** A file of prices. */
  readonly prices?: string | undefined;
}

const SHAPE =
  'Give a JSON list of {model, input, output, asOf, source}, or an object of such rows by model id.';

/** Throws `CommandError` where a price cannot be read: a wrong sum would be worse than none. */
export function ownPrices({ prices: file }: PriceFlags): OwnPrices {
  const settings = join(envPaths('reflectoscope', { suffix: '' }).config, 'config.json');
  const kept = pricesIn(storedPrices(settings), `"prices" in ${settings}`, 'settings', EXIT.configuration);
  if (file === undefined) return kept;
  return new Map([...kept, ...pricesIn(contentOf(file), `--prices ${file}`, '--prices', EXIT.usage)]);
}

function pricesIn(
  content: unknown,
  place: string,
  from: string,
  code: typeof EXIT.usage | typeof EXIT.configuration,
): OwnPrices {
  if (content === undefined) return NO_OWN_PRICES;
  const read = readPrices(content, from);
  if (read.ok) return read.prices;
  throw new CommandError(code, `${place} cannot be used: ${read.problem}.`, SHAPE);
}

function contentOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (thrown) {
    const why =
      thrown instanceof SyntaxError ? `is not valid JSON: ${thrown.message}` : whyUnreadable(thrown);
    throw new CommandError(EXIT.usage, `The file ${file} of --prices ${why}.`, SHAPE);
  }
}

/** What else is wrong with the settings file, the app says. */
function storedPrices(file: string): unknown {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof content === 'object' && content !== null && 'prices' in content
      ? content.prices
      : undefined;
  } catch {
    return undefined;
  }
}
