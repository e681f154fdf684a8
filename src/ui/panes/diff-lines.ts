/** The rows of a diff as lines of a width: marks in the margin, changed words on their own ground. */
import { type Row, rowsOf } from '../../diff/hunks.ts';
import type { Part } from '../../diff/parts.ts';
import { wrapSpans } from '../../text/wrap.ts';
import { type Line, type StyledSpan, span } from '../line.ts';
import type { Roles } from '../theme.ts';

/** The sign and two spaces. */
const MARGIN = 3;

export interface DiffLines {
  /** The lines of these parts. Those that were there the time before are not laid out again. */
  of(parts: readonly Part[], width: number): Line[];
}

export function createDiffLines(): DiffLines {
  let before = new Map<string, Line[]>();
  return {
    of(parts, width) {
      const known = new Map<string, Line[]>();
      const lines = rowsOf(parts).flatMap(row => {
        const key = keyOf(row, width);
        const laid = known.get(key) ?? before.get(key) ?? rowLines(row, width);
        known.set(key, laid);
        return laid;
      });
      before = known;
      return lines;
    },
  };
}

function keyOf({ margin, spans }: Row, width: number): string {
  return `${width}${margin}${spans.map(({ kind, text }) => `\u0000${kind}\u0001${text}`).join('')}`;
}

function rowLines(row: Row, width: number): Line[] {
  const spans = row.spans.map((part): StyledSpan => ({ text: part.text, style: ROLES[part.kind] }));
  const sign = SIGNS[row.margin];
  return wrapSpans(spans, Math.max(1, width - MARGIN)).map(rest => [
    span(`${sign.text}  `, sign.role),
    ...rest,
  ]);
}

/** A line in which only words changed shows them itself. */
const SIGNS: Readonly<Record<Row['margin'], { text: string; role: Roles }>> = {
  '+': { text: '+', role: 'good' },
  '-': { text: '−', role: 'bad' },
  '~': { text: ' ', role: 'muted' },
  ' ': { text: ' ', role: 'muted' },
};

const ROLES = { same: 'text', gap: 'text', added: 'added', removed: 'removed' } as const;
