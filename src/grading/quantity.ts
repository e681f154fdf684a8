/**
 * Numbers as people and models write them, with the units that change their value (cents, million).
 * Reads and compares them; refuses to know where in an answer they stand.
 */
import { hasCommands, MONEY_DOLLAR, plainMath } from './plain-math.ts';

/** The unit of money, where it was named: a cent is a hundredth of a dollar or euro. */
export type Money = 'whole' | 'cents';

export interface Quantity {
  /** Finite. A percentage counts as its number: 12 % is 12. */
  readonly value: number;
  readonly money?: Money;
  /** As written, in plain characters: `-$1,204.50`, `5 cents`, `1 4/5`. */
  readonly text: string;
  /** Where it stands in the plain text (`plainMath`) that was searched. */
  readonly start: number;
  readonly end: number;
}

/**
 * The one number that a short text is, if it is one: `$1,204`, `x = 5`, `90^\circ`, `15 cm^2`.
 * `undefined` for anything that says more than a number with a unit: `2k`, `3\sqrt{13}`, `(1, 2)`, `5 or 6`.
 */
export function readQuantity(text: string): Quantity | undefined {
  if (text.length > MAX_SHORT) return undefined;
  const whole = plainMath(text)
    .trim()
    .replace(/^\$([^$]*)\$$/, '$1');
  if (hasCommands(whole) || !isAssigned(whole)) return undefined;
  const plain = whole.slice(whole.lastIndexOf('=') + 1);
  const [quantity, ...others] = quantitiesIn(plain);
  if (!quantity || others.length > 0) return undefined;
  return LEAD.test(plain.slice(0, quantity.start)) && isUnit(plain.slice(quantity.end))
    ? quantity
    : undefined;
}

/**
 * Every number of a plain text (`plainMath`) in its order. Exponents, indexes, ordinals (`4th`) and
 * digits inside a word (`H2O`) are not numbers. Linear in the length of the text.
 */
export function quantitiesIn(plain: string): Quantity[] {
  const quantities: Quantity[] = [];
  NUMBER.lastIndex = 0;
  for (let match = NUMBER.exec(plain); match; match = NUMBER.exec(plain)) {
    const quantity = quantityAt(plain, match.index, match[0]);
    if (!quantity) continue;
    quantities.push(quantity);
    NUMBER.lastIndex = quantity.end;
  }
  return quantities;
}

/**
 * Whether two quantities are the same, within a relative 1e-9. Units are ignored, except that cents
 * and whole dollars or euros are converted when each side names its own.
 */
export function sameQuantity(a: Quantity, b: Quantity): boolean {
  const bothNamed = a.money !== undefined && b.money !== undefined;
  const [x, y] = bothNamed ? [inCents(a), inCents(b)] : [a.value, b.value];
  return Math.abs(x - y) <= 1e-9 * Math.max(Math.abs(x), Math.abs(y));
}

/** Longer texts are not one number; nor is a longer run of digits one that a double can hold. */
const MAX_SHORT = 200;
const MAX_DIGITS = 350;

const SPACES = '\u00a0\u2009\u202f';
const NUMBER = new RegExp(
  `(?:\\d{1,3}(?:[,${SPACES}]\\d{3})+(?!\\d)|(?<=[$€£\uff04])\\d{1,3}(?: \\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?|(?<![\\p{L}\\d.])\\.\\d+`,
  'gu',
);
const FRACTION = /\/(\d{1,15}(?:\.\d{1,15})?)(?![\d/])/y;
const MIXED = / {1,2}(\d{1,6})\/(\d{1,6})(?![\d/])/y;
const POWER = /\^(?:\{(-?\d{1,4})\}|(-?\d{1,4}))/y;
const TIMES_TEN = / ?[×x*] ?10\^(?:\{(-?\d{1,4})\}|(-?\d{1,4}))/y;
const EXPONENT = /[eE]([+-]?\d{1,4})(?![\p{L}\d])/uy;
const FULL_HOUR = /:00(?![\d:])/y;
const ORDINAL = /(?:st|nd|rd|th)(?![a-z])/iy;
const MAGNITUDE = /[ -]?(thousand|million|billion|trillion)(?![a-z])/iy;
const UNIT =
  / {0,4}(?:(%|percent(?![a-z]))|(¢|cents?(?![a-z]))|(€|(?:US )?dollars?(?![a-z])|euros?(?![a-z])|USD|EUR))/iy;
