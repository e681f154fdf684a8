/** JSON that is also safe to look at. */

/** What a terminal could take for a command, or for a change of direction, although JSON allows it. */
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The same value, with these characters escaped and bytes as base64; in one line unless there is an indent. */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, base64, indent).replace(
    UNSAFE,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A `Buffer` has become something else before a replacer sees it, but its holder still has it. */
function base64(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const bytes = this[key];
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('base64') : value;
}
