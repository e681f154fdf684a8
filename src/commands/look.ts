/** How the command line changes the look for one start. */
import type { LookSettings } from '../ui/look-settings.ts';

export interface LookFlags {
  readonly theme?: LookSettings['theme'] | undefined;
  readonly bell?: boolean | undefined;
  /** True unless `--no-animation` was given, so only false says anything. */
  readonly animation?: boolean | undefined;
  readonly step?: boolean | undefined;
  /** Seconds, 0 or more. */
  readonly idleLimit?: number | undefined;
}

export function lookWith(
  kept: LookSettings,
  { theme, bell, animation, step, idleLimit }: LookFlags,
): LookSettings {
  return {
    theme: theme ?? kept.theme,
    bell: bell ?? kept.bell,
    animation: animation === false ? false : kept.animation,
    step: step ?? kept.step,
    idleLimit: idleLimit ?? kept.idleLimit,
  };
}
