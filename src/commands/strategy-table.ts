/** What the registry says of each strategy, for the list and for the documentation. Pure. */
import { FeedbackSettings, StopRules } from '../run/settings.ts';
import { STRATEGIES } from '../strategies/index.ts';
import type { Strategy } from '../strategies/strategy.ts';
import { type Setting, settingsIn } from '../ui/screens/setting-shapes.ts';
import { legalWords, textOf } from '../ui/screens/setting-text.ts';

export interface ListedParameter {
  readonly name: string;
  /** `a whole number from 0 to 20` */
  readonly type: string;
  /** As text; null: absent unless it is set. */
  readonly default: string | null;
  readonly description: string;
}

export interface ListedStrategy {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly parameters: readonly ListedParameter[];
}

/** The flag of each stop rule, by its setting. */
export const STOP_FLAGS: Readonly<Record<string, string>> = {
  answerStable: '--stop-when-stable N',
  maxCost: '--max-cost USD',
  maxSeconds: '--max-seconds S',
  maxTokensTotal: '--max-tokens-total N',
  verdictPass: '--stop-on-pass',
  noOp: '--stop-on-no-op SHARE',
  oscillation: '--stop-on-oscillation',
  entropy: '--stop-on-entropy BITS',
  regressionGuard: '--return-best',
};

export const FEEDBACK_FLAGS: Readonly<Record<string, string>> = {
  source: '--feedback SOURCE',
  judge: '--judge MODEL',
  repeats: '--judge-repeats N',
};

export function listedStrategies(strategies: readonly Strategy[] = STRATEGIES): ListedStrategy[] {
  return strategies.map(({ id, name, about, parameters }) => ({
    id,
    name,
    about,
    parameters: listed(settingsIn(parameters)),
  }));
}

export function listedStopRules(): ListedParameter[] {
  return listed(settingsIn(StopRules));
}

export function listedFeedback(): ListedParameter[] {
  return listed(settingsIn(FeedbackSettings));
}

function listed(settings: readonly Setting[]): ListedParameter[] {
  return settings.flatMap(({ path, shape, initial, description }) =>
    shape
      ? {
          name: path.join('.'),
          type: legalWords(shape),
          default: initial === undefined ? null : textOf(shape, initial),
          description: description ?? '',
        }
      : [],
  );
}
