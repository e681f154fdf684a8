/**
 * The numbers of a text as a reader takes them in: with their signs and units, however they are
 * written. Numbers that only count lines, steps and exponents are none. Calculates nothing.
 */

/** A number where it stands in a text. */
export interface NumberFigure {
  /** As written, without LaTeX: `-$1,204.50`, `5 cents`, `2026-03-01`. */
  readonly text: string;
  /** Equal for numbers that are the same with their units: `1,204` and `1204`, `5 cents` and `$0.05`. */
  readonly key: string;
  /** The value in plain digits; of cents also in dollars. */
  readonly values: readonly string[];
  /** Whether no unit stands with it: it may then be the same as one that has a unit. */
  readonly bare: boolean;
  readonly start: number;
  readonly end: number;
}

/**
 * The numbers of a text in their order. `formulas` are the places of formulas in it, so that the
 * dollar sign that opens one is not taken for money. Linear in the length of the text.
 */
export function numbersIn(
  text: string,
  formulas: readonly { readonly start: number }[] = [],
): NumberFigure[] {
  const opened = new Set(formulas.map(({ start }) => start));
  const masked = withoutCounting(text);
  const figures: NumberFigure[] = [];
  NUMBER.lastIndex = 0;
  for (let match = NUMBER.exec(masked); match; match = NUMBER.exec(masked)) {
    const figure = figureAt(masked, match, opened);
    if (!figure) continue;
    figures.push(figure);
    NUMBER.lastIndex = Math.max(NUMBER.lastIndex, figure.end);
  }
  return figures;
}

const GROUP = String.raw`(?:,|\{,\}|,?\\[!,]|[\u00a0\u2009\u202f])`;
const NUMBER = new RegExp(
  [
    String.raw`(?<day>\d{4}-\d{2}-\d{2}|\d{1,2}\/\d{1,2}\/\d{2,4})(?![\d/-])`,
    String.raw`(?<clock>\d{1,2}:\d{2}(?::\d{2})?)(?![\d:])`,
    String.raw`(?<dotted>\d{1,3}(?:\.\d{3})+,\d+|\d+(?:\.\d+){2,})`,
    String.raw`(?<fraction>\d{1,6}\/\d{1,6})(?![\d/.,]\d|[\p{L}\d/])`,
    String.raw`(?<grouped>\d{1,3}(?:${GROUP}\d{3})+(?:\.\d+)?)(?!\d)`,
    String.raw`(?<!\d,)(?<comma>\d+,\d{1,2})(?!\d|,\d)`,
    String.raw`(?<plain>\d+(?:\.\d+)?|(?<![\p{L}\d.)])\.\d+)`,
  ].join('|'),
  'gu',
);

/** Longer runs of digits are keys and hashes. */
const MAX_DIGITS = 60;

function figureAt(
  text: string,
  match: RegExpExecArray,
  opened: ReadonlySet<number>,
): NumberFigure | undefined {
  const [digits] = match;
  const from = match.index;
  const to = from + digits.length;
  if (digits.length > MAX_DIGITS || isPartOfWord(text, from)) return undefined;
  const { day, clock } = match.groups ?? {};
  if (day ?? clock) {
    return { text: digits, key: digits, values: [digits], bare: false, start: from, end: to };
  }
  const value = plainValue(digits, match.groups ?? {});
  const unit = unitAfter(text, to);
  if (value === undefined || (!unit && /[\p{L}\d_\\]/u.test(rest(text, to)))) return undefined;
  const { sign, currency, start } = before(text, from, opened);
  const end = unit?.end ?? to;
  return named(
    { digits: `${sign}${value}`, factor: unit?.factor, unit: unit?.name ?? currency },
    text.slice(start, end),
    start,
  );
}

interface Measure {
  readonly digits: string;
  readonly factor: number | undefined;
  readonly unit: string;
}

function named({ digits, factor, unit }: Measure, written: string, start: number): NumberFigure {
  const value = factor ? String(Number((Number(digits) * factor).toPrecision(12))) : digits;
  const inDollars = unit === '¢' ? String(Number((Number(value) / 100).toPrecision(12))) : undefined;
  return {
    text: readable(written),
    key: inDollars === undefined ? `${value} ${unit}`.trimEnd() : `${inDollars} $`,
    values: inDollars === undefined ? [value] : [value, inDollars],
    bare: unit === '',
    start,
    end: start + written.length,
  };
}

/** The digits alone: no separators, no zeros that mean nothing. */
function plainValue(
  written: string,
  kinds: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (kinds.fraction) {
    const [over, under] = written.split('/').map(Number);
    return String(Number(((over ?? 0) / (under ?? 1)).toPrecision(12)));
  }
  if (kinds.dotted) {
    const isContinental = /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(written);
    return isContinental ? plainDigits(written.replaceAll('.', '').replace(',', '.')) : undefined;
  }
  return plainDigits(kinds.comma ? written.replace(',', '.') : written.replace(/[^\d.]/g, ''));
}

function plainDigits(digits: string): string {
  const [whole = '', decimals = ''] = digits.split('.');
  const kept = decimals.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '') || '0'}${kept && `.${kept}`}`;
}

function rest(text: string, from: number): string {
  return text.charAt(from);
}

/** In `H2O`, `x_1`, `10^6` and `B07` no number stands, nor in `#5`. */
function isPartOfWord(text: string, from: number): boolean {
  return /[\p{L}_^#]$|[\p{L}\d]\.$|[_^]\{-?$|\^-$/u.test(text.slice(Math.max(0, from - 3), from));
}

/** A sign and a currency before the number. A minus behind a number, a word or a bracket subtracts. */
function before(text: string, from: number, opened: ReadonlySet<number>) {
  const [, minus = '', money = ''] = BEFORE.exec(text.slice(Math.max(0, from - 5), from)) ?? [];
  const isMoney = money !== '' && !(money === '$' && opened.has(from));
  const currency = isMoney ? money : '';
  const at = from - currency.length;
  const signed =
    minus !== '' &&
    (isMoney || money === '') &&
    !/[\p{L}\p{N})\]}]$|[\p{N})\]}][ \t]+$/u.test(text.slice(0, at - 1).slice(-3));
  return {
    sign: signed ? '-' : '',
    currency: CURRENCIES.get(currency) ?? '',
    start: at - (signed ? 1 : 0),
  };
}

