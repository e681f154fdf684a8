/**
 * Whether the white space around a change belongs to the change or to what stayed. Knows only the
 * two texts and which stretches of them are the same.
 */

/** A stretch of both texts, in offsets; same or changed. */
export interface Piece {
  readonly same: boolean;
  readonly oldFrom: number;
  readonly oldTo: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/**
 * The same pieces with their borders moved over white space.
 *
 * A replacement begins and ends with words; an insertion or a removal takes along as much white
 * space as makes the rest of both texts alike, whole lines where it can be. Before and after every
 * changed piece there must be a same one (it may be empty).
 */
export function placeSpace(old: string, next: string, pieces: readonly Piece[]): Piece[] {
  const result = pieces.map(piece => ({ ...piece }));
  result.forEach((piece, index) => {
    const [before, after] = [result[index - 1], result[index + 1]];
    if (piece.same || !before || !after) return;
    const was = gapOf(old, before.oldFrom, piece.oldFrom, piece.oldTo, after.oldTo);
    const is = gapOf(next, before.newFrom, piece.newFrom, piece.newTo, after.newTo);
    const [oldLead, newLead] = leads(was, is);
    before.oldTo = piece.oldFrom = was.from + oldLead.before;
    after.oldFrom = piece.oldTo = was.to - oldLead.after;
    before.newTo = piece.newFrom = is.from + newLead.before;
    after.newFrom = piece.newTo = is.to - newLead.after;
  });
  return result;
}

export function spaceAt(text: string, from: number): string {
  let to = from;
  while (to < text.length && isSpace(text.charAt(to))) to++;
  return text.slice(from, to);
}

export function isSpace(character: string): boolean {
  return /\s/.test(character);
}

/** A change on one side: white space, the changed words, white space. Without words all of it is `before`. */
interface Gap {
  readonly from: number;
  readonly to: number;
  readonly before: string;
  readonly after: string;
  readonly words: boolean;
}

function gapOf(text: string, least: number, from: number, to: number, most: number): Gap {
  let start = from;
  while (start > least && isSpace(text.charAt(start - 1))) start--;
  let end = to;
  while (end < most && isSpace(text.charAt(end))) end++;
  const before = spaceAt(text.slice(0, end), start);
  let wordsEnd = end;
  while (wordsEnd > start + before.length && isSpace(text.charAt(wordsEnd - 1))) wordsEnd--;
  const words = start + before.length < end;
  return { from: start, to: end, before, after: text.slice(wordsEnd, end), words };
}

/** How much of its white space each side leaves to what stands before and after the change. */
interface Share {
  readonly before: number;
  readonly after: number;
}

function leads(was: Gap, is: Gap): [Share, Share] {
  if (was.words && is.words) {
    const before = commonOrAll(was.before, is.before, commonStart(was.before, is.before));
    const after = commonOrAll(was.after, is.after, commonEnd(was.after, is.after));
    return [
      { before: before[0], after: after[0] },
      { before: before[1], after: after[1] },
    ];
  }
  const [change, rest] = was.words ? [was, is] : [is, was];
  const [changeShare, restShare] = shareOut(change, rest.before);
  return was.words ? [changeShare, restShare] : [restShare, changeShare];
}

/**
 * What two texts both have beside a replacement is not part of it; the rest is ("x [- y-]{+, z+}").
 * Only lines that are broken elsewhere are no matter of words.
 */
function commonOrAll(was: string, is: string, common: number): [number, number] {
  const rest = was.length + is.length - 2 * common;
  const breaks = (text: string) => text.split('\n').length;
  return rest > 0 && breaks(was) !== breaks(is) ? [was.length, is.length] : [common, common];
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length++;
  return length;
}

function commonEnd(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length;
}

/**
 * One text has words with white space on both sides where the other has only `space`. The words take
 * what `space` does not account for: as a whole line if possible, else the white space after them.
 */
function shareOut(change: Gap, space: string): [Share, Share] {
  let best: number | undefined;
  let bestIsLine = false;
  for (let cut = 0; cut <= space.length; cut++) {
    if (!change.before.startsWith(space.slice(0, cut)) || !change.after.endsWith(space.slice(cut))) continue;
    const isLine = space.charAt(cut - 1) === '\n';
    if (isLine || !bestIsLine) best = cut;
    bestIsLine ||= isLine;
  }
  if (best !== undefined) {
    const share = { before: best, after: space.length - best };
    return [share, share];
  }
  // Nothing fits: the white space that breaks the line as `space` does stands for it.
  const broken = space.includes('\n');
  if (change.after.includes('\n') === broken && change.before.includes('\n') !== broken) {
    return [
      { before: 0, after: change.after.length },
      { before: 0, after: space.length },
    ];
  }
  return [
    { before: change.before.length, after: 0 },
    { before: space.length, after: 0 },
  ];
}
