/** How these benches say what they measured: a line of JSON each with `--json`, else a sentence. */

export interface Measure {
  readonly name: string;
  readonly what: string;
  readonly against: string;
  readonly ratio: number;
  readonly bound: number;
  readonly direction: 'at most' | 'at least';
  /** Further numbers for a reader, by what they are. */
  readonly [detail: string]: string | number;
}

export function say({ name, what, against, ratio, bound, direction, ...details }: Measure): void {
  const short = Object.fromEntries(Object.entries(details).map(([key, value]) => [key, rounded(value)]));
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ name, what, against, ratio, bound, direction, ...short }));
    return;
  }
  const rest = Object.entries(short).map(([key, value]) => `${key} ${value}`);
  console.log(`${what}: ${ratio.toFixed(2)} of ${against}, ${direction} ${bound} (${rest.join(', ')})`);
}

function rounded(value: string | number): string | number {
  return typeof value === 'number' ? Number(value.toPrecision(3)) : value;
}
