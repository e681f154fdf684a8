/**
 * What kind of thing a mathematical answer is: an expression with its unit, a tuple or an interval, a
 * set, a union, a matrix, an equation, words. Reads it; compares nothing.
 */
import { type Expression, expressionFrom, NoExpression } from './expression.ts';
import { cleaned, type Token, TooMuch, tokensOf } from './tokens.ts';

export type MathAnswer =
  | { readonly kind: 'expression'; readonly expression: Expression; readonly unit?: string | undefined }
  /** A tuple, a point or an interval: the brackets say which. */
  | {
      readonly kind: 'group';
      readonly open: string;
      readonly close: string;
      readonly items: readonly MathAnswer[];
    }
  /** In any order: in braces, or several answers with commas or "and" between them. */
  | { readonly kind: 'set'; readonly items: readonly MathAnswer[] }
  | { readonly kind: 'union'; readonly parts: readonly MathAnswer[] }
  | { readonly kind: 'matrix'; readonly rows: readonly (readonly MathAnswer[])[] }
  /** `name`: what stands on the left only names what stands on the right (x = 5, f(x) = 2x). */
  | {
      readonly kind: 'equation';
      readonly name: string | undefined;
      readonly left: MathAnswer;
      readonly right: MathAnswer;
    }
  /** A number with its base: 52_8. */
  | { readonly kind: 'based'; readonly digits: string; readonly base: string }
  /** Words, and everything that is not understood. */
  | { readonly kind: 'text'; readonly text: string; readonly isWords: boolean };

/** Reads an answer. Throws `TooMuch` for one that is too long or too deep. */
export function readAnswer(answer: string): MathAnswer {
  const tokens = tokensOf(answer);
  const text = cleaned(answer);
  const choice = /^\(?([A-Z])\)?$/.exec(text.replace(/\\text\s*\{\s*([^{}]*?)\s*\}/, '$1'));
  if (choice && (text.includes('(') || text.includes('\\text')))
    return { kind: 'text', text: choice[1] ?? '', isWords: true };
  if (tokens.length > 0 && tokens.every(isWordy))
    return { kind: 'text', text: wordsOf(tokens), isWords: true };
  return withSigns(tokens).length > 1
    ? { kind: 'set', items: withSigns(tokens).map(list => wholeAnswer(list, text)) }
    : wholeAnswer(tokens, text);
}

