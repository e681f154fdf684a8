/** What changed between two answers in JSON, one value a line. Pure. */
import { compareJson, type ValueChange } from '../diff/json-values.ts';
import { extractAnswer } from '../grading/extract.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { indent } from './layout.ts';
import type { Signs } from './signs.ts';

/** Nothing where one of the texts has no JSON in it. */
export function valueLines(previous: string, text: string, signs: Signs): string[] {
  const [old, next] = [previous, text].map(one => extractAnswer(one, { grader: 'json' })?.value);
  if (old === undefined || next === undefined) return [];
  const changes = compareJson(JSON.parse(old), JSON.parse(next));
  if (changes.length === 0) return ['Values: the same.'];
  return ['Values:', ...indent(changes.map(change => signs.words(changeLine(change))).join('\n'))];
}

function changeLine(change: ValueChange): string {
  switch (change.kind) {
    case 'added':
      return `${change.path}  {+${canonicalJson(change.next)}+}`;
    case 'removed':
      return `${change.path}  [-${canonicalJson(change.old)}-]`;
    case 'changed':
      return `${change.path}  ${canonicalJson(change.old)} → ${canonicalJson(change.next)}`;
  }
}
