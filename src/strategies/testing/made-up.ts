/** A strategy that a test makes up: only what comes next matters. */
import { z } from 'zod';
import type { Strategy } from '../strategy.ts';

export function madeUp(next: Strategy['next'], id = 'made-up'): Strategy {
  return { id, name: id, about: 'Made up for a test.', parameters: z.object({}), mostCalls: () => 99, next };
}
