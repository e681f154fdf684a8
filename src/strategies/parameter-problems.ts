/** Parameters that a strategy does not take, in sentences. Pure. */
import type { Settings } from '../run/settings.ts';
import type { Strategy } from './strategy.ts';

/** A run would silently take the default instead, so it is said before there is one. */
export function parameterProblems(
  { name, parameters }: Pick<Strategy, 'name' | 'parameters'>,
  { strategy }: Settings,
): string[] {
  const given: Record<string, unknown> = strategy;
  const read = parameters.safeParse(given);
  if (read.success) return [];
  return read.error.issues.map(({ path, message }) => {
    const id = String(path[0]);
    const value = JSON.stringify(given[id]);
    return `The parameter "${id}" of ${name} cannot be ${value}: ${lowerFirst(message)}.`;
  });
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
