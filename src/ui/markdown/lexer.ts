/**
 * Markdown into tokens, by marked's lexer: set up so that nothing of a text depends on what stands far
 * away in it, that no text takes it long, and that it keeps what a terminal shows. Knows no layout.
 */
import { Hooks, Lexer, type MarkedToken, Tokenizer, type Tokens } from 'marked';
import { cutForReading } from './cut.ts';
import { type Fence, fenceAfter } from './fence.ts';

export interface Lexed {
  readonly blocks: readonly MarkedToken[];
  /**
   * What is in the text of a block. `isOpen`: more text may follow, so that what is strong and does not
   * end is strong to its end.
   */
  inline(text: string, isOpen?: boolean): readonly MarkedToken[];
}

/** Throws on a text that the lexer does not understand: some lists in quotes, and what nests too deeply. */
export function lex(text: string): Lexed {
  const lexer = new Lexer({ gfm: true, tokenizer: new TerminalTokenizer(), hooks: new WidePunctuation() });
  const inlineTokens = (part: string) => {
    lexer.state.inLink = false;
    return known(lexer.inlineTokens(part));
  };
  return {
    blocks: known(lexer.blockTokens(withoutLineEnds(text), lexer.tokens)),
    inline(source, isOpen = false) {
      if (!MARKS.test(source)) return [{ type: 'text', raw: source, text: source }];
      const parts = cutForReading(source);
      return parts.flatMap((part, index) => {
        const tokens = inlineTokens(part);
        const mayGoOn = isOpen && index === parts.length - 1 && hasOpenStrong(tokens);
        return mayGoOn ? inlineTokens(`${part.trimEnd()}**`) : tokens;
      });
    },
  };
}

/** The lexer takes a last space for a line break. */
function withoutLineEnds(text: string): string {
  return text
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n');
}

/** Whether quotes and lists stand in each other more deeply than the lexer reads in good time. */
export function nestsTooDeeply(text: string): boolean {
  let fence: Fence | undefined;
  return text.split('\n').some(line => {
    fence = fenceAfter(fence, line);
    const lead = fence ? undefined : CONTAINERS.exec(line)?.[0];
    return lead !== undefined && depthOf(lead) > DEEPEST;
  });
}

/** What stands in a list is indented by two cells or more. */
function depthOf(lead: string): number {
  return lead.search(/\S/) / 2 + lead.replaceAll(/[^>*+.)-]/g, '').length;
}

const DEEPEST = 16;
const CONTAINERS = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)))+/;

/** Without one of these a text is only text. */
const MARKS = /[\\`*_~[<!]|https?:|www\./;

/** No extension is in use, so that there are no tokens of unknown types. */
function known(tokens: readonly (MarkedToken | Tokens.Generic)[]): readonly MarkedToken[] {
  return tokens as readonly MarkedToken[];
}

/** Two stars that could begin something strong, and nothing ended it. */
function hasOpenStrong(tokens: readonly MarkedToken[]): boolean {
  return tokens.some(token => token.type === 'text' && /(?<![\p{L}\p{N}*])\*\*(?=[^\s*])/u.test(token.raw));
}

class TerminalTokenizer extends Tokenizer {
  /** Definitions and what refers to them stay as they are: they may be far apart. */
  override def(): undefined {}

  override reflink(src: string): Tokens.Text | undefined {
    const raw = src.startsWith('![') ? '!' : src.startsWith('[') ? '[' : undefined;
    return raw === undefined ? undefined : { type: 'text', raw, text: raw };
  }

  /** HTML is text, and what it surrounds is Markdown. */
  override html(): undefined {}

  /** A line of dashes is a rule: nobody underlines headings, and half a list would look like one. */
  override lheading(): undefined {}

  /** Its own looks for the end of an e-mail address at every letter of a word. */
  override inlineText(src: string): Tokens.Text | undefined {
    const raw = TEXT.exec(src)?.[0];
    return raw === undefined ? undefined : { type: 'text', raw, text: raw };
  }

  override url(src: string): Tokens.Link | undefined {
    const raw = URL.exec(src)?.[0].replace(/[?!.,:;*_'"~)\]]+$/, '');
    if (!raw) return undefined;
    return { type: 'link', raw, href: raw, text: raw, tokens: [], autolink: true };
  }

  /** One tilde is about, or from and to. */
  override del(src: string, masked: string, previous?: string): Tokens.Del | undefined {
    return src.startsWith('~~') ? super.del(src, masked, previous) : undefined;
  }

  /** A wide quotation mark or bracket is part of what is strong: no space stands before it. */
  override emStrong(src: string, masked: string, previous = ''): Tokens.Em | Tokens.Strong | undefined {
    const opens = /^(?:\*{1,3})(.)/u.exec(src)?.[1];
    const alone = opens !== undefined && previous !== '*' && WIDE.test(opens);
    return super.emStrong(src, masked, alone ? '' : previous);
  }
}

const TEXT = /^(?:`+|~+|[\s\S])(?:(?!https?:\/\/|www\.)[^\\<![`*~_])*/;
/** Not over the punctuation of scripts that need no space behind it. */
const URL = /^(?:https?:\/\/|www\.)[^\s<>`\u3000-\u303f\uff00-\uff60\ufdd0-\ufdef]+/;
const WIDE = /[\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/;
const ALL_WIDE = new RegExp(WIDE, 'g');

/** Emphasis may end behind the punctuation of scripts that have no spaces: there it looks like a letter. */
class WidePunctuation extends Hooks {
  override emStrongMask(src: string): string {
    return src.replaceAll(ALL_WIDE, 'a');
  }
}
