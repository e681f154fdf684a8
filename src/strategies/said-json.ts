/**
 * What a model was asked to say as one line of JSON, read tolerantly: fenced, nested, with braces,
 * formulas or quotation marks in its texts, and not quite legal. Pure.
 */

export interface Said {
  /** The value of the key, as one word. */
  readonly word: string;
  /** Empty where none was given. */
  readonly reason: string;
}

/** The last object that gives this key a single word; a template that was only repeated gives none. */
export function lastSaid(text: string, key: string): Said | undefined {
  const given = new RegExp(`"${key}"\\s*:\\s*(?:"([^"\\n]*)"|([a-z]+))\\s*(?=[,}\\n]|$)`, 'gi');
  const last = [...text.matchAll(given)].at(-1);
  const word = (last?.[1] ?? last?.[2])?.trim();
  if (!last || word === undefined || !/^[a-z][a-z _-]*$/i.test(word)) return undefined;
  const begin = text.lastIndexOf('{', last.index);
  return { word, reason: reasonIn(text.slice(Math.max(0, begin), objectEnd(text, last.index))) };
}

/** Behind the last brace of what follows, before a blank line or the end of a fence. */
function objectEnd(text: string, from: number): number {
  const rest = text.slice(from);
  const stop = rest.search(/\n\s*(?:\n|```)/);
  const part = stop < 0 ? rest : rest.slice(0, stop);
  const brace = part.lastIndexOf('}');
  return from + (brace < 0 ? part.length : brace + 1);
}

/** Up to the last quotation mark: what stands between may have some of its own. */
function reasonIn(object: string): string {
  try {
    const { reason } = JSON.parse(object) as { reason?: unknown };
    if (typeof reason === 'string') return reason.trim();
  } catch {
    // It is read as it stands.
  }
  const found = /"reason"\s*:\s*"([\s\S]*)"/i.exec(object)?.[1];
  return found?.replaceAll('\\"', '"').replaceAll('\\n', '\n').replaceAll('\\\\', '\\').trim() ?? '';
}
