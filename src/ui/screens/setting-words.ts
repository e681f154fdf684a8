/**
 * What a schema cannot say about the settings: their order and names on the screen, what an empty text
 * means, and which choices make sense for a model. Pure.
 */
import { budgetRange, canBeOff } from '../../models/thinking.ts';
import type { ResolvedModel } from '../../models/types.ts';
import { STRATEGIES } from '../../strategies/index.ts';
import { problemWithFirst, problemWithReflection, REFLECTION_PROMPT } from '../../strategies/prompts.ts';
import { selfReflection } from '../../strategies/self-reflection.ts';
import { OFF } from './setting-text.ts';

export interface SettingWords {
  readonly label: string;
  /** A line of help where the schema has none. */
  readonly help?: string;
  /** What an empty text means, as it is shown in its place; it may depend on other settings. */
  readonly empty?: string | ((written: (id: string) => string) => string);
  /** What it may be, where the schema says less. */
  readonly legal?: string;
  /** What is wrong with a text that the schema takes, in a sentence. */
  readonly problem?: (text: string) => string | undefined;
  /** Chosen elsewhere, and only shown here. */
  readonly fixed?: true;
  readonly multiline?: true;
  /** The text that is shown, and written, as an empty one. */
  readonly standard?: string;
  /** What is offered, for a model of the catalogue or for one that is not in it. */
  readonly offered?: (model: ResolvedModel | undefined) => readonly string[];
}

/** In the order of the form; a setting that is not named here comes last, under its own name. */
export const SETTING_WORDS: Readonly<Record<string, SettingWords>> = {
  strategy: {
    label: 'strategy',
    help: 'What happens between the question and the last answer.',
    offered: () => STRATEGIES.map(({ id }) => id),
  },
  rounds: { label: 'rounds' },
  cache: {
    label: 'cache',
    help: 'How long Bedrock keeps the prefix of the conversation.',
    // A model that is not in the catalogue may well cache, but nobody knows: it is sent no cache points.
    offered: model => [OFF, ...(model ? (model.cache?.ttl ?? []) : ['5m', '1h'])],
  },
  thinking: {
    label: 'thinking',
    help: 'How much the model thinks before it answers; default leaves it to the model.',
    offered: thinkingChoices,
  },
  repeatQuestion: { label: 'repeat question' },
  sendReasoning: { label: 'send thinking back' },
  system: {
    label: 'system prompt',
    help: 'Stands before the conversation. Type or paste it; empty for none.',
    multiline: true,
  },
  name: {
    label: 'prompt',
    legal: 'any of the library: ctrl+t opens it',
    empty: written =>
      written('first') !== '' || written('reflection') !== ''
        ? 'without a name'
        : isReflecting(written)
          ? 'neutral'
          : 'that of the strategy',
    fixed: true,
  },
  first: {
    label: 'first prompt',
    legal: 'a text that holds {question}; empty for the question as it is',
    empty: 'the question',
    multiline: true,
    problem: problemWithFirst,
  },
  reflection: {
    label: 'reflection prompt',
    legal: 'any text; empty for the usual one',
    empty: written => (isReflecting(written) ? 'the neutral default' : 'that of the strategy'),
    multiline: true,
    problem: problemWithReflection,
    standard: REFLECTION_PROMPT,
  },
  feedback: { label: 'feedback' },
  judge: { label: 'judge', empty: 'the model that answers' },
  repeats: { label: 'judgements' },
  maxTokens: { label: 'max tokens', empty: 'as at first' },
  temperature: {
    label: 'temperature',
    help: 'How freely the model chooses its words. Type a number; empty for the default of the model.',
    empty: 'the default of the model',
  },
  tier: { label: 'service tier' },
  answerStable: { label: 'stop when stable', offered: () => [OFF, '2', '3', '4', '5'] },
  maxCost: { label: 'cost cap, USD' },
  maxSeconds: { label: 'time cap, s' },
  maxTokensTotal: { label: 'token cap' },
  verdictPass: { label: 'stop on a pass' },
  noOp: { label: 'stop on no change' },
  oscillation: { label: 'stop when back' },
  entropy: { label: 'stop when of a mind' },
  regressionGuard: { label: 'return the best' },
};

/** Other strategies have turns of their own, unless somebody chose a prompt. */
function isReflecting(written: (id: string) => string): boolean {
  return written('strategy') === selfReflection.id;
}

const BUDGETS = [1024, 4096, 16_384];

function thinkingChoices(model: ResolvedModel | undefined): readonly string[] {
  if (!model) return ['default'];
  const range = budgetRange(model);
  return [
    'default',
    ...(canBeOff(model) ? [OFF] : []),
    ...(model.thinking.form === 'effort' ? model.thinking.levels : []),
    ...(range ? BUDGETS.filter(tokens => range.max === null || tokens <= range.max).map(String) : []),
  ];
}
