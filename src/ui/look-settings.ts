/**
 * How the program looks, sounds and goes along: about the screen, not about a run, so it stands in no preset and no
 * transcript. Pure; what the user keeps is handed in as the settings store holds it.
 */
import { z } from 'zod';
import type { ThemeSetting } from './theme.ts';
import { THEMES } from './themes.ts';

export interface LookSettings {
  readonly theme: ThemeSetting;
  /** Whether a bell rings when a run has ended. */
  readonly bell: boolean;
  /** Whether text is shown as it comes, and clocks run; else it comes in once a second. */
  readonly animation: boolean;
  /** Whether a run waits before every step. */
  readonly step: boolean;
  /** Seconds: the longest wait while a saved run is played; 0 is as long as it was. */
  readonly idleLimit: number;
}

export const DEFAULT_LOOK: LookSettings = {
  theme: 'auto',
  bell: false,
  animation: true,
  step: false,
  idleLimit: 0,
};

const PARTS = {
  theme: z.enum(THEMES),
  bell: z.boolean(),
  animation: z.boolean(),
  step: z.boolean(),
  idleLimit: z.number().min(0),
};

const LEGAL: Readonly<Record<keyof LookSettings, string>> = {
  theme: THEMES.join(', '),
  bell: 'true or false',
  animation: 'true or false',
  step: 'true or false',
  idleLimit: 'a number of seconds, 0 or more',
};

/** What is kept, each part by itself: one that is wrong does not lose the others. */
export function readLook(stored: unknown): {
  readonly look: LookSettings;
  /** What was passed over, a sentence each. */
  readonly problems: readonly string[];
} {
  const parts = z.record(z.string(), z.unknown()).optional().safeParse(stored);
  if (!parts.success)
    return { look: DEFAULT_LOOK, problems: ['The look in the settings is no list of settings.'] };
  let look = DEFAULT_LOOK;
  const problems: string[] = [];
  for (const name of ['theme', 'bell', 'animation', 'step', 'idleLimit'] as const) {
    const given = parts.data?.[name];
    if (given === undefined) continue;
    const part = PARTS[name].safeParse(given);
    if (part.success) look = { ...look, [name]: part.data };
    else problems.push(`The ${name} in the settings is to be ${LEGAL[name]}: it is passed over.`);
  }
  return { look, problems };
}