const BEFORE = /([-−]?)(US\$|\\\$|[$€£¥₹])?$/;
const CURRENCIES = new Map([
  ['US$', '$'],
  ['\\$', '$'],
  ...[...'$€£¥₹'].map((sign): [string, string] => [sign, sign]),
]);

/** Units by their short names, each with what it is written as. */
const UNITS: readonly (readonly [string, string])[] = [
  ['%', String.raw`\\?%|percent\b|per cent\b`],
  ['¢', '¢|cents?\\b|ct\\b'],
  ['$', '(?:US )?dollars?\\b|USD\\b'],
  ['€', '€|euros?\\b|EUR\\b'],
  ['£', '£|GBP\\b'],
  ['!', '!(?!=)'],
  ['°C', '°C\\b'],
  ['°F', '°F\\b'],
  ['°', String.raw`°|\^\{?\\circ\}?|degrees?\b`],
  ['km/h', 'km/h\\b|kmh\\b|kph\\b|kilomet(?:er|re)s per hour\\b'],
  ['mph', 'mph\\b|miles per hour\\b'],
  ['m/s', 'm/s\\b'],
  ['m²', String.raw`m²|m\^\{?2\}?|(?:square met(?:er|re)s?|sqm)\b`],
  ['cm²', String.raw`cm²|cm\^\{?2\}?`],
  ['kWh', 'kWh\\b'],
  ['km', 'km\\b|kilomet(?:er|re)s?\\b'],
  ['cm', 'cm\\b|centimet(?:er|re)s?\\b'],
  ['mm', 'mm\\b|millimet(?:er|re)s?\\b'],
  ['mile', 'miles?\\b'],
  ['kg', 'kg\\b|kilograms?\\b|kilos?\\b'],
  ['ms', 'ms\\b|milliseconds?\\b'],
  ['min', 'min\\b|minutes?\\b'],
  ['h', 'h\\b|hours?\\b|hrs?\\b'],
  ['day', 'days?\\b'],
  ['week', 'weeks?\\b'],
  ['month', 'months?\\b'],
  ['year', 'years?\\b'],
  ['KB', 'KB\\b'],
  ['MB', 'MB\\b'],
  ['GB', 'GB\\b'],
  ['m', 'm\\b|met(?:er|re)s?\\b'],
  ['g', 'g\\b|grams?\\b'],
  ['s', 's\\b|sec\\b|seconds?\\b'],
];

const MAGNITUDES = new Map([
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);

const SPACE = String.raw`(?:[ \u00a0\u202f-]|\\[,;: ]|~|\\(?:text|mathrm|,)\{ ?){0,3}`;
const MAGNITUDE = new RegExp(`${SPACE}(${[...MAGNITUDES.keys()].join('|')})\\b`, 'iy');
const UNIT = new RegExp(`${SPACE}(?:${UNITS.map(([, pattern]) => `(${pattern})`).join('|')})\\}?`, 'y');

function unitAfter(text: string, from: number) {
  MAGNITUDE.lastIndex = from;
  const magnitude = MAGNITUDE.exec(text);
  UNIT.lastIndex = magnitude ? MAGNITUDE.lastIndex : from;
  const unit = UNIT.exec(text);
  if (!magnitude && !unit) return undefined;
  const name = unit ? UNITS[unit.slice(1).findIndex(group => group !== undefined)]?.[0] : undefined;
  const factor = MAGNITUDES.get(magnitude?.[1]?.toLowerCase() ?? '');
  return { name, factor, end: unit ? UNIT.lastIndex : MAGNITUDE.lastIndex };
}

/** As it stands in the text, but for the LaTeX in it. */
function readable(written: string): string {
  return written
    .replace(/\{,\}|,?\\[!,](?=\d)/g, ',')
    .replace(/\^\{?\\circ\}?/g, '°')
    .replace(/\\(?:text|mathrm)\{|\}|\\[,;: ]|~/g, ' ')
    .replace(/\\/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Labels of steps, and nouns that are counted in the same way. */
const LABEL =
  '(?:step|case|part|method|option|approach|section|figure|table|equation|attempt|round|phase|version|note|solution|schritt|fall|étape)';
const COUNTING = new RegExp(
  [
    // 1. first   2) second   **3.** third   ## 4 fourth
    String.raw`^[ \t>]*(?:[-*+][ \t]+)?(?:[*_]{0,3}\(?\d{1,3}(?:\.\d{1,3})*[.):](?=[*_]{0,3}(?:\s|$))|#{1,6}[ \t]+\d{1,3}(?:\.\d{1,3})*[.)]?(?=\s))`,
    // Step 1, steps 2 and 3, Case 2:
    String.raw`\b${LABEL}s?[ \u00a0]\d{1,3}(?:(?:, | and | to |[-–])\d{1,3})*(?![\d.]*\d)\b`,
    String.raw`https?:\/\/\S+`,
  ].join('|'),
  'gimu',
);

/** The text with numbers that only count turned into spaces, so that all places stay. */
function withoutCounting(text: string): string {
  return text.replace(COUNTING, counting => ' '.repeat(counting.length));
}
