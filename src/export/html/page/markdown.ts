/**
 * The Markdown of an answer as a tree, read as the screens read it: HTML is text, formulas stay as they
 * are, and a link is its words and its address, to be seen and not to be followed. Pure.
 */
import type { MarkedToken, Token, Tokens } from 'marked';
import { lex, nestsTooDeeply } from '../../../ui/markdown/lexer.ts';
import { protect } from '../../../ui/markdown/protect.ts';
import { sectionsOf } from '../../../ui/markdown/sections.ts';
import { type Element, h, type Tree } from './tree.ts';

/** The text may end anywhere, as it does while it streams. Linear in its length. */
export function markdownTree(text: string): Element {
  const { settled, rest } = sectionsOf(text);
  return h('div', { class: 'prose', dir: 'auto' }, ...settled.map(settledTree), ...sectionTree(rest, true));
}

/** What is settled in a text does not change as it grows. */
const known = new Map<string, Tree[]>();
const MOST_KNOWN = 2_000;

function settledTree(section: string): Tree[] {
  const found = known.get(section);
  if (found) return found;
  const tree = sectionTree(section, false);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(section, tree);
  return tree;
}

interface Reading {
  readonly inline: (text: string, isOpen?: boolean) => Tree[];
  readonly restore: (text: string) => string;
}

function sectionTree(section: string, isOpen: boolean): Tree[] {
  if (section.trim() === '') return [];
  const shielded = protect(section);
  if (nestsTooDeeply(shielded.text)) return [h('p', {}, section)];
  try {
    const { blocks, inline } = lex(shielded.text);
    const { restore } = shielded;
    const reading: Reading = {
      restore,
      inline: (text, mayGoOn) => inline(text, mayGoOn).flatMap(token => inlineTree(token, restore)),
    };
    return blocksTree(blocks, reading, isOpen);
  } catch {
    // The lexer trips over some lists in quotes. Better without its looks than not at all.
    return [h('p', {}, section)];
  }
}

function blocksTree(blocks: readonly Token[], reading: Reading, isOpen = false): Tree[] {
  return (blocks as readonly MarkedToken[]).flatMap((block, index) =>
    blockTree(block, reading, isOpen && index === blocks.length - 1),
  );
}

function blockTree(block: MarkedToken, reading: Reading, isOpen: boolean): Tree[] {
  const { inline, restore } = reading;
  switch (block.type) {
    case 'space':
    case 'checkbox':
      return [];
    case 'heading':
      // Below the headings of the page itself.
      return [h(block.depth <= 2 ? 'h3' : 'h4', {}, inline(block.text, isOpen))];
    case 'hr':
      return [h('hr')];
    case 'code':
      return [h('pre', { class: 'code', tabindex: 0, dir: 'ltr' }, h('code', {}, restore(block.text)))];
    case 'blockquote':
      return [h('blockquote', {}, blocksTree(block.tokens, reading, isOpen))];
    case 'list':
      return [listTree(block, reading)];
    case 'table':
      return [tableTree(block, reading)];
    default:
      return [h('p', {}, inline(block.raw.replace(/\n+$/, ''), isOpen))];
  }
}

/** Numbers as they were written: the text may speak of them. */
function listTree(list: Tokens.List, reading: Reading): Element {
  const items = list.items.map(item => {
    const box = item.task ? [item.checked ? '☑ ' : '☐ '] : [];
    const number = list.ordered ? Number(/^\s*(\d{1,9})/.exec(item.raw)?.[1]) : undefined;
    const value = number === undefined || Number.isNaN(number) ? undefined : number;
    return h('li', { value }, box, itemTree(item, reading));
  });
  return h(list.ordered ? 'ol' : 'ul', {}, items);
}

function itemTree(item: Tokens.ListItem, reading: Reading): Tree[] {
  const blocks = item.tokens.filter(token => token.type !== 'checkbox') as MarkedToken[];
  return blocks.flatMap((block, index) => {
    if (block.type !== 'text' && block.type !== 'paragraph') return blockTree(block, reading, false);
    const raw = index === 0 && item.task ? block.raw.replace(/^\[[ xX]\]\s+/, '') : block.raw;
    const words = reading.inline(raw.replace(/\n+$/, ''));
    return item.loose ? [h('p', {}, words)] : words;
  });
}

function tableTree(table: Tokens.Table, { inline }: Reading): Element {
  const cells = (row: readonly Tokens.TableCell[], tag: 'td' | 'th') =>
    row.map((cell, column) => {
      const align = table.align[column];
      return h(tag, { class: align ? `to-${align}` : undefined }, inline(cell.text));
    });
  return h(
    'div',
    { class: 'scroll', tabindex: 0 },
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, cells(table.header, 'th'))),
      h('tbody', {}, ...table.rows.map(row => h('tr', {}, cells(row, 'td')))),
    ),
  );
}

function inlineTree(token: MarkedToken, restore: (text: string) => string): Tree[] {
  const inside = (tokens: readonly Token[]) =>
    (tokens as readonly MarkedToken[]).flatMap(one => inlineTree(one, restore));
  switch (token.type) {
    case 'strong':
      return [h('strong', {}, inside(token.tokens))];
    case 'em':
      return [h('em', {}, inside(token.tokens))];
    case 'del':
      return [h('del', 'struck', inside(token.tokens))];
    case 'codespan':
      return [h('code', {}, restore(token.text))];
    case 'link':
      if (token.autolink) return [h('span', 'address', restore(token.text))];
      return [h('span', 'link', inside(token.tokens)), ...address(token, restore)];
    case 'image':
      return [h('span', 'link', '▣ ', inside(token.tokens)), ...address(token, restore)];
    case 'escape':
      return [LATEX_ESCAPES.test(token.text) ? token.raw : token.text];
    case 'br':
      return ['\n'];
    default:
      return [restore(token.raw)];
  }
}

/** Commands of LaTeX, which models write outside of formulas, too; nobody escapes these for Markdown. */
const LATEX_ESCAPES = /[\\{},;:!%&="'/?@^]/;

function address(token: Tokens.Link | Tokens.Image, restore: (text: string) => string): Tree[] {
  const href = restore(token.href);
  return href === '' || href === restore(token.text) ? [] : [' ', h('span', 'address', `(${href})`)];
}
