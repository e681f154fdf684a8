/** What is copied from a comparison: the diff of the open pane as plain text, or the facts. Pure. */
import { type Comparison, textIn } from '../../analysis/compare.ts';
import { plainInline } from '../../diff/inline.ts';
import { diffWords } from '../../diff/words.ts';
import { compareTable } from '../../plain/compare.ts';
import { titleCase } from '../../plain/compare-facts.ts';
import { UNICODE_SIGNS } from '../../plain/signs.ts';
import type { What } from '../outside/clipboard.ts';
import type { ComparePane } from './compare-state.ts';

export interface CopiedComparison extends What {
  readonly text: string;
}

export function copiedComparison(comparison: Comparison, { pair }: ComparePane): CopiedComparison {
  if (!pair) {
    const text = compareTable(comparison, UNICODE_SIGNS).join('\n');
    return { name: 'the facts of the comparison', file: 'compare-facts.txt', text };
  }
  const { what, old, next } = pair;
  const places = [old, next].map(({ name, side }) => `${name.toLowerCase()}-${side.round.index}`);
  return {
    name: `the diff of the ${what}, ${titleCase(old.name)} to ${titleCase(next.name)}`,
    file: `compare-${what}-${places.join('-')}.txt`,
    text: plainInline(diffWords(textIn(pair, old), textIn(pair, next))),
  };
}
