/** Parts and counts from spans of tokens. Knows neither how spans were found nor where white space should go. */
import type { DiffStats, Part, PartKind } from './parts.ts';
import { type Reading, wordsIn } from './reading.ts';
import { isSpace, type Piece, placeSpace, spaceAt } from './spacing.ts';
import type { Span } from './spans.ts';

/** The parts of two texts whose tokens the spans cover. */
export function partsOf(old: Reading, next: Reading, spans: readonly Span[]): Part[] {
  const list = new PartList();
  for (const piece of placeSpace(old.text, next.text, piecesOf(old, next, spans))) {
    const was = old.text.slice(piece.oldFrom, piece.oldTo);
    const is = next.text.slice(piece.newFrom, piece.newTo);
    if (piece.same) list.addSame(was, is);
    else {
      list.add('removed', was);
      list.add('added', is);
    }
  }
  return list.parts;
}

export function statsOf(
  old: Reading,
  next: Reading,
  spans: readonly Span[],
  parts: readonly Part[],
): DiffStats {
  const counts = { added: 0, removed: 0, kept: 0 };
  for (const span of spans) {
    const words = wordsIn(next, span.newFrom, span.newTo);
    if (span.same) counts.kept += words;
    else {
      counts.added += words;
      counts.removed += wordsIn(old, span.oldFrom, span.oldTo);
    }
  }
  const oldWords = counts.kept + counts.removed;
  return {
    ...counts,
    keptShare: oldWords === 0 ? 1 : counts.kept / oldWords,
    notReached: 0,
    changes: spans.filter(span => !span.same).length,
    respaced: parts.filter(part => part.oldText !== undefined).length,
  };
}

/** The spans in offsets, with a same piece (perhaps empty) at both ends and between two changes. */
function piecesOf(old: Reading, next: Reading, spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  let [oldAt, newAt] = [0, 0];
  for (const span of spans) {
    if (!span.same && !pieces.at(-1)?.same) pieces.push(samePiece(oldAt, oldAt, newAt, newAt));
    const from = { oldFrom: offset(old, span.oldFrom), newFrom: offset(next, span.newFrom) };
    oldAt = offset(old, span.oldTo);
    newAt = offset(next, span.newTo);
    pieces.push({ same: span.same, ...from, oldTo: oldAt, newTo: newAt });
  }
  pieces.push(samePiece(oldAt, old.text.length, newAt, next.text.length));
  return pieces;
}

function samePiece(oldFrom: number, oldTo: number, newFrom: number, newTo: number): Piece {
  return { same: true, oldFrom, oldTo, newFrom, newTo };
}

function offset(reading: Reading, token: number): number {
  return reading.tokens[token]?.start ?? reading.tokens.at(-1)?.end ?? 0;
}

/** Collects parts; neighbours of one kind become one part, except about white space that differs. */
class PartList {
  readonly parts: Part[] = [];

  add(kind: PartKind, text: string): void {
    if (text === '') return;
    const last = this.parts.at(-1);
    if (last?.kind === kind && last.oldText === undefined) {
      this.parts[this.parts.length - 1] = { kind, text: last.text + text };
    } else this.parts.push({ kind, text });
  }

  /** Two texts that differ at most in white space. */
  addSame(was: string, is: string): void {
    let [i, j] = [0, 0];
    while (was !== is && (i < was.length || j < is.length)) {
      const [oldSpace, newSpace] = [spaceAt(was, i), spaceAt(is, j)];
      if (oldSpace === newSpace) this.add('same', newSpace);
      else this.parts.push({ kind: 'same', text: newSpace, oldText: oldSpace });
      i += oldSpace.length;
      j += newSpace.length;
      const length = alike(was, i, is, j);
      this.add('same', is.slice(j, j + length));
      i += length;
      j += length;
    }
    if (was === is) this.add('same', is);
  }
}

/** How far both texts run on alike up to white space. */
function alike(was: string, i: number, is: string, j: number): number {
  let length = 0;
  while (i + length < was.length && was[i + length] === is[j + length] && !isSpace(was.charAt(i + length))) {
    length++;
  }
  return length;
}
