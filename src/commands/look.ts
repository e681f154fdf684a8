/** How the command line changes the look for one start. */
import type { LookSettings } from '../ui/look-settings.ts';
import type { Environment } from '../ui/theme.ts';

export interface LookFlags {
  readonly theme?: LookSettings['theme'] | undefined;
  readonly bell?: boolean | undefined;
  /** True unless `--no-animation` was given, so only false says anything. */
  readonly animation?: boolean | undefined;
  readonly step?: boolean | undefined;
  /** Seconds, 0 or more. */
  readonly idleLimit?: number | undefined;
}

/** What was said for this start goes first, then what somebody wishes of every program, then what was kept. */
export function lookWith(
  kept: LookSettings,
  { theme, bell, animation, step, idleLimit }: LookFlags,
  env: Environment = process.env,
): LookSettings {
  return {
    theme: theme ?? kept.theme,
    bell: bell ?? kept.bell,
    animation: animation === false || wantsCalm(env) ? false : kept.animation,
    step: step ?? kept.step,
    idleLimit: idleLimit ?? kept.idleLimit,
  };
}

/** No name has won; these are the ones in use. Like NO_COLOR, any value counts but an empty one, 0 and false. */
const CALM = ['NO_MOTION', 'REDUCE_MOTION', 'REDUCED_MOTION'] as const;

function wantsCalm(env: Environment): boolean {
  return CALM.some(name => !['', '0', 'false', undefined].includes(env[name]));
}
