/** Makes a document look as a tree says, by changing only what differs: what stays keeps its focus, its selection and its place. */
import type { Attributes, Element as Made, Tree } from '../tree.ts';

/** What was made of a tree. Text is only ever put in as text. */
export function create(tree: Tree): Node {
  if (typeof tree === 'string') return document.createTextNode(tree);
  const element = document.createElement(tree.tag);
  setAttributes(element, {}, tree.attributes);
  for (const child of tree.children) element.append(create(child));
  // An option can be chosen only when it is there.
  if (element instanceof HTMLSelectElement) choose(element, tree);
  return element;
}

/** `node` was made of `before`; it is, or gives way to, what `after` says. */
export function patch(node: Node, before: Tree, after: Tree): Node {
  if (before === after) return node;
  if (typeof before === 'string' || typeof after === 'string' || before.tag !== after.tag) {
    if (typeof before === 'string' && typeof after === 'string') {
      node.nodeValue = after;
      return node;
    }
    const made = create(after);
    (node as ChildNode).replaceWith(made);
    return made;
  }
  const element = node as HTMLElement;
  setAttributes(element, before.attributes, after.attributes);
  patchChildren(element, before.children, after.children);
  if (element instanceof HTMLSelectElement) choose(element, after);
  return element;
}

function patchChildren(parent: HTMLElement, before: readonly Tree[], after: readonly Tree[]): void {
  const nodes = [...parent.childNodes];
  const common = Math.min(before.length, after.length);
  for (let index = 0; index < common; index++) {
    const [node, old, next] = [nodes[index], before[index], after[index]];
    if (node && old !== undefined && next !== undefined) patch(node, old, next);
  }
  for (const node of nodes.slice(common)) node.remove();
  for (const child of after.slice(common)) parent.append(create(child));
}

function setAttributes(element: HTMLElement, before: Attributes, after: Attributes): void {
  for (const [name, value] of Object.entries(after)) {
    if (before[name as keyof Attributes] !== value) setAttribute(element, name, value);
  }
  for (const name of Object.keys(before)) if (!(name in after)) setAttribute(element, name, undefined);
}

function setAttribute(element: HTMLElement, name: string, value: Attributes[keyof Attributes]): void {
  const isAbsent = value === undefined || value === false;
  if (name.startsWith('--')) {
    if (isAbsent) element.style.removeProperty(name);
    else element.style.setProperty(name, String(value));
  } else if (name === 'value' && element instanceof HTMLInputElement) element.value = String(value ?? '');
  else if (isAbsent) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : String(value));
}

function choose(select: HTMLSelectElement, { children }: Made): void {
  const index = children.findIndex(child => typeof child !== 'string' && child.attributes.selected === true);
  if (index >= 0 && select.selectedIndex !== index) select.selectedIndex = index;
}
