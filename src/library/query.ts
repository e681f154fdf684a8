/**
 * The query line of the library: words, phrases and filters, parsed into terms that must all hold.
 * What is wrong in it is said with its place, and the rest counts all the same. Pure.
 *
 *     bat "one dollar" -haiku model:sonnet mark:fix cost:>0.01 is:imported,synthetic
 */
import { nearest } from '../text/nearest.ts';
import { folded } from './folded.ts';
import { type Token, tokensOf } from './query-tokens.ts';

export interface Query {
  readonly terms: readonly Term[];
  readonly problems: readonly QueryProblem[];
}

export type Term = { readonly not: boolean } & (
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'text'; readonly field: TextField; readonly values: readonly string[] }
  | { readonly kind: 'mark'; readonly values: readonly MarkName[] }
  | { readonly kind: 'is'; readonly values: readonly IsName[] }
  | {
      readonly kind: 'number';
      readonly field: NumberField;
      readonly compare: Comparison;
      /** US dollars, a count, or milliseconds; `unknown` where nobody knows the number. */
      readonly value: number | 'unknown';
    }
);

/** A sentence about a part of the query, in code units. */
export interface QueryProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

export const TEXT_FIELDS = [
  'model',
  'strategy',
  'tag',
  'title',
  'question',
  'domain',
  'answer',
  'file',
  'id',
  'from',
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

export const NUMBER_FIELDS = ['cost', 'saved', 'rounds', 'age'] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];

/** `right` and `wrong` are how the last round was; the others are of any round. */
export const MARK_NAMES = [
  'fix',
  'break',
  'right',
  'wrong',
  'same',
  'changed',
  'flip-back',
  'failed',
] as const;
export type MarkName = (typeof MARK_NAMES)[number];

export const IS_NAMES = [
  'running',
  'done',
  'cut-off',
  'failed',
  'cancelled',
  'live',
  'recorded',
  'synthetic',
  'imported',
  'branch',
  'branched',
  'tagged',
  'titled',
  'noted',
  'twin',
  'damaged',
  'newer',
] as const;
export type IsName = (typeof IS_NAMES)[number];

export type Comparison = '<' | '<=' | '=' | '>=' | '>';

/** Never throws. */
export function parseQuery(text: string): Query {
  const terms: Term[] = [];
  const problems: QueryProblem[] = [];
  for (const token of tokensOf(text)) {
    const term = termOf(token);
    if (typeof term === 'string') problems.push({ start: token.start, end: token.end, message: term });
    else if (term) terms.push(term);
  }
  return { terms, problems };
}

/** What is looked for in texts, folded: to be shown where it was found. */
export function wordsOf({ terms }: Query): string[] {
  return [...new Set(terms.flatMap(term => (term.kind === 'word' && !term.not ? [term.text] : [])))];
}

/** A sentence where it is none; `undefined` where there is nothing in it. */
function termOf({ not, field, values, isOpen }: Token): Term | string | undefined {
  if (isOpen) return 'A quotation mark is still open: close it with another one.';
  if (field === undefined) {
    const text = folded(values[0] ?? '').trim();
    return text === '' ? undefined : { not, kind: 'word', text };
  }
  const name = field.toLowerCase();
  const given = values.map(value => value.trim()).filter(value => value !== '');
  if (!isField(name)) return noField(field);
  if (given.length === 0) return `${name}: needs a value, as in ${EXAMPLES[name]}.`;
  if (name === 'mark') {
    const marks = namesAmong(MARK_NAMES, given, 'mark');
    return typeof marks === 'string' ? marks : { not, kind: 'mark', values: marks };
  }
  if (name === 'is') {
    const states = namesAmong(IS_NAMES, given, 'is');
    return typeof states === 'string' ? states : { not, kind: 'is', values: states };
  }
  if (isNumberField(name)) return numberTerm(not, name, given);
  return { not, kind: 'text', field: name, values: given.map(value => folded(value).trim()) };
}

type Field = TextField | NumberField | 'mark' | 'is';
export const FIELDS: readonly Field[] = [...TEXT_FIELDS, ...NUMBER_FIELDS, 'mark', 'is'];

const EXAMPLES: Readonly<Record<Field, string>> = {
  model: 'model:sonnet',
  strategy: 'strategy:self-refine',
  tag: 'tag:paper',
  title: 'title:draft',
  question: 'question:bat',
  domain: 'domain:mathematics',
  answer: 'answer:0.05',
  file: 'file:2026-11',
  id: 'id:01K',
  from: 'from:inspect',
  cost: 'cost:>0.01',
  saved: 'saved:<0',
  rounds: 'rounds:>=3',
  age: 'age:<7d',
  mark: 'mark:fix',
  is: 'is:imported',
};

function isField(name: string): name is Field {
  return (FIELDS as readonly string[]).includes(name);
}

function isNumberField(name: Field): name is NumberField {
  return (NUMBER_FIELDS as readonly string[]).includes(name);
}

function noField(field: string): string {
  const near = nearest(field.toLowerCase(), FIELDS);
  const help =
    near === undefined ? `There are ${FIELDS.map(name => `${name}:`).join(' ')}` : `Did you mean ${near}:?`;
  return `There is no filter ${field}:. ${help} In quotation marks it is a word.`;
}

function namesAmong<const N extends string>(
  names: readonly N[],
  given: readonly string[],
  field: string,
): N[] | string {
  const found: N[] = [];
  for (const value of given) {
    const name = names.find(one => one === value.toLowerCase().replaceAll(/[ _]/g, '-'));
    if (name === undefined) {
      const near = nearest(value.toLowerCase(), names);
      return `${field}: knows no "${value}"${near === undefined ? '' : `; did you mean ${near}?`} There are ${names.join(', ')}.`;
    }
    found.push(name);
  }
  return found;
}

const NUMBER = /^(<=|>=|<|>|=)?\s*(-?\$?(?:\d+\.?\d*|\.\d+))\s*([a-z]*)$/i;
const SECOND = 1000;
const UNITS: Readonly<Record<string, number>> = {
  s: SECOND,
  m: 60 * SECOND,
  h: 3600 * SECOND,
  d: 86_400 * SECOND,
  w: 7 * 86_400 * SECOND,
  y: 365 * 86_400 * SECOND,
};

function numberTerm(not: boolean, field: NumberField, given: readonly string[]): Term | string {
  const [text = '', ...more] = given;
  const wrong = `${field}: needs a number${field === 'age' ? ' with s, m, h, d, w or y' : ''}, as in ${EXAMPLES[field]}.`;
  if (more.length > 0) return wrong;
  if (text.toLowerCase() === 'unknown' && field !== 'age') {
    return { not, kind: 'number', field, compare: '=', value: 'unknown' };
  }
  const [, compare = '=', digits = '', unit = ''] = NUMBER.exec(text.replace('−', '-')) ?? [];
  const factor = field === 'age' ? UNITS[unit.toLowerCase()] : unit === '' ? 1 : undefined;
  const value = Number(digits.replace('$', ''));
  if (digits === '' || factor === undefined || !Number.isFinite(value)) return wrong;
  return { not, kind: 'number', field, compare: compare as Comparison, value: value * factor };
}
