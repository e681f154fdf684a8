/**
 * Prompts with places to be filled in: `{question}`, `{answer}`, `{feedback}` and `{round}`.
 *
 * Only a name between single braces is a place: a letter, then letters, digits, `_` and `-`.
 * `{{name}}` is that name in braces and no place. Every other brace stays as it is, and so does a name
 * that is the argument of a LaTeX command (`\boxed{answer}`): JSON and formulas need no care. Pure.
 */

import { graphemes } from '../text/graphemes.ts';
import { nearest } from '../text/nearest.ts';

export const PLACEHOLDERS = ['question', 'answer', 'feedback', 'round'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

export type TemplateValues = Readonly<Record<Placeholder, string>>;

/** What is wrong with a template, and where: `offset` in UTF-16 units, `line` and `column` (in characters) from 1. */
export interface TemplateProblem {
  readonly message: string;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** The places that are not among the `allowed` ones, in their order and at most ten; empty for a good template. */
export function problemsWithTemplate(
  template: string,
  allowed: readonly Placeholder[] = PLACEHOLDERS,
): TemplateProblem[] {
  return piecesOf(template)
    .flatMap(piece => (piece.kind === 'place' && !isAmong(allowed, piece.name) ? piece : []))
    .slice(0, MOST_PROBLEMS)
    .map(({ offset, name }) => problemAt(template, offset, name, allowed));
}

/** The places that a template has. */
export function placeholdersIn(template: string): Set<Placeholder> {
  const names = piecesOf(template).flatMap(piece => (piece.kind === 'place' ? piece.name : []));
  return new Set(names.filter(name => isAmong(PLACEHOLDERS, name)));
}

/**
 * The template with its places filled in. What is put in is never looked at for places; a place
 * without a value stays as it is written.
 */
export function fillTemplate(template: string, values: Partial<TemplateValues>): string {
  return piecesOf(template)
    .map(piece => {
      if (piece.kind !== 'place') return piece.text;
      const value = isAmong(PLACEHOLDERS, piece.name) ? values[piece.name] : undefined;
      return value ?? piece.text;
    })
    .join('');
}

/** What nobody would read to its end. */
const MOST_PROBLEMS = 10;

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'place'; readonly name: string; readonly text: string; readonly offset: number };

const NAME = String.raw`\p{L}[\p{L}\p{M}\p{N}_-]*`;
/**
 * After `\frac` and up to three arguments of it, a brace is LaTeX. The bounds keep the search short; a
 * `\n` that somebody wrote for a new line is no command.
 */
const LATEX = String.raw`\\[A-Za-z]{2,20}\*?(?:\{[^{}]{0,80}\}){0,3}`;
const PLACE = new RegExp(String.raw`\{\{(${NAME})\}\}|(?<!${LATEX})\{(${NAME})\}`, 'gu');

function piecesOf(template: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of template.matchAll(PLACE)) {
    const [text, literal, name = ''] = match;
    if (match.index > end) pieces.push({ kind: 'text', text: template.slice(end, match.index) });
    pieces.push(
      literal === undefined
        ? { kind: 'place', name, text, offset: match.index }
        : { kind: 'text', text: `{${literal}}` },
    );
    end = match.index + text.length;
  }
  if (end < template.length) pieces.push({ kind: 'text', text: template.slice(end) });
  return pieces;
}

function isAmong(allowed: readonly Placeholder[], name: string): name is Placeholder {
  return allowed.some(one => one === name);
}

function problemAt(
  template: string,
  offset: number,
  name: string,
  allowed: readonly Placeholder[],
): TemplateProblem {
  const lines = template.slice(0, offset).split(/\r\n|\n|\r/);
  const line = lines.length;
  const column = [...graphemes(lines.at(-1) ?? '')].length + 1;
  const shown = name.length > LONGEST_SHOWN ? `${name.slice(0, LONGEST_SHOWN)}…` : name;
  const what = isAmong(PLACEHOLDERS, name) ? 'has no meaning here' : 'is no placeholder';
  const near = nearest(name.toLowerCase(), allowed);
  const message = [
    `{${shown}} ${what} (line ${line}, column ${column}):`,
    `there ${allowed.length === 1 ? 'is' : 'are'} ${list(allowed.map(one => `{${one}}`))}${near ? `; did you mean {${near}}?` : '.'}`,
    `Write {{${shown}}} for the braces themselves.`,
  ].join(' ');
  return { message, offset, line, column };
}

const LONGEST_SHOWN = 30;

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
