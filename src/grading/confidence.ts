/**
 * How sure an answer says that it is of itself, where it was asked to end with that. Knows nothing of
 * whether it is right. Linear in the length of the text.
 */

/** What is said so late is about the answer; earlier, it may be a matter of the question. */
const LAST_LINES = 3;
/** Of a line; what is longer is no line that was asked for. */
const LONGEST = 300;

/**
 * The confidence that a text ends with, from 0 to 100: `Confidence: 85`, `85%`, `0.85`, `85/100`, `8.5 out
 * of 10`; of a range its lower end. `undefined` when there is none, or none that can be read.
 */
export function confidenceIn(text: string): number | undefined {
  const ending = endingOf(text);
  for (const { index } of [...ending.matchAll(/\bconfidence\b/gi)].reverse()) {
    const behind = BEHIND.exec(ending.slice(index + 'confidence'.length));
    if (behind) return percentOf(behind[1], behind[2]);
  }
  const before = [
    ...ending.matchAll(/(?<![\d.])(\d{1,3}(?:\.\d+)?) ?(%|percent) (?:confident|sure|certain)\b/gi),
  ];
  return percentOf(before.at(-1)?.[1], '%');
}

/**
 * A text without a last line `Confidence: NN`: it is no part of the answer. Only where something is left
 * beside it, and only in these very words: "confidence level" may be what was asked for.
 */
export function withoutConfidence(text: string): string {
  const trimmed = text.trimEnd();
  const start = trimmed.lastIndexOf('\n') + 1;
  const line = trimmed.slice(start);
  if (line.length > LONGEST || !OWN_LINE.test(line)) return text;
  const rest = trimmed.slice(0, start).trimEnd();
  return rest === '' ? text : rest;
}

const OWN_LINE = /^[\s*_`#>-]*confidence[*_`]*\s*:[\s*_`]*\d{1,3}(?:\.\d+)?\s*(?:%|\/ ?100?)?[\s*_`.]*$/i;

const BEHIND =
  /^(?: (?:level|score|rating))?(?: (?:in|of) (?:my|this|the) (?:final )?answer)?\s*(?:[:=-]|is\b|of\b|>)?\s*(?:about |around |roughly |approximately )?(\d{1,3}(?:\.\d+)?|\.\d+)(?![\d.]*\d)\s*(%|percent|(?:\/|out of|of) ?100?\b)?/i;

/** The last lines, without marks. */
function endingOf(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .filter(line => line.trim() !== '')
    .slice(-LAST_LINES)
    .map(line => line.replace(/[*_`"'{}#~≈\\]/g, '').slice(-LONGEST))
    .join('\n');
}

function percentOf(digits: string | undefined, unit = ''): number | undefined {
  if (digits === undefined) return undefined;
  const value = Number(digits) * scaleOf(digits, unit);
  return value <= 100 ? Number(value.toFixed(2)) : undefined;
}

/** `0.85` is a probability; a lone `1` is one percent, as it was asked for. */
function scaleOf(digits: string, unit: string): number {
  if (/\b10$/.test(unit)) return 10;
  return unit === '' && digits.includes('.') && Number(digits) <= 1 ? 100 : 1;
}
