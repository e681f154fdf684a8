/**
 * Settings of a run that some strategies do not go by: who gives one of them is told, since it would be a
 * promise that is not kept. Pure.
 */

/** Stop rules by their names in the settings, and the prompt of a reflection. */
export type PassedOver = 'answerStable' | 'noOp' | 'oscillation' | 'verdictPass' | 'entropy' | 'reflection';

/** They have no round after another in which an answer could have stayed, changed or passed. */
const OF_ROUNDS = ['answerStable', 'noOp', 'oscillation', 'verdictPass'] as const;

/** Those with one answer a round have nothing that could be of one mind. */
const PASSED_OVER: Readonly<Record<string, readonly PassedOver[]>> = {
  'self-reflection': ['entropy'],
  'self-refine': ['entropy'],
  'verify-revise': ['entropy'],
  'execution-feedback': ['entropy'],
  'confidence-gated': ['entropy'],
  reflexion: ['entropy', 'reflection'],
  'self-consistency': [...OF_ROUNDS, 'reflection'],
  'best-of-n': [...OF_ROUNDS, 'entropy', 'reflection'],
  contrastive: [...OF_ROUNDS, 'entropy'],
  'thinking-levels': [...OF_ROUNDS, 'entropy', 'reflection'],
};

/** What this strategy does not go by. */
export function passedOverBy(strategy: string): readonly PassedOver[] {
  return PASSED_OVER[strategy] ?? [];
}
