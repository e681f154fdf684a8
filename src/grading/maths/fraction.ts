/** Rational numbers of any length, in lowest terms. */
import { TooMuch } from './tokens.ts';

/** In lowest terms, the denominator positive. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** Thrown for what has no value here: division by zero, an infinite number, an unknown function. */
export class NoValue extends Error {}

export const NONE: Fraction = { over: 0n, under: 1n };
export const ONE_F: Fraction = { over: 1n, under: 1n };
export const TWO_F: Fraction = { over: 2n, under: 1n };

export function fraction(over: bigint, under: bigint): Fraction {
  return { over, under };
}

export function spell({ over, under }: Fraction): string {
  return under === 1n ? `${over}` : `${over}/${under}`;
}

export function decimal(text: string): Fraction {
  const [whole = '', part = ''] = text.split('.');
  if (text.length > 300 || !/^-?\d*$/.test(whole) || !/^\d*$/.test(part)) throw new TooMuch();
  return reduced(BigInt(`${whole === '-' ? '-0' : whole}${part}` || '0'), 10n ** BigInt(part.length));
}

function reduced(over: bigint, under: bigint): Fraction {
  if (under === 0n) throw new NoValue();
  const sign = under < 0n ? -1n : 1n;
  const divisor = commonDivisor(abs(over), abs(under)) * sign;
  return { over: over / divisor, under: under / divisor };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  if (a.under === 1n && b.under === 1n) return { over: a.over + b.over, under: 1n };
  return reduced(a.over * b.under + b.over * a.under, a.under * b.under);
}

export function times(a: Fraction, b: Fraction): Fraction {
  return reduced(a.over * b.over, a.under * b.under);
}

export function negate(a: Fraction): Fraction {
  return { over: -a.over, under: a.under };
}

export function inverted({ over, under }: Fraction): Fraction {
  return reduced(under, over);
}

export function wholePower(base: Fraction, power: bigint): Fraction {
  const [by, count] = power < 0n ? [inverted(base), -power] : [base, power];
  const size = BigInt(Math.max(by.over.toString(2).length, by.under.toString(2).length));
  const isUnit = by.under === 1n && abs(by.over) <= 1n;
  if (!isUnit && size * count > 4096n) throw new TooMuch();
  if (isUnit) return { over: count % 2n === 0n ? by.over * by.over : by.over, under: 1n };
  return { over: by.over ** count, under: by.under ** count };
}

export function isWithin(number: bigint, limit: bigint): boolean {
  return number <= limit && -number <= limit;
}

export function floor({ over, under }: Fraction): bigint {
  const whole = over / under;
  return over < 0n && whole * under !== over ? whole - 1n : whole;
}

export function fractionRoot({ over, under }: Fraction): Fraction | undefined {
  const [x, y] = [wholeRoot(over), wholeRoot(under)];
  return x !== undefined && y !== undefined ? { over: x, under: y } : undefined;
}

function wholeRoot(number: bigint): bigint | undefined {
  if (number < 0n || number > 1n << 100n) return undefined;
  const near = BigInt(Math.round(Math.sqrt(Number(number))));
  for (let root = near - 1n; root <= near + 1n; root++) if (root >= 0n && root * root === number) return root;
  return undefined;
}

export function factorial(number: bigint): bigint {
  let product = 1n;
  for (let factor = 2n; factor <= number; factor++) product *= factor;
  return product;
}

export function binomial(n: bigint, k: bigint): bigint {
  return k > n ? 0n : factorial(n) / (factorial(k) * factorial(n - k));
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}

export function abs(number: bigint): bigint {
  return number < 0n ? -number : number;
}
