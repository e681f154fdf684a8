/** Looking up a word from outside in a table: `constructor` and `__proto__` are in none of ours. */

/** What the table itself has under this key; `undefined` for what every object has. */
export function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
