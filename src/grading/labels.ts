/** Labels of a closed set (positive, negative; A, B, C) named in a text. Undecided where the text is. */

/**
 * `ambiguous`: the text names several and does not choose, or names one only to deny it.
 * `none`: it says outright that none of them is right.
 */
export type Choice =
  | { readonly kind: 'chosen'; readonly label: string }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'none' };

/** The label that a stated answer ("B) Annapolis", "positive") chooses: the one it begins with, or the only one. */
export function labelStated(text: string, labels: readonly string[]): Choice | undefined {
  const mentions = mentionsOf(text, labels, 'stated');
  if (/^\W{0,6}none\b/i.test(text) && mentions[0]?.at !== text.search(/\w/)) return { kind: 'none' };
  const [first] = mentions;
  if (first && !first.isDenied && !/[\p{L}\p{N}]/u.test(text.slice(0, first.at))) {
    const isList = /^\W{0,3}(?:or|and|\/)\b/.test(text.slice(first.end, first.end + 8));
    if (!isList) return { kind: 'chosen', label: first.label };
  }
  return choose(mentions);
}

/** The label of the last sentence that names any. */
export function labelLastNamed(text: string, labels: readonly string[]): Choice | undefined {
  const mentions = mentionsOf(text, labels, 'prose');
  const last = mentions.at(-1);
  if (!last) return undefined;
  const start = sentenceStart(text, last.at);
  return choose(mentions.filter(mention => mention.at >= start));
}

interface Mention {
  readonly label: string;
  readonly at: number;
  readonly end: number;
  readonly isDenied: boolean;
}

function choose(mentions: readonly Mention[]): Choice | undefined {
  if (mentions.length === 0) return undefined;
  const chosen = new Set(mentions.flatMap(({ label, isDenied }) => (isDenied ? [] : label)));
  const [label] = chosen;
  return chosen.size === 1 && label !== undefined ? { kind: 'chosen', label } : { kind: 'ambiguous' };
}

function mentionsOf(text: string, labels: readonly string[], where: 'stated' | 'prose'): Mention[] {
  const byName = new Map(labels.map(label => [fold(label), label]));
  byName.delete('');
  if (byName.size === 0) return [];
  return [...text.matchAll(patternOf([...byName.keys()]))].flatMap(match => {
    const label = byName.get(fold(match[0]));
    const at = match.index;
    const end = at + match[0].length;
    if (label === undefined) return [];
    const isLetter = /^\p{L}$/u.test(label);
    if (isLetter && where === 'prose' && !isLetterLabel(text, at, match[0], label)) return [];
    if (isLetter && match[0] !== label && /^ \p{L}/u.test(text.slice(end, end + 2))) return [];
    return [{ label, at, end, isDenied: DENIAL.test(text.slice(Math.max(0, at - 40), at)) }];
  });
}

/** Whole words, the longest label first, so that "very positive" is not "positive". */
function patternOf(names: readonly string[]): RegExp {
  const parts = [...names]
    .sort((a, b) => b.length - a.length)
    .map(name => {
      const escaped = name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s{1,3}');
      const before = /^[\p{L}\p{N}_]/u.test(name) ? '(?<![\\p{L}\\p{N}_])' : '';
      const after = /[\p{L}\p{N}_]$/u.test(name) ? "(?![\\p{L}\\p{N}_]|['’]\\p{L})" : '';
      return `${before}${escaped}${after}`;
    });
  return new RegExp(parts.join('|'), 'giu');
}

/** In prose, "a" is an article and "I" a person; a letter set off by signs, or the capital of another, is a label. */
function isLetterLabel(text: string, at: number, written: string, label: string): boolean {
  if (written !== label) return false;
  if (!/^[AI]$/i.test(label)) return true;
  const before = text.slice(Math.max(0, at - 12), at);
  return (
    /[("'*`[]$|\b(?:option|choice|answer|letter) $/i.test(before) ||
    /^(?:[)\]:"'*`.]|\s*$)/.test(text.slice(at + 1, at + 40))
  );
}

const DENIAL =
  /(?:\b(?:not|never|neither|nor|cannot|non|no longer|rather than|instead of|than)\b|n['’]t\b)[\s-]{1,2}(?:(?!but\b|only\b)[\p{L}]{1,20}\s){0,2}["'“‘*_`(]{0,3}$/iu;

/** Where the sentence begins that holds this place. */
function sentenceStart(text: string, place: number): number {
  for (let at = place - 1; at > 0; at--) {
    if (text[at] === '\n') return at + 1;
    if (/\s/.test(text[at] ?? '') && /[.!?]/.test(text[at - 1] ?? '')) return at;
  }
  return 0;
}

function fold(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase();
}
