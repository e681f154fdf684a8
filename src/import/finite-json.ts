/**
 * Python writes NaN and Infinity into JSON, which no other reader takes: outside of strings they become
 * null here. Pure.
 */

export interface FiniteJson {
  /** The part of what has come that is sure; a word that may go on waits for the next push. */
  push(piece: string): string;
  end(): string;
}

const NOT_FINITE = /-?\b(?:NaN|Infinity)\b/g;
/** The beginning of such a word at the end of a piece. */
const OPEN_WORD = /[-A-Za-z]+$/;

export function createFiniteJson(): FiniteJson {
  let inString = false;
  let escaped = false;
  let held = '';

  function push(piece: string): string {
    const text = held + piece;
    held = '';
    const parts: string[] = [];
    let at = 0;
    while (at < text.length) {
      if (inString) {
        const end = endOfString(text, at);
        parts.push(text.slice(at, end));
        at = end;
        continue;
      }
      const quote = text.indexOf('"', at);
      if (quote >= 0) {
        parts.push(asFinite(text.slice(at, quote)), '"');
        at = quote + 1;
        inString = true;
        continue;
      }
      const rest = text.slice(at);
      held = OPEN_WORD.exec(rest)?.[0] ?? '';
      parts.push(asFinite(rest.slice(0, rest.length - held.length)));
      break;
    }
    return parts.join('');
  }

  /** Behind the closing quote, or the end of the piece. */
  function endOfString(text: string, from: number): number {
    let at = from;
    if (escaped) {
      escaped = false;
      at++;
    }
    for (;;) {
      const quote = text.indexOf('"', at);
      const slash = text.indexOf('\\', at);
      if (slash >= 0 && (quote < 0 || slash < quote)) {
        if (slash + 1 >= text.length) {
          escaped = true;
          return text.length;
        }
        at = slash + 2;
        continue;
      }
      if (quote < 0) return text.length;
      inString = false;
      return quote + 1;
    }
  }

  return {
    push,
    end() {
      const rest = asFinite(held);
      held = '';
      return rest;
    },
  };
}

function asFinite(text: string): string {
  return text.includes('N') || text.includes('I') ? text.replace(NOT_FINITE, 'null') : text;
}

/** `JSON.parse` that takes them. Throws `SyntaxError` for what is no JSON even so. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (!/NaN|Infinity/.test(text)) throw thrown;
    const finite = createFiniteJson();
    return JSON.parse(finite.push(text) + finite.end());
  }
}
