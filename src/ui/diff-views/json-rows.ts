/** The rows of the answer-first table about answers in JSON: value by value. Knows no text around them. */
import { compareJson, type ValueChange } from '../../diff/json-values.ts';
import { canonicalJson } from '../../text/canonical-json.ts';
import { formatCount } from '../../text/numbers.ts';
import { wrapSpans } from '../../text/wrap.ts';
import { line, lineWidth, span } from '../line.ts';
import type { SignedLine } from './marked-lines.ts';

/** Both answers as values; `undefined` when one of them holds no JSON. Of other questions, only objects are taken for it. */
export function jsonPair(
  old: string,
  next: string,
  isAsked: boolean,
): { readonly old: unknown; readonly next: unknown } | undefined {
  const isJson = (text: string) => isAsked || text.trimStart().startsWith('{');
  if (!isJson(old) || !isJson(next)) return undefined;
  try {
    return { old: JSON.parse(old), next: JSON.parse(next) };
  } catch {
    return undefined;
  }
}

/** Longer lists are cut, and it is said by how much. */
const MOST_CHANGES = 20;

/** The values that changed, came or went, each with its path. */
export function jsonRows(old: unknown, next: unknown, width: number): SignedLine[] {
  const changes = compareJson(old, next);
  const left = changes.length - MOST_CHANGES;
  const more = `and ${formatCount(left)} more`;
  return [
    ...changes.slice(0, MOST_CHANGES).flatMap(change => changeRows(change, width)),
    ...(left > 0 ? [{ sign: ' ', content: [span(more, 'muted')] } as const] : []),
  ];
}

function changeRows(change: ValueChange, width: number): SignedLine[] {
  const path = span(`${change.path}  `, 'label');
  const was = change.kind === 'added' ? [] : [span(canonicalJson(change.old), 'removed')];
  const is = change.kind === 'removed' ? [] : [span(canonicalJson(change.next), 'added')];
  const sign = SIGNS[change.kind];
  const arrow = change.kind === 'changed' ? [span('  →  ', 'muted')] : [];
  const together = line(path, ...was, ...arrow, ...is);
  if (lineWidth(together) <= width) return [{ sign, content: together }];
  const wrapped = (kind: '-' | '+', content: typeof was) =>
    content.length === 0
      ? []
      : wrapSpans(content, Math.max(1, width)).map((row): SignedLine => ({ sign: kind, content: row }));
  return [{ sign, content: [path] }, ...wrapped('-', was), ...wrapped('+', is)];
}

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;
