/** The strategies by their ids. */
import { selfReflection } from './self-reflection.ts';
import type { Strategy } from './strategy.ts';

export const STRATEGIES: readonly Strategy[] = [selfReflection];

export function strategyById(id: string): Strategy | undefined {
  return STRATEGIES.find(strategy => strategy.id === id);
}
