/**
 * Makes text from outside safe to print: no escape sequence, control character or bidi override
 * reaches an output. Knows no run and no terminal; the transcript keeps the text verbatim.
 */

/** What may stand between two visible characters: six tags make the longest recommended flag emoji. */
const MAX_ZERO_WIDTH_RUN = 8;

export interface Sanitizer {
  /** The safe part of what has come so far; what may be half of something waits for the next push. */
  push(delta: string): string;
  /** What was still waiting. The sanitizer is then as new. */
  end(): string;
}

/**
 * Text without escape sequences (CSI, OSC, DCS, APC, PM, SOS and single ones, 7-bit and 8-bit, also
 * cut off ones), control characters (except newline and tab), bidi controls and characters that nobody sees
 * and nothing needs (soft hyphens, fillers, zero-width spaces). CRLF, CR and the
 * Unicode line separators become newlines, lone surrogates U+FFFD; a run of zero-width characters
 * is cut after eight. A control string that is never terminated loses the rest of its line, no more.
 * Linear in the length of the text.
 */
export function sanitize(text: string): string {
  if (isHarmless(text)) return text;
  const sanitizer = createSanitizer();
  return sanitizer.push(text) + sanitizer.end();
}

/**
 * The same for a place that has one line: `⏎` stands for line breaks, spaces for tabs. A control string
 * that is never terminated loses nothing but its beginning: the rest of a sentence is not swallowed by a
 * name that stands in it.
 */
export function sanitizeLine(text: string): string {
  const safe = sanitize(isHarmless(text) ? text : text.replaceAll(/[^\n\r]+/g, withEndOfString)).replaceAll(
    '\t',
    ' ',
  );
  if (!safe.includes('\n')) return safe;
  return safe
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .join(' ⏎ ');
}

/** The same for a text that is put behind another one, on whose last character it may lay a mark. */
export function sanitizeBehind(before: string, text: string): string {
  if (isHarmless(text)) return text;
  const sanitizer = createSanitizer();
  if (before !== '' && !before.endsWith('\n')) sanitizer.push('x');
  return sanitizer.push(text) + sanitizer.end();
}

/**
 * The same for text that arrives in pieces: an escape sequence or a surrogate pair may be cut
 * anywhere. For every way to cut a text, what the pushes and `end` return, joined, is `sanitize` of
 * the whole.
 */
export function createSanitizer(): Sanitizer {
  let state: State = START;
  return {
    push(delta) {
      if ((state === START || state === INSIDE) && isHarmless(delta)) {
        if (delta !== '') state = delta.endsWith('\n') ? START : INSIDE;
        return delta;
      }
      const out: string[] = [];
      for (const char of delta) state = step(state, char, out);
      return out.join('');
    },
    end() {
      const out: string[] = [];
      if (state.half !== '') step({ ...state, half: '' }, '\ufffd', out);
      state = START;
      return out.join('');
    },
  };
}

/**
 * Where the reading is: in text, after ESC, in the parameters of a control sequence, or in the
 * payload of a control string. `isBare`: nothing stands yet in the line that a mark could stand on. `half`
 * is a high surrogate that waits for its other half.
 */
interface State {
  readonly mode: 'text' | 'escape' | 'sequence' | 'string';
  readonly afterCr: boolean;
  readonly isBare: boolean;
  readonly zeroWidths: number;
  readonly half: string;
}

const START: State = { mode: 'text', afterCr: false, isBare: true, zeroWidths: 0, half: '' };
const INSIDE: State = { ...START, isBare: false };
const AFTER_CR: State = { ...START, afterCr: true };
const ESCAPE = '\u001b';
const STRING_STARTERS = new Set(['\u0090', '\u0098', '\u009d', '\u009e', '\u009f']);

const harmless = /^[\n\t\u0020-\u007e]*$/;
/**
 * Controls, also of direction; and what nobody sees, no other character needs and terminals give cells of
 * different width: soft hyphens, fillers, invisible operators, annotations, byte order marks. Joiners,
 * variation selectors and the tags of flags stay.
 */
const removed =
  /^[\p{Control}\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{13430}-\u{1345f}\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e001f}\u{e0080}-\u{e00ff}\u{e01f0}-\u{e0fff}]$/u;
/** Of those that are counted as zero-width: signs that stand before a number. */
const visible = /^[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]$/u;
const zeroWidth = /^[\p{Default_Ignorable_Code_Point}\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Format}]$/u;

