/**
 * A critic: a call that names what is to be changed in an answer, freely or by a checklist. What it must
 * do is asked for in words and read tolerantly, because not every model of Bedrock takes a JSON mode.
 */
import type { Judgement, Verdict } from './judge.ts';

/** What the critic is asked about the last answer of the conversation that it sees. */
export interface Critiqued {
  readonly question: string;
  readonly answer: string;
  /** Whether the conversation itself is before the critic: it is not quoted then. */
  readonly isInThread: boolean;
  /** Absent: the critic looks for whatever it finds. */
  readonly checklist?: readonly string[] | undefined;
}

/**
 * Self-Refine's feedback step (Madaan et al., Self-Refine), in neutral words: it leaves it open whether
 * there is anything to find.
 */
export const CRITIQUE_PROMPT =
  'Work the question out yourself first, step by step, and compare. Then name everything in the answer that should be changed: quote the words, say what is wrong or missing, and how it could be put right. An answer may well need no change. Do not write a new answer.';

/** The line by which an empty critique is told from one that finds something. */
export const ISSUES_LINE =
  'End with one line and nothing after it: "Issues: none", or "Issues:" and how many there are.';

/** An instruction-specific checklist (Cook et al., TICK and STICK). */
export const CHECKLIST_PROMPT =
  'Write a checklist for answers to the question below. Every item is a question about an answer that can be answered with YES or NO, where YES is good: whether it is right, and whether it does everything that is asked for. Three to eight items, one a line, numbered, and nothing else. Do not answer the question itself.';

export const ITEMS_PROMPT =
  'Work the question out yourself first, step by step, and compare. Then go through the checklist below. End with one line an item and nothing after them: the number of the item, a colon, YES or NO, and after NO what is wrong or missing, in a sentence. Do not write a new answer.';

/** The turn that asks for a critique. */
export function critiqueTurn({ question, answer, isInThread, checklist }: Critiqued): string {
  const parts = checklist
    ? [ITEMS_PROMPT, `<checklist>\n${numbered(checklist)}\n</checklist>`]
    : [CRITIQUE_PROMPT, ISSUES_LINE];
  const [prompt = '', ...rest] = parts;
  if (isInThread) {
    return [
      `Review your last answer in this conversation as a critical reader would. ${prompt}`,
      ...rest,
    ].join('\n\n');
  }
  return [
    `Review the answer below to the question below as a critical reader would. ${prompt}`,
    `<question>\n${question}\n</question>`,
    `<answer>\n${answer}\n</answer>`,
    ...rest,
  ].join('\n\n');
}

export function checklistTurn(question: string): string {
  return `${CHECKLIST_PROMPT}\n\n<question>\n${question}\n</question>`;
}

/** More would be no list any more that a critic goes through with care. */
export const MOST_ITEMS = 12;

