/** A diff as GitHub shows it word by word: `<ins>` and `<del>` in a block of preformatted text. Pure. */
import { type RowSpan, rowsOf } from '../../diff/hunks.ts';
import type { TextDiff } from '../../diff/parts.ts';
import { textWidth } from '../../text/width.ts';
import { htmlText } from './inert.ts';

/** Preformatted text is not wrapped where it is read, so it is wrapped here. */
const COLUMNS = 96;

/**
 * One block of HTML, which ends at its own `</pre>` and nowhere before: nothing in the text is markup.
 */
export function diffBlock(diff: Pick<TextDiff, 'parts'>): string[] {
  const lines = rowsOf(diff.parts).flatMap(row => wrapped(row.spans));
  return ['<pre>', ...lines.map(line => line.map(write).join('')), '</pre>'];
}

const TAGS: Partial<Record<RowSpan['kind'], string>> = { added: 'ins', removed: 'del' };

function write({ kind, text }: RowSpan): string {
  const tag = TAGS[kind];
  return tag === undefined ? htmlText(text) : `<${tag}>${htmlText(text)}</${tag}>`;
}

/** The spans of one row as lines, broken between words. */
function wrapped(spans: readonly RowSpan[]): RowSpan[][] {
  const lines: RowSpan[][] = [[]];
  let column = 0;
  for (const { kind, text } of spans) {
    for (const word of text.match(/\s+|\S+/g) ?? []) {
      const width = textWidth(word);
      const isSpace = word.trim() === '';
      if (column + width > COLUMNS && column > 0) {
        lines.push([]);
        column = 0;
        if (isSpace) continue;
      }
      put(lines.at(-1) ?? [], kind, word);
      column += width;
    }
  }
  return lines;
}

function put(line: RowSpan[], kind: RowSpan['kind'], text: string): void {
  const last = line.at(-1);
  if (last?.kind === kind) line[line.length - 1] = { kind, text: last.text + text };
  else line.push({ kind, text });
}
