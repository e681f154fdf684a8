/** JSON that is also safe to look at. */

/** What a terminal could take for a command, or for a change of direction, although JSON allows it. */
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The same value, with these characters escaped and bytes as base64; in one line unless there is an indent. */
export function safeJson(value: unknown, indent?: number): string {
  // Looking for bytes takes longer than writing what has none, as nearly all events of a run.
  const json = isFlat(value)
    ? JSON.stringify(value, undefined, indent)
    : JSON.stringify(value, base64, indent);
  return json.replace(UNSAFE, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Whether there is nothing in it that could hold bytes. */
function isFlat(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
  for (const key in value) if (typeof (value as Record<string, unknown>)[key] === 'object') return false;
  return true;
}

/** A `Buffer` has become something else before a replacer sees it, but its holder still has it. */
function base64(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const bytes = this[key];
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('base64') : value;
}
