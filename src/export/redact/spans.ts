/** Where secrets stand in a text, and the text without them. Pure. */

export interface Span {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly kind: string;
  /** Is none where its beginning is another secret: the host behind a password makes no address. */
  readonly yields?: boolean | undefined;
}

/** In order, each apart from the others: what overlaps is one secret, of the kind that begins first. */
export function apartSpans(spans: readonly Span[]): Span[] {
  const firm = spans.filter(span => !span.yields);
  const isPartOf = ({ start, yields }: Span) =>
    yields && firm.some(one => one.start <= start && start < one.end);
  const sorted = spans.filter(span => !isPartOf(span)).sort((a, b) => a.start - b.start || b.end - a.end);
  const apart: Span[] = [];
  for (const span of sorted) {
    const last = apart.at(-1);
    if (last && span.start < last.end) {
      apart[apart.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    } else apart.push(span);
  }
  return apart;
}

/**
 * The pieces of a text with the replacements in them, cut at the same places as before: a replacement
 * stands where its secret began, and a piece in which the rest of it stood has lost that.
 */
export function replaceInPieces(
  pieces: readonly string[],
  spans: readonly Span[],
  replacement: (secret: string, kind: string) => string,
): string[] {
  const whole = pieces.join('');
  let at = 0;
  let next = 0;
  return pieces.map(piece => {
    const end = at + piece.length;
    let out = '';
    for (; at < end; ) {
      const span = spans[next];
      if (!span || span.start >= end) {
        out += whole.slice(at, end);
        at = end;
      } else if (at < span.start) {
        out += whole.slice(at, span.start);
        at = span.start;
      } else {
        if (at === span.start) out += replacement(whole.slice(span.start, span.end), span.kind);
        at = Math.min(end, span.end);
        if (at === span.end) next++;
      }
    }
    return out;
  });
}
