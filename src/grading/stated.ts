/**
 * Where a text states its final answer: in a box, in tags, after a label. Knows nothing of what an
 * answer means. Every search is linear in the length of the text.
 */

/** `cut`: the text ends inside the answer that it was about to state. */
export type Stated = { readonly kind: 'found'; readonly text: string } | { readonly kind: 'cut' };

/** The content of the last `\boxed{...}` that has one. Braces may nest; `\boxed5` counts as well. */
export function lastBox(text: string): Stated | undefined {
  let at = text.lastIndexOf(BOX);
  while (at >= 0) {
    const stated = boxAt(text, at + BOX.length);
    if (stated) return stated;
    at = at === 0 ? -1 : text.lastIndexOf(BOX, at - 1);
  }
  return undefined;
}

/** The content of the last pair of tags with one of these names. Tags that are only spoken of do not count. */
export function lastTag(text: string, names: readonly string[]): Stated | undefined {
  const tags = new RegExp(`(?<!\`)<(/?)(${names.join('|')})>(?!\`| tags?\\b)`, 'gi');
  let open: { name: string; from: number } | undefined;
  let content: string | undefined;
  for (const tag of text.matchAll(tags)) {
    const name = (tag[2] ?? '').toLowerCase();
    if (tag[1] === '') {
      open = { name, from: tag.index + tag[0].length };
    } else if (open?.name === name) {
      content = text.slice(open.from, tag.index).trim() || content;
      open = undefined;
    }
  }
  if (open) return { kind: 'cut' };
  return content === undefined ? undefined : { kind: 'found', text: content };
}

/**
 * What stands after each label, in order: "Answer: 12", "The final answer is 12", "#### 12", or the
 * line under a heading "Answer". A label that the text takes back ("my previous answer was",
 * "the answer is not") is left out. The last one is `cut` when the text ends at the label.
 *
 * `nouns` are patterns of what may be labelled, without groups, such as `answer`.
 */
export function labelled(text: string, nouns: readonly string[]): Stated[] {
  const labels = [...text.matchAll(labelPattern(nouns))];
  let joined = '';
  return labels.flatMap((label, index): Stated[] => {
    const from = label.index + label[0].length;
    const to = labels[index + 1]?.index ?? text.length;
    const segment = text.slice(from, to);
    if (index + 1 < labels.length && isJoined(segment)) {
      joined = `${joined}${segment} `.slice(-200);
      return [];
    }
    const line = lineOf(segment);
    const rest = line && joined + line;
    joined = '';
    if (isEarlier(text, label)) return [];
    if (rest === undefined) return to === text.length ? [{ kind: 'cut' }] : [];
    return TAKEN_BACK.test(rest) ? [] : [{ kind: 'found', text: rest }];
  });
}

/** Without the Markdown and the quotation marks around it, and without a full stop at its end. */
export function bare(text: string): string {
  const inner = /^\\(?:text|textbf|mbox|mathrm)\{([^{}]*)\}$/.exec(text.trim())?.[1] ?? text;
  return inner
    .trim()
    .replace(/^["'“‘«*_`\s]{1,20}/, '')
    .replace(/(?<!["'”’»*_`\s.])["'”’»*_`\s.]{1,20}$/, '');
}

const BOX = '\\boxed';

function boxAt(text: string, after: number): Stated | undefined {
  const next = /\S/.exec(text.slice(after, after + 3));
  if (!next) return after + 3 >= text.length ? { kind: 'cut' } : undefined;
  const start = after + next.index;
  if (next[0] !== '{') {
    const token = /^-?\d[\d.,]{0,40}/.exec(text.slice(start, start + 42));
    return token ? { kind: 'found', text: token[0] } : undefined;
  }
  const end = closingBrace(text, start);
  if (end === undefined) return { kind: 'cut' };
  const content = text.slice(start + 1, end).trim();
  return content === '' ? undefined : { kind: 'found', text: content };
}

/** The place of the brace that closes the one at `start`; escaped braces do not count. */
function closingBrace(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return at;
  }
  return undefined;
}

const VERBS = 'is|are|was|remains|stays|would be|should be|must be|becomes|comes to';
/** Between "answer" and its verb a few words may stand: "the answer to the question is". */
function labelPattern(nouns: readonly string[]): RegExp {
  const noun = `(?:${nouns.join('|')})`;
  const colon = `[*_\`"')\\]]{0,4} {0,2}(?:\\([^()\\n]{1,30}\\) ?)?[*_]{0,2}(?:[:：=(]|—|–|→|->|=>)`;
  const verb = `[^.,;:=!?"“\\n]{0,40}? (?:${VERBS})(?![\\p{L}])`;
  const heading = `^[ \\t]{0,8}(?:#{1,6} {0,3}|\\*\\*)[*_]{0,3}(?:the )?(?:final |my |revised |corrected )?${noun}[*_:]{0,4}[ \\t]{0,8}$`;
  return new RegExp(
    `${heading}|(?<![\\p{L}\\p{N}])${noun}(?![\\p{L}\\p{N}])(?:${colon}|${verb})[\\s:]{0,3}|^#{4}(?=[ \\t]{0,3}[-+$€£]{0,2}[\\d.,]{0,40}\\d[ \\t%]{0,3}$)`,
    'gimu',
  );
}

/** Two labels that are one statement: Answer("B") or Answer("C"). */
function isJoined(segment: string): boolean {
  return (
    segment.length < 100 &&
    /^[^\n]*[\p{L}\p{N}][^\n]* (?:or|and)\b[^\n\p{L}]*(?:\p{L}{1,10}[ :]{1,2})?$/u.test(segment)
  );
}

function isEarlier(text: string, label: RegExpExecArray): boolean {
  return EARLIER.test(text.slice(Math.max(0, label.index - 40), label.index)) || EARLIER.test(label[0]);
}

/** In front of a label or inside it: an answer that is not the final one. */
const EARLIER = new RegExp(
  [
    '\\b(?:previous|earlier|initial|original|first|prior|old|wrong|incorrect|last|former) (?:\\w{1,20} ){0,2}$',
    '\\b(?:previously|earlier|initially|originally|gave|before)\\b[^\\n]{0,30}\\b(?:is|are|was)\\W{0,4}$',
    '\\b(?:if|whether|unless|suppose|assuming) (?:(?:the|my|our|your|that) ){0,2}(?:\\w{1,20} )?$',
  ].join('|'),
  'i',
);
/** Behind a label: the text says that this is not the answer. */
const TAKEN_BACK =
  /^\W{0,6}(?:not|never|wrong|incorrect|unclear|unknown)\b|^[^\n.]{0,30}\b(?:is|was) (?:wrong|incorrect|not)\b/i;

/** The first line with a letter or a digit on it; the label's own line when that has one. */
function lineOf(rest: string): string | undefined {
  const start = rest.search(/[\p{L}\p{N}]/u);
  if (start < 0) return undefined;
  const from = rest.lastIndexOf('\n', start) + 1;
  const to = rest.indexOf('\n', start);
  return rest.slice(from, to < 0 ? undefined : to).trim();
}
