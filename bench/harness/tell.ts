/** How a bench says what it measured: a line of JSON a measure with `--json`, else a sentence. */
import { parseArgs } from 'node:util';
import type { Measure } from './measure.ts';
import { digits } from './table.ts';

/** Whether this bench is to print JSON; its own options are its own business. */
export const isJson =
  parseArgs({ strict: false, options: { json: { type: 'boolean' } } }).values.json === true;

export function tell(measures: readonly Measure[]): void {
  for (const measure of measures) console.log(isJson ? JSON.stringify(measure) : sentence(measure));
}

function sentence({ name: _, what, against, ratio, bound, direction, ...details }: Measure): string {
  const limit = bound === undefined ? '' : `, ${direction} ${bound}`;
  const rest = Object.entries(details).map(([key, value]) => {
    return `${key} ${typeof value === 'number' ? digits(value) : value}`;
  });
  return `${what}: ${digits(ratio)} of ${against}${limit}${rest.length > 0 ? ` (${rest.join(', ')})` : ''}`;
}
