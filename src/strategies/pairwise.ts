/** Which of two answers is the better one: what is asked, and how the reply is read. Pure. */

export interface Comparison {
  readonly better: 'first' | 'second' | 'unknown';
  /** Why; empty where nothing was said. */
  readonly reason: string;
}

/** What the comparing model is asked. The reference is never part of it, nor are scores. */
export function compareTurn(question: string, first: string, second: string): string {
  return [
    'Compare the two answers below to the question below. Find where they part, and work that step out yourself from the question. The order in which they stand, their length and their style say nothing about which is right.',
    `<question>\n${question}\n</question>`,
    `<answer-a>\n${first}\n</answer-a>`,
    `<answer-b>\n${second}\n</answer-b>`,
    'End with one line of JSON and nothing after it: {"better": "A" or "B", "reason": "one or two sentences: the step at which they part, and which of them is right there"}',
  ].join('\n\n');
}

/** Whatever cannot be told for sure is `unknown`. */
export function readComparison(text: string): Comparison {
  const objects = [...text.matchAll(/\{[^{}]*\}/g)].map(([found]) => found).reverse();
  for (const object of objects) {
    const better = /"better"\s*:\s*"?(?:answer[\s_-]*)?([a-z]+)"?/i.exec(object)?.[1];
    if (better !== undefined) return { better: sideOf(better), reason: reasonIn(object) };
  }
  const lines = [...text.matchAll(/^[\s>*_#-]*better[\s*_:=-]+(?:answer[\s*_-]*)?([a-z]+)[\s*_.!]*$/gim)];
  const last = lines.at(-1);
  return last?.[1] === undefined
    ? { better: 'unknown', reason: '' }
    : { better: sideOf(last[1]), reason: text.slice(0, last.index).trim() };
}

/** Also where the JSON is not quite legal. */
function reasonIn(object: string): string {
  const found = /"reason"\s*:\s*"([\s\S]*)"/i.exec(object)?.[1];
  return found?.replaceAll('\\"', '"').replaceAll('\\n', '\n').trim() ?? '';
}

function sideOf(word: string): Comparison['better'] {
  const side = word.toLowerCase();
  if (side === 'a') return 'first';
  return side === 'b' ? 'second' : 'unknown';
}
