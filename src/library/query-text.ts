/** A query as a text: for where it is kept, or shown as it was understood. Pure. */
import type { Query, Term } from './query.ts';

/** The query as one can write it: parsed again it is the same. */
export function queryText({ terms }: Pick<Query, 'terms'>): string {
  return terms.map(term => `${term.not ? '-' : ''}${termText(term)}`).join(' ');
}

function termText(term: Term): string {
  switch (term.kind) {
    case 'word':
      return quotedWord(term.text);
    case 'text':
      return `${term.field}:${term.values.map(quotedValue).join(',')}`;
    case 'mark':
    case 'is':
      return `${term.kind}:${term.values.join(',')}`;
    case 'number':
      return `${term.field}:${numberText(term)}`;
  }
}

const SECOND_MS = 1000;

function numberText({ field, compare, value }: Extract<Term, { kind: 'number' }>): string {
  if (value === 'unknown') return value;
  const sign = compare === '=' ? '' : compare;
  // As few digits as make the same number again, and never with an exponent.
  const digits = plainDigits(field === 'age' ? value / SECOND_MS : value);
  return `${sign}${digits}${field === 'age' ? 's' : ''}`;
}

function plainDigits(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20) : text;
}

function quotedWord(text: string): string {
  return /^[^\s":-][^\s":]*$/.test(text) ? text : `"${text}"`;
}

function quotedValue(text: string): string {
  return /^[^\s",]+$/.test(text) ? text : `"${text}"`;
}
