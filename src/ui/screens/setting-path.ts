/** A value deep in an object, by the names on the way to it. Pure; knows no setting. */

/** `undefined` where there is none. */
export function valueAt(settings: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), settings);
}

/** The object with another value at a path; without the key where the value is `undefined`. */
export function withValue(object: unknown, path: readonly string[], value: unknown): Record<string, unknown> {
  const [key = '', ...deeper] = path;
  const { [key]: before, ...others } = isObject(object) ? object : {};
  const next = deeper.length > 0 ? withValue(before, deeper, value) : value;
  return next === undefined ? others : { ...others, [key]: next };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