/** Words with the signs that may stand between them. */
function isWordy(token: Token): boolean {
  return token.kind === 'text' || (token.kind === 'sign' && /^[.,;:'"!?-]$/.test(token.text));
}

function wordsOf(tokens: readonly Token[]): string {
  return tokens.map(token => token.text).join(' ');
}

function wholeAnswer(tokens: readonly Token[], text: string): MathAnswer {
  return listed(tokens) ?? { kind: 'text', text, isWords: false };
}

/** Both readings of an answer with a plus-minus sign outside brackets of its own. */
function withSigns(tokens: readonly Token[]): (readonly Token[])[] {
  const has = tokens.some(token => isSign(token, '\u00b1') || isSign(token, '\u2213'));
  if (!has || splitAt(tokens, LIST).length > 1 || tokens[0]?.text === '\u2983') return [tokens];
  const read = (upper: string, lower: string) =>
    tokens.map(
      (token): Token =>
        isSign(token, '\u00b1')
          ? { kind: 'sign', text: upper }
          : isSign(token, '\u2213')
            ? { kind: 'sign', text: lower }
            : token,
    );
  return [read('+', '-'), read('-', '+')];
}

const LIST = [',', ';', 'or'];

/** Several answers, or one. `undefined` when a part is not understood. */
function listed(tokens: readonly Token[]): MathAnswer | undefined {
  const isInequality = tokens.some(token => token.kind === 'sign' && /^[<>\u2264\u2265]$/.test(token.text));
  if (isInequality && splitAt(tokens, ['or']).length > 1) {
    const parts = all(splitAt(tokens, ['or']).map(part => single(part)));
    return parts && { kind: 'union', parts };
  }
  const parts = splitAt(tokens, LIST).filter(part => part.length > 0);
  if (parts.length <= 1) return single(parts[0] ?? tokens);
  const items = itemsOf(parts);
  return items && { kind: 'set', items: shareName(items) };
}

/** `x = 1, 2` is a list of values of x. */
function shareName(items: readonly MathAnswer[]): readonly MathAnswer[] {
  const [first, ...others] = items;
  const isShared =
    first?.kind === 'equation' && first.name && others.every(item => item.kind === 'expression');
  return isShared ? [first.right, ...others] : items;
}

function itemsOf(parts: readonly (readonly Token[])[]): readonly MathAnswer[] | undefined {
  return all(parts.flatMap(part => withSigns(part).map(signed => single(signed))));
}

function single(tokens: readonly Token[]): MathAnswer | undefined {
  const member = splitAt(tokens, ['\u2208']);
  if (member.length === 2 && member[0] && nameOf(member[0]) && member[1]) return listed(member[1]);
  const union = splitAt(tokens, ['\u222a']);
  if (union.length > 1) {
    const parts = all(union.map(part => single(part)));
    return parts && { kind: 'union', parts };
  }
  return related(tokens) ?? based(tokens) ?? matrix(tokens) ?? bracketed(tokens) ?? measured(tokens);
}

function related(tokens: readonly Token[]): MathAnswer | undefined {
  const sides = splitAt(tokens, ['=', '<', '>', '\u2264', '\u2265', '\u2260', '\u2248']);
  if (sides.length < 2) return undefined;
  const relations = topLevel(tokens).filter(({ token }) =>
    /^[=<>\u2264\u2265\u2260\u2248]$/.test(token.text),
  );
  const signs = relations.map(({ token }) => token.text);
  if (signs.every(sign => sign === '=')) return equation(sides);
  return (
    interval(sides, signs) ?? { kind: 'text', text: tokens.map(token => token.text).join(''), isWords: false }
  );
}

/** Of a chain of equations the first names it and the last is the answer. */
function equation(sides: readonly (readonly Token[])[]): MathAnswer | undefined {
  const [first = [], last = []] = [sides[0], sides.at(-1)];
  const right = listed(last);
  if (!right) return undefined;
  const name = nameOf(first);
  const left = measured(first) ?? { kind: 'text', text: wordsOf(first), isWords: true };
  return { kind: 'equation', name, left, right };
}

/** A side that only names something: a letter, `f(x)`, `\angle ABC`, words, letters side by side. */
function nameOf(tokens: readonly Token[]): string | undefined {
  const text = tokens.map(token => token.text).join('');
  const isName =
    tokens.length > 0 &&
    tokens.length <= 8 &&
    tokens.every(
      token =>
        token.kind === 'text' ||
        token.kind === 'name' ||
        (token.kind === 'command' && !/^(?:frac|sqrt|pi|infty)$/.test(token.text)) ||
        (token.kind === 'sign' && /^[_{}'(),:]$/.test(token.text)) ||
        (token.kind === 'number' && /_\{?\d/.test(text)),
    );
  return isName ? text : undefined;
}

/** `-2 <= x <= 7` is `[-2, 7]`, and `x > 3` is `(3, \infty)`. */
function interval(sides: readonly (readonly Token[])[], signs: readonly string[]): MathAnswer | undefined {
  if (signs.some(sign => !/[<>\u2264\u2265]/.test(sign))) return undefined;
  const [direction = ''] = signs.map(sign => (/[<\u2264]/.test(sign) ? 'up' : 'down'));
  if (signs.some(sign => (/[<\u2264]/.test(sign) ? 'up' : 'down') !== direction)) return undefined;
  const [low, high] = direction === 'up' ? [sides, signs] : [[...sides].reverse(), [...signs].reverse()];
  const at = low.findIndex(side => nameOf(side) !== undefined);
  if (at < 0 || low.length > 3 || (low.length === 3 && at !== 1)) return undefined;
  const lower = at === 0 ? infinite(true) : measured(low[at - 1] ?? []);
  const upper = at === low.length - 1 ? infinite(false) : measured(low[at + 1] ?? []);
  const isClosed = (sign: string | undefined) => sign === '\u2264' || sign === '\u2265';
  return (
    lower &&
    upper && {
      kind: 'group',
      open: at > 0 && isClosed(high[at - 1]) ? '[' : '(',
      close: at < low.length - 1 && isClosed(high[at]) ? ']' : ')',
      items: [lower, upper],
    }
  );
}

function infinite(isNegative: boolean): MathAnswer {
  const infinity: Token = { kind: 'command', text: 'infty' };
  const tokens: Token[] = isNegative ? [{ kind: 'sign', text: '-' }, infinity] : [infinity];
  return { kind: 'expression', expression: expressionFrom(tokens) };
}

/** 52_8, 4210_{5}, 1A_{16}. */
function based(tokens: readonly Token[]): MathAnswer | undefined {
  const text = tokens.map(token => (token.kind === 'text' ? ` ${token.text}` : token.text)).join('');
  const [, digits, base] = /^([\dA-F]+)_\{?(\d{1,2})\}?$/.exec(text) ?? [];
  const inWords = /^(\d+) base (\d{1,2})$/.exec(text);
  if (inWords) return { kind: 'based', digits: inWords[1] ?? '', base: inWords[2] ?? '' };
  return digits && base && /^\d/.test(digits) ? { kind: 'based', digits, base } : undefined;
}

function matrix(tokens: readonly Token[]): MathAnswer | undefined {
  const [first, last] = [tokens[0], tokens.at(-1)];
  const environment = /^begin:([a-zA-Z]?matrix|array)\*?$/.exec(first?.text ?? '')?.[1];
  if (!environment || last?.text !== `end:${environment}`) return undefined;
  let inner = tokens.slice(1, -1);
  if (environment === 'array' && inner[0]?.text === '{') {
    inner = inner.slice(inner.findIndex(token => token.text === '}') + 1);
  }
  const lines = splitAt(inner, ['\\\\']).filter(line => line.length > 0);
  const rows = lines.map(line => all(splitAt(line, ['&']).map(cell => single(cell))));
  const whole = all(rows);
  return whole && { kind: 'matrix', rows: whole };
}

const CLOSING = new Map([
  ['(', ')]'],
  ['[', ')]'],
  ['\u2983', '\u2984'],
]);

/** A tuple, an interval or a set: brackets around the whole, with commas inside. */
function bracketed(tokens: readonly Token[]): MathAnswer | undefined {
  const [open = '', close = ''] = [tokens[0]?.text, tokens.at(-1)?.text];
  if (tokens[0]?.kind !== 'sign' || !CLOSING.get(open)?.includes(close)) return undefined;
  const inner = tokens.slice(1, -1).flatMap(separated);
  if (!isOneBracket(tokens)) return undefined;
  if (open === '\u2983') {
    if (inner.length === 0) return { kind: 'set', items: [] };
    const items = itemsOf(splitAt(inner, LIST));
    return items && { kind: 'set', items };
  }
  const parts = splitAt(inner, [',']);
  if (parts.length < 2) return undefined;
  const items = all(parts.map(part => single(part)));
  return items && { kind: 'group', open, close, items };
}

/** Inside brackets `(100,200)` is two numbers. */
function separated(token: Token): Token[] {
  if (token.kind !== 'number' || !token.text.includes(',')) return [token];
  return token.text
    .split(',')
    .flatMap((text, at): Token[] => [
      ...(at > 0 ? [{ kind: 'sign', text: ',' } as const] : []),
      { kind: 'number', text },
    ]);
}

function isOneBracket(tokens: readonly Token[]): boolean {
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    depth += depthOf(token);
    if (depth === 0) return at === tokens.length - 1;
  }
  return false;
}

/** An expression with a unit in front or behind: `\$36`, `15 \text{ cm}^2`, `50%`, `90^\circ`. */
function measured(tokens: readonly Token[]): MathAnswer | undefined {
  let from = 0;
  let unit: string | undefined;
  if (tokens[0]?.kind === 'text') {
    // In front stands money, or words that only lead up to the number.
    unit = /^(?:dollars|\u20ac|euros?|usd)$/i.test(tokens[0].text) ? tokens[0].text : undefined;
    from = 1;
  } else if (isSign(tokens[0], '-') && tokens[1]?.text === 'dollars') {
    return measured([tokens[1], { kind: 'sign', text: '-' }, ...tokens.slice(2)]);
  }
  let to = tokens.length;
  const end = tokens.findLastIndex(token => token.kind !== 'text' && !isUnitSign(token));
  const behind = tokens.slice(end + 1);
  const words = behind.findIndex(token => token.kind === 'text' || isSign(token, '%'));
  if (words >= 0 && end >= 0) {
    const start = tokens.findIndex((token, at) => at > from && (token.kind === 'text' || isSign(token, '%')));
    unit = tokens
      .slice(start)
      .map(token => token.text)
      .join(' ');
    to = start;
  }
  if (isCircle(tokens, to) && !tokens.slice(from, to - 2).some(isPartOfSum)) {
    unit = 'degrees';
    to -= 2;
  }
  const expression = tryExpression(tokens.slice(from, to));
  return (
    expression && { kind: 'expression', expression, ...(unit !== undefined && { unit: normalUnit(unit) }) }
  );
}

function isUnitSign(token: Token): boolean {
  return (
    (token.kind === 'sign' && /^[%^{}/.]$/.test(token.text)) ||
    (token.kind === 'number' && /^[1-4]$/.test(token.text))
  );
}

function isCircle(tokens: readonly Token[], to: number): boolean {
  const [caret, circle] = [tokens[to - 2], tokens[to - 1]];
  return to > 2 && caret?.text === '^' && circle?.kind === 'command' && circle.text === 'circ';
}

/** Only the last part of 2 + 30 degrees is in degrees, and the cosine of 36 degrees has no unit. */
function isPartOfSum(token: Token, at: number): boolean {
  if (token.kind === 'command') return !/^(?:frac|sqrt|pi)$/.test(token.text);
  return at > 0 && (isSign(token, '+') || isSign(token, '-'));
}

function normalUnit(unit: string): string {
  const text = unit
    .toLowerCase()
    .replace(/[.{}\s]+/g, ' ')
    .trim();
  return UNITS.find(([pattern]) => pattern.test(text))?.[1] ?? text;
}

const UNITS: readonly [RegExp, string][] = [
  [/^(?:%|percent)$/, '%'],
  [/^(?:dollars?|us dollars?|usd)$/, 'dollars'],
  [/^(?:cents?|\u00a2)$/, 'cents'],
  [/^(?:degrees?|deg)$/, 'degrees'],
  [/^(?:cm|centimeters?|centimetres?)$/, 'cm'],
  [/^(?:mm|millimeters?|millimetres?)$/, 'mm'],
  [/^(?:m|meters?|metres?)$/, 'm'],
  [/^(?:km|kilometers?|kilometres?)$/, 'km'],
  [/^(?:in|inch|inches)$/, 'in'],
  [/^(?:ft|foot|feet)$/, 'ft'],
  [/^(?:kg|kilograms?)$/, 'kg'],
  [/^(?:g|grams?)$/, 'g'],
  [/^hours?$/, 'hours'],
  [/^minutes?$/, 'minutes'],
  [/^seconds?$/, 'seconds'],
];

function tryExpression(tokens: readonly Token[]): Expression | undefined {
  try {
    return expressionFrom(tokens);
  } catch (error) {
    if (error instanceof NoExpression) return undefined;
    throw error;
  }
}

function topLevel(tokens: readonly Token[]): { token: Token; at: number }[] {
  let depth = 0;
  return tokens.flatMap((token, at) => {
    depth += depthOf(token);
    if (depth > MAX_NESTING) throw new TooMuch();
    return depth === 0 && token.kind === 'sign' ? [{ token, at }] : [];
  });
}

const MAX_NESTING = 50;

function depthOf(token: Token): number {
  if (token.kind !== 'sign') return 0;
  if (/^(?:[([{\u2983]|begin:.*)$/.test(token.text)) return 1;
  return /^(?:[)\]}\u2984]|end:.*)$/.test(token.text) ? -1 : 0;
}

/** The parts between these signs, where they stand outside all brackets. */
function splitAt(tokens: readonly Token[], signs: readonly string[]): (readonly Token[])[] {
  const cuts = topLevel(tokens).filter(({ token }) => signs.includes(token.text));
  return [...cuts, { at: tokens.length }].map(({ at }, index) =>
    tokens.slice((cuts[index - 1]?.at ?? -1) + 1, at),
  );
}

function isSign(token: Token | undefined, text: string): boolean {
  return token?.kind === 'sign' && token.text === text;
}

function all<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  const known = values.filter(value => value !== undefined);
  return known.length === values.length ? known : undefined;
}
