/** The tokens inside a block as styled text. Knows no widths: line breaks are those of the source. */
import type { MarkedToken, Token, Tokens } from 'marked';
import { type StyledSpan, span } from '../line.ts';
import type { Role } from '../theme.ts';

/** `restore` puts back what was taken out of the text before it was read. */
export function styled(
  tokens: readonly MarkedToken[],
  restore: (text: string) => string,
  roles: readonly Role[] = [],
): StyledSpan[] {
  return tokens.flatMap(token => spansOf(token, restore, roles));
}

type Restore = (text: string) => string;

function spansOf(token: MarkedToken, restore: Restore, roles: readonly Role[]): StyledSpan[] {
  const inside = (tokens: readonly Token[], role: Role) =>
    styled(tokens as readonly MarkedToken[], restore, [...roles, role]);
  switch (token.type) {
    case 'strong':
      return inside(token.tokens, 'strong');
    case 'em':
      return inside(token.tokens, 'emphasis');
    case 'del':
      return inside(token.tokens, 'struck');
    case 'codespan':
      return codeSpans(restore(token.raw), roles);
    case 'link':
      if (token.autolink) return [text(restore(token.text), [...roles, 'emphasis'])];
      return [...inside(token.tokens, 'emphasis'), ...target(token, restore, roles)];
    case 'image':
      return [
        text(IMAGE, [...roles, 'muted']),
        ...inside(token.tokens, 'emphasis'),
        ...target(token, restore, roles),
      ];
    case 'escape':
      return [text(LATEX_ESCAPES.test(token.text) ? token.raw : token.text, roles)];
    case 'br':
      return [text(token.raw.replace('\\', ''), roles)];
    default:
      return [text(restore(token.raw), roles)];
  }
}

/** A terminal has no picture to show, but what it would show is said. */
const IMAGE = '▣ ';

/** Commands of LaTeX, which models write outside of formulas, too; nobody escapes these for Markdown. */
const LATEX_ESCAPES = /[\\{},;:!%&="'/?@^]/;

function text(content: string, roles: readonly Role[]): StyledSpan {
  return span(content, roles.length === 0 ? 'text' : roles);
}

/** The backticks stay, quietly: without colours nothing else would tell code from text. */
function codeSpans(raw: string, roles: readonly Role[]): StyledSpan[] {
  const run = raw.length - raw.replace(/^`+/, '').length;
  return [
    text(raw.slice(0, run), [...roles, 'muted']),
    text(raw.slice(run, -run), [...roles, 'code']),
    text(raw.slice(-run), [...roles, 'muted']),
  ];
}

/** Where a link goes, unless its text says so. */
function target(token: Tokens.Link | Tokens.Image, restore: Restore, roles: readonly Role[]): StyledSpan[] {
  const href = restore(token.href);
  if (href === '' || href === restore(token.text)) return [];
  const title = token.title ? ` "${restore(token.title)}"` : '';
  return [text(` (${href}${title})`, [...roles, 'muted'])];
}