const MAGNITUDES = new Map([
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);

/** What may stand before the number that a text is. */
const LEAD =
  /^[\s$*_"'`(≈~:#]*(?:(?:about|approximately|approx\.?|exactly|only)[\s$*]*)?[-+$€£¥₹\uff04\s]*$/i;
/** A single letter set against a number is a unit (5m) rather than a variable (5x) only when it is one of these. */
const UNIT_LETTERS = /^[mgshLCFKNJWV](?![\p{L}])/u;

/** What stands before an equals sign may be a name (x =) or a sum (9 * 2 =), but no equation in a variable. */
function isAssigned(whole: string): boolean {
  const left = whole.slice(0, Math.max(0, whole.lastIndexOf('=')));
  return !/\d/.test(left) || !/\p{L}/u.test(left);
}

function isUnit(after: string): boolean {
  if (/^\p{L}(?!\p{L})/u.test(after) && !UNIT_LETTERS.test(after)) return false;
  return (
    /^[\p{L}\s$*"'`)°%¢€.,!/·²³-]*(?:\^(?:\{-?\d\}|-?\d)[\s.$*]*)?$/u.test(after) && !/- ?\p{L}$/u.test(after)
  );
}

function quantityAt(plain: string, start: number, digits: string): Quantity | undefined {
  if (digits.length > MAX_DIGITS || isInsideWord(plain, start)) return undefined;
  const scan = { plain, at: start + digits.length };
  if (take(scan, ORDINAL)) return undefined;
  const size = magnitude(scan, Number(digits.replace(/[^\d.]/g, '')), plain[start - 1] === '/');
  const { sign, currency } = signBefore(plain, start, plain[scan.at] === '$');
  const unit = take(scan, UNIT);
  const value = sign * size;
  if (!Number.isFinite(value)) return undefined;
  // A bare dollar sign in front of cents opens LaTeX: $5 \text{ cents}$.
  const isCents = unit?.[2] !== undefined && currency !== '€';
  const money = isCents ? 'cents' : currency === '$' || currency === '€' || unit?.[3] ? 'whole' : undefined;
  const behind = plain.slice(start + digits.length, scan.at).replace(/\s+/g, ' ');
  const text = `${sign < 0 ? '-' : ''}${isCents ? '' : currency}${digits.replace(/\s/g, ',')}${behind}`;
  return { value, ...(money && { money }), text, start, end: scan.at };
}

interface Scan {
  readonly plain: string;
  at: number;
}

/** Matches at the place of the scan and moves it on. */
function take(scan: Scan, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = scan.at;
  const match = pattern.exec(scan.plain);
  if (match) scan.at = pattern.lastIndex;
  return match ?? undefined;
}

/** The number with its fraction, power or word of size. A date (3/4/2024) is no fraction. */
function magnitude(scan: Scan, number: number, afterSlash: boolean): number {
  const fraction = afterSlash ? undefined : take(scan, FRACTION);
  if (fraction) return number / Number(fraction[1]);
  const mixed = Number.isInteger(number) ? take(scan, MIXED) : undefined;
  if (mixed) return number + Number(mixed[1]) / Number(mixed[2]);
  if (take(scan, FULL_HOUR)) return number;
  const ten = take(scan, TIMES_TEN) ?? take(scan, EXPONENT);
  if (ten) return Number(`${number}e${ten[1] ?? ten[2]}`);
  const power = take(scan, POWER);
  if (power) return number ** Number(power[1] ?? power[2]);
  const word = take(scan, MAGNITUDE)?.[1]?.toLowerCase();
  return number * (MAGNITUDES.get(word ?? '') ?? 1);
}

function isInsideWord(plain: string, start: number): boolean {
  return /[A-Za-z_^]$|[_^]\{-?$|\^-$/.test(plain.slice(Math.max(0, start - 3), start));
}

const BEFORE = /(^|[^-+–])([-+–]?)((?:US)?[$€£¥₹\uff04])?([-–]?)$/;

/**
 * The sign and the currency in front of a number. A minus after a number, a word or a bracket
 * subtracts (16-3, 16 -3, pre-2000) and is no sign. `$18$` is LaTeX, not money.
 */
function signBefore(plain: string, start: number, dollarBehind: boolean): { sign: 1 | -1; currency: string } {
  const before = plain.slice(Math.max(0, start - 8), start);
  const match = BEFORE.exec(before);
  if (!match) return { sign: 1, currency: '' };
  const [, , outer = '', mark = '', inner = ''] = match;
  const isLatex = mark === '$' && dollarBehind;
  const ahead = before.slice(0, before.length - outer.length - mark.length - inner.length);
  const subtracts = /[\p{L}\p{N})\]}]$|[\p{N})\]}]\s+$/u.test(ahead);
  const minus = (inner && (mark || !subtracts)) || (outer && outer !== '+' && !subtracts);
  const currency = mark.endsWith(MONEY_DOLLAR) || mark === 'US$' ? '$' : mark;
  return { sign: minus ? -1 : 1, currency: isLatex ? '' : currency };
}

function inCents(quantity: Quantity): number {
  return quantity.money === 'cents' ? quantity.value : quantity.value * 100;
}
