/** A text as it is read: words, and the sentences or lines they stand in. Knows nothing of differences. */
import { type Token, tokenize, type Vocabulary } from './tokens.ts';

/** A sentence, or a line where that is shorter: tokens `from` (included) to `to` (excluded). */
export interface Sentence {
  readonly from: number;
  readonly to: number;
  /** Equal for sentences that differ at most in the length of their white space. */
  readonly id: number;
  /** What comes before it has no part in how it, and what follows it, is cut. */
  readonly standsAlone: boolean;
}

export interface Reading {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly sentences: readonly Sentence[];
  /** `wordsBefore[i]`: words among the first `i` tokens. */
  readonly wordsBefore: readonly number[];
}

export function read(text: string, vocabulary: Vocabulary): Reading {
  const tokens = tokenize(text, vocabulary);
  const wordsBefore = [0];
  let words = 0;
  for (const token of tokens) {
    if (token.word) words++;
    wordsBefore.push(words);
  }
  return { text, tokens, sentences: sentencesOf(text, tokens, vocabulary), wordsBefore };
}

/**
 * The reading of a text that begins like one already read, or that is the beginning of one: only its
 * end is read. The same as `read`, sooner.
 */
export function readOn(text: string, basis: Reading, vocabulary: Vocabulary): Reading {
  if (!text.startsWith(basis.text) && !basis.text.startsWith(text)) return read(text, vocabulary);
  const within = basis.sentences.findLastIndex(({ to }) => (basis.tokens[to - 1]?.end ?? 0) <= text.length);
  // Where a sentence ends may depend on the first letters of the next one, and where the next one ends
  // on the end of this one, unless that is where the segmenter began anew.
  const again = basis.sentences.findLastIndex(
    ({ standsAlone }, index) => index <= Math.max(0, within - 1) && standsAlone,
  );
  const reused = basis.sentences.slice(0, Math.max(0, again));
  const from = reused.at(-1)?.to ?? 0;
  const offset = basis.tokens[from]?.start ?? 0;
  const rest = read(text.slice(offset), vocabulary);
  const words = basis.wordsBefore[from] ?? 0;
  return {
    text,
    tokens: [...basis.tokens.slice(0, from), ...rest.tokens.map(token => moved(token, offset))],
    sentences: [
      ...reused,
      ...rest.sentences.map(sentence => ({
        ...sentence,
        from: sentence.from + from,
        to: sentence.to + from,
      })),
    ],
    wordsBefore: [...basis.wordsBefore.slice(0, from), ...rest.wordsBefore.map(count => count + words)],
  };
}

/** The first token of a sentence; the end of the tokens after the last sentence. */
export function tokenAt(reading: Reading, sentence: number): number {
  return reading.sentences[sentence]?.from ?? reading.tokens.length;
}

/** Words among the tokens `from` (included) to `to` (excluded). */
export function wordsIn(reading: Reading, from: number, to: number): number {
  return (reading.wordsBefore[to] ?? 0) - (reading.wordsBefore[from] ?? 0);
}

function moved(token: Token, by: number): Token {
  return {
    ...token,
    start: token.start + by,
    end: token.end + by,
    from: token.from + by,
    to: token.to + by,
  };
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

function sentencesOf(text: string, tokens: readonly Token[], vocabulary: Vocabulary): Sentence[] {
  const result: Sentence[] = [];
  let from = 0;
  const { starts, exact } = startsOf(text, tokens);
  const close = (to: number) => {
    if (to === from) return;
    // The mark keeps a sentence of one word apart from the word.
    const id = vocabulary.idOf(`\n${words(text, tokens, from, to).replace(/\s+/g, ' ')}`);
    result.push({ from, to, id, standsAlone: exact.has(from) });
    from = to;
  };
  for (let index = 1; index < tokens.length; index++) {
    const isStart = starts.has(index) && !isStub(text, tokens, from, index);
    if (isStart || tokens[index - 1]?.endsLine) close(index);
  }
  close(tokens.length);
  return result;
}

/**
 * The tokens at which the segmenter begins a sentence, or first after it began one, and those of them
 * that begin exactly there: it may begin one in the middle of a token, as between the parts of `!=!`.
 */
function startsOf(text: string, tokens: readonly Token[]): { starts: Set<number>; exact: Set<number> } {
  const starts = new Set<number>();
  const exact = new Set<number>();
  let token = 0;
  for (const { index } of segmenter.segment(text)) {
    while (token < tokens.length && (tokens[token]?.from ?? 0) < index) token++;
    starts.add(token);
    if (tokens[token]?.start === index) exact.add(token);
  }
  return { starts, exact };
}

const STUB_TOKENS = 4;
const STUB = /^\P{L}*\p{L}?\.$/u;

/** "1.", "(b)." and "J." begin a sentence rather than end one. */
function isStub(text: string, tokens: readonly Token[], from: number, to: number): boolean {
  return to - from <= STUB_TOKENS && STUB.test(words(text, tokens, from, to));
}

/** From the first character that is not white space to the last. */
function words(text: string, tokens: readonly Token[], from: number, to: number): string {
  return text.slice(tokens[from]?.from, tokens[to - 1]?.to);
}
