/**
 * Markdown as a terminal can show it. Pure; knows no model and no run. The text must have been sanitised,
 * and may end anywhere, as it does while it is being written.
 */
import { type Line, wrapped } from '../line.ts';
import { blockLines } from './blocks.ts';
import { styled } from './inline.ts';
import { lex, nestsTooDeeply } from './lexer.ts';
import { protect } from './protect.ts';
import { sectionsOf } from './sections.ts';

/**
 * The lines of a text, none wider than `width` cells unless it is a single grapheme. Line breaks and
 * blank lines are those of the source; a text without Markdown looks as if it was only wrapped. No word
 * is left out but the address of a link that is its own text. HTML is text; formulas (`$..$`, `$$..$$`,
 * `\(..\)`, `\[..\]`, LaTeX environments) stay as they are; references are not resolved.
 *
 * What has no meaning yet, because its end has not come, looks as it will then where that can be told:
 * code to the end of the text, and bold to the end of its paragraph. Linear in the length of the text.
 */
export function markdownLines(text: string, width: number): Line[] {
  const { settled, rest } = sectionsOf(text);
  return [...settled.flatMap(section => settledLines(section, width)), ...sectionLines(rest, width, true)];
}

export interface Markdown {
  /** `markdownLines` of the text, for which only what was added since the last time is read. */
  lines(text: string): Line[];
}

/** For a text that grows: what is settled in it is kept. Any other text may be asked for, too. */
export function createMarkdown(width: number): Markdown {
  let known = '';
  let lines: Line[] = [];
  return {
    lines(text) {
      if (!text.startsWith(known)) {
        known = '';
        lines = [];
      }
      const { settled, rest } = sectionsOf(text.slice(known.length));
      for (const section of settled) {
        for (const line of settledLines(section, width)) lines.push(line);
        known += section;
      }
      return [...lines, ...sectionLines(rest, width, true)];
    },
  };
}

/** The line break at its end is the one before the next section. */
function settledLines(section: string, width: number): Line[] {
  return sectionLines(section.slice(0, -1), width, false);
}

function sectionLines(section: string, width: number, isOpen: boolean): Line[] {
  const shielded = protect(section);
  if (nestsTooDeeply(shielded.text)) return wrapped(section, width);
  try {
    const { blocks, inline } = lex(shielded.text);
    const spans = (text: string, mayGoOn: boolean, roles: Parameters<typeof styled>[2] = []) =>
      styled(inline(text, mayGoOn), shielded.restore, roles);
    return blockLines(blocks, { spans, restore: shielded.restore }, width, isOpen);
  } catch {
    // The lexer trips over some lists in quotes. Better without its looks than not at all.
    return wrapped(section, width);
  }
}
