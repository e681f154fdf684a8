/**
 * YAML as plain values, in no more time and memory than its text is worth. The library's own way to make
 * values of a document takes the cube of the number of references that lie in what they refer to.
 */
import { isAlias, isMap, isScalar, isSeq } from 'yaml';

/** What no value can be made of; the message continues a sentence about the file or an entry of it. */
export class YamlProblem extends Error {
  override readonly name = 'YamlProblem';
}

/** Values in one entry, those that are referred to counted each time: more would be a trap. */
const MOST_VALUES = 100_000;

/**
 * Makes values of the parts of one document, which must come in their order: a reference means what has
 * had its name last. `around` is the name of what they all lie in, where it has one. What is referred to several times is the same object each time.
 * Throws `YamlProblem` for references to what they lie in, and for such as grow without end.
 */
export function createYamlReader(around?: string): (node: unknown) => unknown {
  const named = new Map<string, Read | 'open'>();
  if (around !== undefined) named.set(around, 'open');
  const read = (node: unknown): Read => {
    if (isAlias(node)) {
      const meant = named.get(node.source);
      if (meant === 'open') throw new YamlProblem(`refers to itself (*${node.source})`);
      return meant ?? { value: undefined, size: 1 };
    }
    const anchor = anchorOf(node);
    if (anchor !== undefined) named.set(anchor, 'open');
    const made = madeOf(node);
    if (made.size > MOST_VALUES)
      throw new YamlProblem('refers to other parts so often that it would be huge');
    if (anchor !== undefined) named.set(anchor, made);
    return made;
  };
  const madeOf = (node: unknown): Read => {
    if (isSeq(node)) {
      const all = node.items.map(read);
      return { value: all.map(({ value }) => value), size: sum(all) };
    }
    if (isMap(node)) {
      const all = node.items.map(({ key, value }) => [read(key), read(value)] as const);
      const entries = all.map(([key, { value }]) => [nameOf(key.value), value] as const);
      return { value: Object.fromEntries(entries), size: sum(all.flat()) };
    }
    return { value: isScalar(node) ? node.value : node, size: 1 };
  };
  return node => read(node).value;
}

interface Read {
  readonly value: unknown;
  readonly size: number;
}

function sum(all: readonly Read[]): number {
  return all.reduce((total, { size }) => total + size, 1);
}

function anchorOf(node: unknown): string | undefined {
  return isScalar(node) || isSeq(node) || isMap(node) ? node.anchor : undefined;
}

function nameOf(key: unknown): string {
  if (typeof key === 'object' && key !== null)
    throw new YamlProblem('has a list or a map as the name of a field');
  return key === null || key === undefined ? '' : String(key);
}

/** The words of the parser for what is wrong, in one line. */
export function yamlErrorWords(message: string): string {
  const [first = ''] = message.split('\n', 1);
  return first
    .replace('Maximum call stack size exceeded', 'It is nested too deeply')
    .replace(/[.:]?\s*$/, '');
}
