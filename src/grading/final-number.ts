/** Which of the numbers in an answer is the final one. Refuses to know what it ought to be. */
import { hasCommands, plainMath } from './plain-math.ts';
import { type Quantity, quantitiesIn, readQuantity } from './quantity.ts';
import { bare } from './stated.ts';

/** In a box or in tags everything is the answer, number or not; of a sentence, its only number. */
export function numberMarked(content: string): string | undefined {
  const whole = readQuantity(content);
  if (whole) return whole.text;
  const plain = plainMath(content);
  const [only, ...others] = quantitiesIn(plain);
  const isSentence = /\p{L}{3}/u.test(plain) && !hasCommands(plain);
  return isSentence && only && others.length === 0 ? only.text : bare(content) || undefined;
}

/** Behind a label stands a number, a number in words, a sentence with one, or mathematics that is no plain number. */
export function numberLabelled(content: string): string | undefined {
  const whole = readQuantity(content);
  if (whole) return whole.text;
  const word = WORDS.indexOf(bare(content).toLowerCase());
  if (word >= 0) return String(word);
  const plain = plainMath(content);
  if (hasCommands(plain)) return bare(/\$([^$]{1,200})\$/.exec(content)?.[1] ?? content) || undefined;
  return numberOfSentence(plain)?.text;
}

/**
 * The last number in bold: alone (`**$0.05**`), or the only one of a bold sentence with its full
 * stop. A number of a list (`**2.**`) and a heading (`**Step 2: Add**`) are none.
 */
export function numberInBold(text: string): Quantity | undefined {
  let last: Quantity | undefined;
  for (const match of text.matchAll(/\*\*([^*\n]{1,160})\*\*/g)) {
    const content = match[1] ?? '';
    if (!/^\s*\d+[.):]\s*$/.test(content))
      last = readQuantity(content) ?? numberOfBoldSentence(content) ?? last;
  }
  return last;
}

/** A last sentence that calculates gives its result ("4 + 5 = 9 points in 40 minutes"), else its last number. */
export function lastResult(
  text: string,
): { value: string; method: 'last equation' | 'last number' } | undefined {
  const { plain, quantities } = endWithNumber(text);
  const last = quantities.at(-1);
  if (!last) return undefined;
  const start = Math.max(plain.lastIndexOf('\n', last.start), plain.lastIndexOf('. ', last.start));
  const equals = plain.lastIndexOf('=', last.start);
  const result = equals > start ? quantities.find(quantity => quantity.start > equals) : undefined;
  return result && result !== last
    ? { value: result.text, method: 'last equation' }
    : { value: last.text, method: 'last number' };
}

/** The last number of a text, whatever stands around it. For grades that have to be doubted. */
export function lastNumber(text: string): string | undefined {
  return endWithNumber(text).quantities.at(-1)?.text;
}

const WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );

/**
 * The number that a sentence gives as the answer: the one it begins with, the one behind the last
 * equals sign, the last in bold, the last. What stands in parentheses explains.
 */
function numberOfSentence(plain: string): Quantity | undefined {
  const sentences = plain.replace(/(?<=\S {0,2})\([^()]*\)/g, ' ').split(/(?<=[.!?])\s/);
  const sentence = sentences.find(candidate => quantitiesIn(candidate).length > 0) ?? plain;
  const quantities = quantitiesIn(sentence);
  const [first] = quantities;
  if (first && beginsWith(sentence, first)) return first;
  const equals = sentence.lastIndexOf('=');
  const behind = equals < 0 ? undefined : quantities.find(quantity => quantity.start > equals);
  return behind ?? numberInBold(sentence) ?? quantities.at(-1);
}

/** Whether the sentence begins with this number, and not with a calculation that this number begins. */
function beginsWith(sentence: string, first: Quantity): boolean {
  const before = sentence.slice(0, first.start);
  const behind = sentence.slice(first.end, first.end + 8);
  return (
    /^[\W_]{0,12}(?:about|approximately|exactly|still)?[\W_]{0,6}$/.test(before) &&
    !/^\s{0,2}[-+*/×÷=]\s{0,2}[$(]?\d/.test(behind)
  );
}

function numberOfBoldSentence(content: string): Quantity | undefined {
  if (!/[.!]\s*$/.test(content) || /^\s*\p{L}+ \d+[.:)]/u.test(content)) return undefined;
  const [only, ...others] = quantitiesIn(plainMath(content).replace(/(?<=\S {0,2})\([^()]*\)/g, ' '));
  return others.length === 0 && only && only.start > 0 ? only : undefined;
}

/**
 * The shortest end of the text that has a number: a long text is not read for its last word. The end
 * begins at a space, or in a word of so many characters that no number is as long.
 */
function endWithNumber(text: string): { plain: string; quantities: Quantity[] } {
  for (let size = 1000; ; size *= 4) {
    const cut = Math.max(0, text.length - size);
    const start = cut === 0 ? 0 : cut + Math.max(0, text.slice(cut).search(/\s/));
    const plain = plainMath(text.slice(start));
    const quantities = quantitiesIn(plain);
    if (cut === 0 || quantities.length > 0) return { plain, quantities };
  }
}
