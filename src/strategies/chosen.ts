/** The strategy of a run as its settings have it: another one chosen, its defaults written out, what contradicts. Pure. */
import type { z } from 'zod';
import { type Settings, StrategySettings } from '../run/settings.ts';
import { strategyById } from './index.ts';
import { parametersOf } from './parameters-of.ts';
import { REFLECTION_PROMPT } from './prompts.ts';
import { selfReflection } from './self-reflection.ts';
import type { Strategy } from './strategy.ts';

/** The settings with a strategy: what was said of the one before says nothing of another. */
export function withStrategy(settings: Settings, id: string): Settings {
  if (id === settings.strategy.id) return settings;
  const strategy = strategyById(id);
  return {
    ...settings,
    strategy: { ...StrategySettings.parse({ id }), ...(strategy && defaultsOf(strategy)) },
  };
}

/**
 * With every parameter written out, so that a transcript says what was in force. The neutral prompt is that
 * of self-reflection: where nobody chose another one, every other strategy has turns of its own.
 */
export function withParameters(settings: Settings): Settings {
  const strategy = strategyById(settings.strategy.id);
  if (!strategy) return settings;
  const { reflection, ...prompts } = settings.prompts;
  const isOwn = strategy !== selfReflection && reflection === REFLECTION_PROMPT;
  return {
    ...settings,
    ...(isOwn && { prompts }),
    strategy: { ...settings.strategy, ...parametersOf(strategy.parameters, settings) },
  };
}

/** What contradicts itself or the model, in sentences. */
export function strategyProblems(settings: Settings): readonly string[] {
  return strategyById(settings.strategy.id)?.problems?.(settings) ?? [];
}

/** The models that are asked beside the one of the settings, each once. */
export function otherModels(settings: Settings): string[] {
  const { model, feedback, strategy } = settings;
  const judge = isJudged(settings) ? [feedback.judge ?? model] : [];
  const asked = new Set([...judge, ...(strategyById(strategy.id)?.models?.(settings) ?? [])]);
  asked.delete(model);
  return [...asked];
}

/** Whether a judge is asked: by the feedback, or because the strategy does so by itself. */
export function isJudged(settings: Settings): boolean {
  const { feedback, strategy } = settings;
  if (feedback.source === 'judge') return true;
  const most = strategyById(strategy.id)?.mostCalls;
  const calls = (repeats: number) => most?.({ ...settings, feedback: { ...feedback, repeats } });
  return calls(1) !== calls(2);
}

export function defaultsOf({ parameters }: Pick<Strategy, 'parameters'>): z.infer<z.ZodObject> {
  return parameters.parse({});
}
