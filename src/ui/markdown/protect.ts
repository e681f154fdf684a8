/**
 * Takes the formulas (and the keycaps of a star) out of a Markdown text before it is read, and puts them
 * back where it is shown, so that no underscore, star or backslash of theirs is taken for Markdown. Knows no Markdown but code
 * blocks.
 */
import { type Fence, fenceAfter } from './fence.ts';
import { endOfOpen, formulasIn, type Stretch } from './formulas.ts';

export interface Protected {
  /** With a stand-in for each line of a formula: letters to Markdown, so that lines stay lines. */
  readonly text: string;
  /** Puts them back in any part of the text that cuts no stand-in. */
  restore(part: string): string;
}

export function protect(section: string): Protected {
  const text = section.replaceAll(NONCHARACTERS, '\ufffd');
  if (!/[$\\*]/.test(text)) return { text, restore: part => part };
  const kept: string[] = [];
  const standIn = (formula: string) => {
    kept.push(formula);
    return stand(kept.length - 1);
  };
  return {
    text: replaceFormulas(text, standIn),
    restore: part => part.replaceAll(STAND_IN, (_, digits: string) => kept[indexOf(digits)] ?? ''),
  };
}

/** The offset itself, or the end of the stand-in that is cut there. */
export function afterStandIn(text: string, offset: number): number {
  const begin = text.lastIndexOf(BEGIN, offset - 1);
  if (begin < 0) return offset;
  const end = text.indexOf(END, begin);
  return end < offset ? offset : end + 1;
}

/** An emoji whose star is no Markdown; without it what is left of the key would draw into its neighbour. */
const STAR_KEYCAPS = /\*\ufe0f?\u20e3/g;

// Code points that stand for nothing, in no text, for ever (Unicode, chapter 23.7).
const NONCHARACTERS = /[\ufdd0-\ufdef]/g;
const BEGIN = '\ufdd0';
const END = '\ufdef';
const STAND_IN = /\ufdd0([\ufdd1-\ufde0]+)\ufdef/g;

function stand(index: number): string {
  const digits = [...index.toString(16)].map(digit =>
    String.fromCharCode(0xfdd1 + Number.parseInt(digit, 16)),
  );
  return BEGIN + digits.join('') + END;
}

function indexOf(digits: string): number {
  return [...digits].reduce((index, digit) => index * 16 + digit.charCodeAt(0) - 0xfdd1, 0);
}

function replaceFormulas(text: string, standIn: (formula: string) => string): string {
  const out: string[] = [];
  let fence: Fence | undefined;
  let formula: OpenFormula = { end: 0, inQuote: false };
  let at = 0;
  for (const line of text.split('\n')) {
    const next = at + line.length + 1;
    const before = fence;
    if (at >= formula.end) fence = fenceAfter(fence, line);
    if (before || fence) {
      out.push(line);
    } else {
      const covered = Math.min(line.length, Math.max(0, formula.end - at));
      const lead = covered > 0 ? leadOf(line, formula.inQuote) : 0;
      const { whole, open } = formulasIn(line, covered);
      if (open) formula = { end: endOf(text, next, line, open), inQuote: /^[ \t]*>/.test(line) };
      const rest = open ? [{ start: open.start, end: line.length }] : [];
      const replaced = replaceIn(line, [{ start: lead, end: covered }, ...whole, ...rest], standIn);
      out.push(replaced.replaceAll(STAR_KEYCAPS, standIn));
    }
    at = next;
  }
  return out.join('\n');
}

/** One over several lines. */
interface OpenFormula {
  /** An offset into the text. */
  readonly end: number;
  readonly inQuote: boolean;
}

function endOf(text: string, next: number, line: string, open: { start: number; closer: string }): number {
  const end = endOfOpen(text, next, open.closer) ?? 0;
  // One that is not finished, in the middle of a line, is more likely none.
  return end === Infinity && line.slice(0, open.start).replace(CONTAINERS, '') !== '' ? 0 : end;
}

/** What belongs to the quote or the list that a formula stands in. */
const CONTAINERS = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))*[ \t]*/;

function leadOf(line: string, inQuote: boolean): number {
  const lead = inQuote ? /^(?:[ \t]*>)*[ \t]*/ : /^[ \t]*/;
  return lead.exec(line)?.[0].length ?? 0;
}

function replaceIn(
  line: string,
  stretches: readonly Stretch[],
  standIn: (formula: string) => string,
): string {
  let out = '';
  let at = 0;
  for (const { start, end } of stretches) {
    if (end <= start) continue;
    out += line.slice(at, start) + standIn(line.slice(start, end));
    at = end;
  }
  return out + line.slice(at);
}
