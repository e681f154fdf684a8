/** A function that knows its last results. Knows nothing of what is computed. */

/** More than the different texts of a few screens. */
const MOST_TEXTS = 500;

/**
 * The same function of a text; what it has not been asked for lately is forgotten. It must be pure, and
 * nobody may write on its results.
 */
export function remembering<V>(compute: (text: string) => V, most = MOST_TEXTS): (text: string) => V {
  let young = new Map<string, V>();
  let old = young;
  return text => {
    const known = young.get(text);
    if (known !== undefined) return known;
    const value = old.get(text) ?? compute(text);
    if (young.size >= most) {
      old = young;
      young = new Map();
    }
    young.set(text, value);
    return value;
  };
}
