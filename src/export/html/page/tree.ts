/**
 * What the page is made of: elements and text as data. The views return it; a browser makes nodes of it
 * (`browser/patch.ts`), and the exporter markup for where no script runs (`markup.ts`). There is no way to
 * say markup, a style or a handler in it, so that no text of a run can become one.
 */

export type Tree = string | Element;

export interface Element {
  readonly tag: Tag;
  readonly attributes: Attributes;
  readonly children: readonly Tree[];
}

/** Nothing here loads, submits or runs anything. */
export type Tag =
  | 'article'
  | 'b'
  | 'blockquote'
  | 'button'
  | 'code'
  | 'dd'
  | 'del'
  | 'details'
  | 'div'
  | 'dl'
  | 'dt'
  | 'em'
  | 'footer'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'h4'
  | 'header'
  | 'hr'
  | 'input'
  | 'ins'
  | 'kbd'
  | 'label'
  | 'li'
  | 'main'
  | 'nav'
  | 'ol'
  | 'option'
  | 'p'
  | 'pre'
  | 'section'
  | 'select'
  | 'span'
  | 'strong'
  | 'summary'
  | 'table'
  | 'tbody'
  | 'td'
  | 'th'
  | 'thead'
  | 'time'
  | 'tr'
  | 'ul';

type Name =
  | 'class'
  | 'colspan'
  | 'datetime'
  | 'dir'
  | 'disabled'
  | 'for'
  | 'hidden'
  | 'id'
  | 'inert'
  | 'max'
  | 'min'
  | 'name'
  | 'open'
  | 'role'
  | 'scope'
  | 'selected'
  | 'start'
  | 'step'
  | 'tabindex'
  | 'title'
  | 'type'
  | 'value'
  | `aria-${string}`
  /** What a click on it asks for; see `actions.ts`. */
  | 'data-do'
  /** Custom properties: numbers that the style sheet places things by. A browser only. */
  | `--${string}`;

/** `true` is an attribute without a value; what is `undefined` or `false` is not there. */
export type Attributes = Readonly<Partial<Record<Name, string | number | boolean | undefined>>>;

type Child = Tree | readonly Child[] | undefined | false;

export function h(tag: Tag, attributes: Attributes | string = {}, ...children: readonly Child[]): Element {
  const given = typeof attributes === 'string' ? { class: attributes } : attributes;
  return { tag, attributes: given, children: flat(children) };
}

function flat(children: readonly Child[]): Tree[] {
  return children.flatMap(child => {
    if (child === undefined || child === false || child === '') return [];
    return typeof child === 'string' || 'tag' in child ? [child] : flat(child);
  });
}

/** All text in it, for tests and for what is read aloud. */
export function textOf(tree: Tree): string {
  return typeof tree === 'string' ? tree : tree.children.map(textOf).join('');
}
