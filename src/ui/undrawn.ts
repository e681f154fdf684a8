/** Characters that draw nothing, and that terminals disagree about: some give each of them a cell. */

/** Soft hyphen, invisible operators and places to break: nothing is lost on a screen without them. */
const NEVER_SEEN = /\u034f|[\u00ad\u180e\u200b\u2060-\u2064\ufeff]/g;
/**
 * Marks and joiners belong to a character before them. What begins a part of a row has none, or one of
 * another style: xterm.js joins nothing across an escape sequence.
 */
const WITHOUT_A_BASE = /^[\p{Mark}\u200c\u200d]+/u;
const ASCII = /^[\u0020-\u007e]*$/;

/** A part of a row without what would draw nothing by itself. */
export function drawn(text: string): string {
  return ASCII.test(text) ? text : text.replaceAll(NEVER_SEEN, '').replace(WITHOUT_A_BASE, '');
}
