/** The strategies by their ids. */

import { adaptive } from './adaptive.ts';
import { bestOfN } from './best-of-n.ts';
import { confidenceGated } from './confidence-gated.ts';
import { contrastive } from './contrastive.ts';
import { debate } from './debate.ts';
import { executionFeedback } from './execution-feedback.ts';
import { reflexion } from './reflexion.ts';
import { selfConsistency } from './self-consistency.ts';
import { selfRefine } from './self-refine.ts';
import { selfReflection } from './self-reflection.ts';
import type { Strategy } from './strategy.ts';
import { thinkingLevels } from './thinking-levels.ts';
import { verifyRevise } from './verify-revise.ts';

export const STRATEGIES: readonly Strategy[] = [
  selfReflection,
  selfRefine,
  verifyRevise,
  executionFeedback,
  confidenceGated,
  selfConsistency,
  bestOfN,
  contrastive,
  debate,
  thinkingLevels,
  reflexion,
  adaptive,
];

export function strategyById(id: string): Strategy | undefined {
  return STRATEGIES.find(strategy => strategy.id === id);
}