function isHarmless(text: string): boolean {
  return harmless.test(text);
}

function step(state: State, char: string, out: string[]): State {
  if (state.half !== '') return joinHalves(state, char, out);
  if (isHighSurrogate(char)) return { ...state, half: char };
  switch (state.mode) {
    case 'text':
      return stepText(state, char, out);
    case 'escape':
      return stepEscape(state, char, out);
    case 'sequence':
      // Parameters and intermediates go on, a final byte ends it, anything else breaks it off.
      if (char >= ' ' && char <= '?') return state;
      return char >= '@' && char <= '~' ? inMode(state, 'text') : stepText(inMode(state, 'text'), char, out);
    case 'string':
      return stepString(state, char, out);
  }
}

function joinHalves(state: State, char: string, out: string[]): State {
  const whole = { ...state, half: '' };
  if (isLowSurrogate(char)) return step(whole, state.half + char, out);
  return step(step(whole, '\ufffd', out), char, out);
}

function stepText(state: State, char: string, out: string[]): State {
  if (char === ESCAPE) return inMode(state, 'escape');
  if (char === '\u009b') return inMode(state, 'sequence');
  if (STRING_STARTERS.has(char)) return inMode(state, 'string');
  if (char === '\n' && state.afterCr) return { ...state, afterCr: false };
  if (char === '\r') return keep('\n', out, true);
  if (char === '\n' || char === '\t' || (char >= ' ' && char <= '~')) return keep(char, out);
  if (char === '\u2028' || char === '\u2029') return keep('\n', out);
  if (isLowSurrogate(char)) return keep('\ufffd', out);
  if (removed.test(char)) return state;
  if (!zeroWidth.test(char)) return keep(char, out);
  // At the beginning of a line terminals give it a cell, or lay it on what stands before the line.
  if (state.isBare && !visible.test(char)) return state;
  if (state.zeroWidths >= MAX_ZERO_WIDTH_RUN) return state;
  return { ...keep(char, out), zeroWidths: state.zeroWidths + 1 };
}

function stepEscape(state: State, char: string, out: string[]): State {
  if (char === '[') return inMode(state, 'sequence');
  if (char === ']' || char === 'P' || char === 'X' || char === '^' || char === '_')
    return inMode(state, 'string');
  // Intermediates go on (ESC ( B), a final byte ends it, anything else breaks it off.
  if (char >= ' ' && char <= '/') return state;
  return char >= '0' && char <= '~' ? inMode(state, 'text') : stepText(inMode(state, 'text'), char, out);
}

function stepString(state: State, char: string, out: string[]): State {
  switch (char) {
    case '\u0007': // BEL
    case '\u009c': // ST
    case '\u0018': // CAN
    case '\u001a': // SUB
      return inMode(state, 'text');
    // ESC \ is the terminator, and ESC with anything else starts a sequence of its own.
    case ESCAPE:
      return inMode(state, 'escape');
    case '\n':
    case '\r':
      return stepText(inMode(state, 'text'), char, out);
    default:
      return state;
  }
}

const STRING_ENDERS = ['\u0007', '\u009c', '\u0018', '\u001a', ESCAPE] as const;
const CANCEL = '\u0018';

/** The line without the beginning of a control string that does not end in it. */
function withEndOfString(line: string): string {
  const last = Math.max(...STRING_ENDERS.map(ender => line.lastIndexOf(ender)));
  const startsString = line[last] === ESCAPE && /[\]PX^_]/.test(line[last + 1] ?? '');
  // What ended an earlier string there has to go on ending it.
  const [before, rest] = startsString
    ? [line.slice(0, last) + CANCEL, line.slice(last + 2)]
    : [line.slice(0, last + 1), line.slice(last + 1)];
  return before + rest.replaceAll(/[\u0090\u0098\u009d-\u009f]/g, '');
}

function keep(char: string, out: string[], afterCr = false): State {
  out.push(char);
  if (char === '\n') return afterCr ? AFTER_CR : START;
  return INSIDE;
}

function inMode(state: State, mode: State['mode']): State {
  return { ...state, mode };
}

function isHighSurrogate(char: string): boolean {
  return char.length === 1 && char >= '\ud800' && char <= '\udbff';
}

function isLowSurrogate(char: string): boolean {
  return char.length === 1 && char >= '\udc00' && char <= '\udfff';
}
