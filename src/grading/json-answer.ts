/**
 * The JSON in the text of an answer. Knows no schema. What nests deeper than 100 is not taken for an
 * answer, which also keeps the search linear in the length of the text.
 */
import { lastTag } from './stated.ts';

export interface FoundJson {
  readonly value: unknown;
  /** As it stands in the answer. */
  readonly text: string;
  readonly method: 'JSON block' | 'code block' | 'in tags' | 'bare JSON' | 'whole answer';
}

/** The JSON of a whole answer: see `searchJson`. */
export function findJson(text: string): FoundJson | undefined {
  const found = searchJson(text);
  return typeof found === 'string' ? undefined : found;
}

/**
 * The answer itself when it is JSON, else the last fenced block that is marked as JSON, or that has no
 * mark and holds an object or a list; else what stands in tags; else the last object or list anywhere.
 * A broken last block is not passed over for an earlier one. `cut` when the text ends inside of it.
 */
export function searchJson(text: string): FoundJson | 'cut' | 'absent' {
  const whole = parsed(text);
  if (whole) return { ...whole, method: 'whole answer' };
  const blocks = fencedBlocks(text);
  const block = blocks.findLast(
    one =>
      one.isJson || (one.language === '' && (parsed(one.text) || !one.isClosed) && BEGINS.test(one.text)),
  );
  if (block) {
    const json = parsed(block.text);
    if (json && (block.isClosed || BEGINS.test(block.text)))
      return { ...json, method: block.isJson ? 'JSON block' : 'code block' };
    return block.isClosed ? 'absent' : 'cut';
  }
  const tagged = lastTag(text, ['answer', 'final_answer', 'final', 'json']);
  if (tagged?.kind === 'cut') return 'cut';
  const inTags = tagged && parsed(tagged.text);
  if (inTags) return { ...inTags, method: 'in tags' };
  return bareJson(text);
}

const BEGINS = /^\s*[[{]/;

interface Block {
  readonly language: string;
  readonly isJson: boolean;
  readonly text: string;
  readonly isClosed: boolean;
}

/** A block ends with a line that ends with the fence: a text inside JSON has no line breaks of its own. */
function fencedBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let open: { language: string; lines: string[] } | undefined;
  const close = (isClosed: boolean) => {
    if (!open) return;
    const { language, lines } = open;
    blocks.push({ language, isJson: /^json/i.test(language), text: lines.join('\n'), isClosed });
    open = undefined;
  };
  for (const line of text.split('\n')) {
    let rest = line;
    if (!open) {
      const fence = /```+[ \t]*([A-Za-z][\w+-]*)?/.exec(line);
      if (!fence) continue;
      open = { language: fence[1] ?? '', lines: [] };
      rest = line.slice(fence.index + fence[0].length);
    }
    // On the line of the first fence, prose may follow the last one.
    const isEnd = rest === line ? /^\s*```|```\s*$/.test(rest) : rest.includes('```');
    open.lines.push(isEnd ? rest.slice(0, rest.lastIndexOf('```')) : rest);
    if (isEnd) close(true);
  }
  close(false);
  return blocks;
}

/** A number in brackets is a note more often than an answer. */
const NOTE = /^\[\d{1,3}\]$/;

function bareJson(text: string): FoundJson | 'cut' | 'absent' {
  let [last, note]: (FoundJson | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '{' && text[at] !== '[') continue;
    const end = endOf(text, at);
    if (end === 'cut') return 'cut';
    if (end === 'deep') return 'absent';
    const json = end === undefined ? undefined : parsed(text.slice(at, end));
    if (end === undefined || !json) continue;
    if (NOTE.test(json.text)) note = { ...json, method: 'bare JSON' };
    else last = { ...json, method: 'bare JSON' };
    at = end - 1;
  }
  return last ?? note ?? 'absent';
}

const DEEPEST = 100;
const PAIRS = new Map([
  ['{', '}'],
  ['[', ']'],
]);
/** How objects and lists of texts, lists or objects begin: what else begins so is not prose. */
const SURE = /\{\s{0,100}"|\[\s{0,100}[[{"]/y;
const LIKELY = /\{\s{0,100}["}]|\[\s{0,100}[[{"\]\dtfn-]/y;

/** What may stand outside of texts: white space, signs, numbers, true, false and null. */
const OUTSIDE = /[\s,:\d.eE+\-truefalsn]/;

/** Where the object or list that begins here is over; `undefined` when this is none. */
function endOf(text: string, start: number): number | 'cut' | 'deep' | undefined {
  if (!matchesAt(LIKELY, text, start)) return undefined;
  const closing: string[] = [];
  for (let at = start; at < text.length; at++) {
    const char = text[at] ?? '';
    const closes = PAIRS.get(char);
    if (char === '"') {
      const end = endOfString(text, at);
      if (end === undefined) return undefined;
      at = end;
    } else if (closes !== undefined) {
      closing.push(closes);
      if (closing.length > DEEPEST) return 'deep';
    } else if (char === '}' || char === ']') {
      if (closing.pop() !== char) return undefined;
      if (closing.length === 0) return at + 1;
    } else if (!OUTSIDE.test(char)) {
      return undefined;
    }
  }
  return matchesAt(SURE, text, start) ? 'cut' : undefined;
}

/** Where the quotation mark that ends a text stands, or the end of what was cut inside of it. */
function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
    else if (text[at] === '\n') return undefined;
  }
  return text.length;
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function parsed(text: string): { value: unknown; text: string } | undefined {
  const trimmed = text.trim();
  if (isTooDeep(trimmed)) return undefined;
  try {
    const value: unknown = JSON.parse(trimmed);
    return { value, text: trimmed };
  } catch {
    return undefined;
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at) ?? text.length;
    else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
    if (depth > DEEPEST) return true;
  }
  return false;
}
