/** What a model is called in a list: its name in the catalogue, else its id. Pure. */
import { resolveModel } from '../models/resolve.ts';

const names = new Map<string, string>();
const MOST_KEPT = 1000;

/** `id`: safe to print. */
export function modelNameOf(id: string): string {
  const before = names.get(id);
  if (before !== undefined) return before;
  const name = resolveModel(id)?.name ?? id;
  if (names.size >= MOST_KEPT) names.clear();
  names.set(id, name);
  return name;
}
