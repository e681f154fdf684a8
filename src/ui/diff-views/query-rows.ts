/** The rows of the answer-first table about a query: clause by clause. Knows no text around the query. */
import { type ClausePair, compareClauses } from '../../diff/clauses.ts';
import { elided } from '../../diff/elision.ts';
import { rowsOf } from '../../diff/hunks.ts';
import { diffWords } from '../../diff/words.ts';
import { formatCount } from '../../text/numbers.ts';
import { span } from '../line.ts';
import { type SignedLine, signedLines } from './marked-lines.ts';

/** The clauses that changed, came or went; then how many did not. */
export function queryRows(old: string, next: string, width: number): SignedLine[] {
  const pairs = compareClauses(old, next);
  const changed = pairs.filter(pair => !isSame(pair));
  const same = pairs.length - changed.length;
  const words = `${formatCount(same)} ${same === 1 ? 'clause' : 'clauses'} as before`;
  return [
    ...changed.flatMap(pair => clauseRows(pair, width)),
    ...(same > 0 ? [{ sign: ' ', content: [span(words, 'muted')] } as const] : []),
  ];
}

function isSame({ old, next }: ClausePair): boolean {
  return old?.key === next?.key;
}

/** Of a long clause, the words around its changes are enough to find them. */
const WORDS_AROUND = 8;
/** Clauses have been paired already: their words are marked even when few of them stayed. */
const LITTLE = 0.2;

function clauseRows({ old, next }: ClausePair, width: number): SignedLine[] {
  const whole = (clause: ClausePair['old']) => (clause ? `${clause.name} ${clause.text}`.trim() : '');
  const rows = rowsOf(diffWords(whole(old), whole(next), { minKept: LITTLE }).parts);
  return rows.flatMap(row =>
    hanging(signedLines(elided(row, WORDS_AROUND), row.margin, width - INDENT.length)),
  );
}

const INDENT = '  ';

/** So that one sees where the next clause begins. */
function hanging(lines: readonly SignedLine[]): SignedLine[] {
  return lines.map(({ sign, content }, index) => ({
    sign,
    content: index > 0 ? [span(INDENT), ...content] : content,
  }));
}
