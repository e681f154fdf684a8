/** The parameters of a strategy in the settings of a run: as its schema has them, with its defaults. Pure. */
import type { z } from 'zod';
import type { Settings } from '../run/settings.ts';

/** A value that is not legal, as a damaged transcript may have it, is as if it were not there. */
export function parametersOf<P extends z.ZodObject>(parameters: P, settings: Settings): z.infer<P> {
  const given: Record<string, unknown> = settings.strategy;
  const whole = parameters.safeParse(given);
  if (whole.success) return whole.data;
  const wrong = new Set(whole.error.issues.map(issue => String(issue.path[0])));
  const legal = Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name)));
  return parameters.parse(legal);
}
