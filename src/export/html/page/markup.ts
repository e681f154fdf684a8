/** Trees as HTML, for where no script runs: on paper, and in a browser that runs none. Pure. */
import type { Tree } from './tree.ts';

export function markup(tree: Tree): string {
  if (typeof tree === 'string') return escaped(tree);
  const attributes = Object.entries(tree.attributes).flatMap(([name, value]) => {
    if (value === undefined || value === false || name.startsWith('--')) return [];
    return value === true ? [` ${name}`] : [` ${name}="${escaped(String(value))}"`];
  });
  const open = `<${tree.tag}${attributes.join('')}>`;
  if (VOID.has(tree.tag)) return open;
  // The first line break in it would be taken for one of the markup.
  const lead = tree.tag === 'pre' ? '\n' : '';
  return `${open}${lead}${tree.children.map(markup).join('')}</${tree.tag}>`;
}

const VOID = new Set(['hr', 'input']);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for the values of attributes in quotes. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, character => ENTITIES[character] ?? character);
}