/** The items of a checklist: its numbered lines, else its bulleted ones; empty when there is none. */
export function readChecklist(text: string): string[] {
  const lines = text.split('\n');
  const found = [/^[\s*_#]*\d{1,2}[.):][*_]*\s+(\S.*)$/, /^\s*(?:[-*•]|\[[ x]?\])\s+(\S.*)$/].map(item =>
    lines.flatMap(
      line =>
        item
          .exec(line)?.[1]
          ?.replace(/^\[[ x]?\]\s*/i, '')
          .trim() || [],
    ),
  );
  return (found.find(items => items.length > 0) ?? []).slice(0, MOST_ITEMS);
}

/** What the critic found: `pass` is nothing, `unknown` is what cannot be told for sure. */
export function readCritique(text: string, checklist?: readonly string[]): Judgement {
  if (checklist) return readItems(text, checklist);
  return { verdict: issuesIn(text), reason: text.trim() };
}

/** The last line that counts the issues, or a last line that says that there are none. */
function issuesIn(text: string): Verdict {
  const lines = text.split('\n').map(plain).filter(Boolean);
  const counts = lines.flatMap(line => COUNT.exec(line)?.[1] ?? []);
  const count = counts.at(-1);
  const behind = lines.slice(lines.findLastIndex(line => COUNT.test(line)) + 1);
  const isLast = behind.every(line => line.split(/\s+/).length < A_SENTENCE);
  // Whoever goes on after "none" may have found something.
  if (count !== undefined && NOTHING.test(count)) return isLast ? 'pass' : 'unknown';
  if (count !== undefined) return SOMETHING.test(count) ? 'fail' : 'unknown';
  return NO_ISSUES.test(lines.at(-1) ?? '') ? 'pass' : 'unknown';
}

/** A line without the marks of Markdown and JSON. */
function plain(line: string): string {
  return line
    .replace(/[*_`"'{}#>]/g, '')
    .trim()
    .slice(0, 200);
}

/** Words from which on a line says something. */
const A_SENTENCE = 4;
const COUNT = /^(?:number of |remaining |total )?(?:issues?|problems?)(?: found)? ?[:=] ?(.+)$/i;
const NOTHING = /^(?:none|no|zero|nothing|no issues?|n\/a|0)(?: (?:were )?found)?[.!]?$/i;
const SOMETHING = /^(?:[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|some|several|yes\b)/i;
const NO_ISSUES =
  /^(?:there (?:are|were) |i (?:found|find|see) )?(?:no (?:issues?|problems?|errors?)|nothing to change)(?: (?:were |was )?found)?[.!]?$/i;

interface Ticked {
  readonly isYes: boolean;
  readonly reason: string;
}

function readItems(text: string, checklist: readonly string[]): Judgement {
  const ticks = ticksIn(text, checklist.length);
  const said = checklist.map((item, index) => ({ item, tick: ticks.get(index + 1) }));
  const unread = said.some(({ tick }) => tick === undefined);
  const failed = said.some(({ tick }) => tick?.isYes === false);
  // What was not ticked as it should be is shown as it came.
  if (unread) {
    const words = text.trim();
    const reason = words === '' ? '' : `The checklist:\n${numbered(checklist)}\n\n${words}`;
    return { verdict: failed ? 'fail' : 'unknown', reason };
  }
  const lines = said.map(({ item, tick }) =>
    tick?.isYes ? `${item} YES` : `${item} NO${tick?.reason ? `: ${tick.reason}` : ''}`,
  );
  return { verdict: failed ? 'fail' : 'pass', reason: numbered(lines) };
}

/** What each item was answered with; the last line with its number holds. */
function ticksIn(text: string, items: number): Map<number, Ticked> {
  const ticks = new Map<number, Ticked>();
  let open: number | undefined;
  for (const line of text.split('\n').map(plain)) {
    const start = /^[|(\-\s]*(?:item )?(\d{1,2})[|.):\s-]+(.*)$/i.exec(line);
    const item = Number(start?.[1] ?? Number.NaN);
    if (item >= 1 && item <= items) open = item;
    const tick = tickIn(start ? (start[2] ?? '') : line, start !== null);
    if (!tick || open === undefined) continue;
    ticks.set(open, tick);
    open = undefined;
  }
  return ticks;
}

/** YES or NO at the beginning, or behind the item said again. */
function tickIn(words: string, isNumbered: boolean): Ticked | undefined {
  const first = /^[\s|:(\-–—]*(?:answer: ?)?(yes|no)\b[\s|:.,;)\-–—]*(.*)$/i.exec(words);
  const found = first ?? (isNumbered ? /^.*[?|:\-–—)]\s*(YES|NO)\b[\s|:.,;)\-–—]*(.*)$/.exec(words) : null);
  if (!found) return undefined;
  return {
    isYes: found[1]?.toLowerCase() === 'yes',
    reason: (found[2] ?? '').replace(/\s*\|\s*$/, '').trim(),
  };
}

function numbered(items: readonly string[]): string {
  return items.map((item, index) => `${index + 1}. ${item}`).join('\n');
}
