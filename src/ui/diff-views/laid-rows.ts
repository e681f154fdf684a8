/** Remembers how rows were laid out, so that a text that grows lays out only what is new. Knows nothing of rows. */

export interface LaidRows<T> {
  /** What was made for this key, in this or the last drawing, or what is made of it now. */
  of(key: string, make: () => T[]): T[];
  /** Begins a drawing: what the last one did not use is forgotten. */
  begin(): void;
}

export function createLaidRows<T>(): LaidRows<T> {
  let before = new Map<string, T[]>();
  let current = new Map<string, T[]>();
  return {
    of(key, make) {
      const laid = current.get(key) ?? before.get(key) ?? make();
      current.set(key, laid);
      return laid;
    },
    begin() {
      before = current;
      current = new Map();
    },
  };
}
