/** By what runs can be grouped: their settings, and where they come from, as words. */
import type { Run } from '../run/run.ts';

export const FACETS = [
  'model',
  'strategy',
  'rounds',
  'feedback',
  'prompt',
  'thinking',
  'cache',
  'temperature',
  'domain',
  'question',
  'grader',
  'source',
  'tag',
] as const;
export type Facet = (typeof FACETS)[number];

/** A run may have several tags; of everything else it has one. */
export type Facets = Readonly<Record<Facet, readonly string[]>>;

const NONE = 'none';
const DEFAULT = 'default';

export function facetsOf(run: Run): Facets {
  const { settings, question, provenance, imported } = run;
  const { thinking, strategy, feedback, prompts, temperature, cache } = settings;
  const isKnown = (gap: string) => !imported?.unknown.includes(gap);
  const known = (gap: string, word: string) => (isKnown(gap) ? word : 'unknown');
  return {
    model: [settings.model],
    strategy: [strategy.id],
    rounds: [known('settings', String(strategy.rounds))],
    feedback: [known('settings', feedback.source)],
    prompt: [known('prompts', prompts.name ?? (prompts.reflection === undefined ? 'neutral' : 'its own'))],
    thinking: [known('settings', thinkingWord(thinking))],
    cache: [known('settings', cache)],
    temperature: [known('settings', temperature === undefined ? DEFAULT : String(temperature))],
    domain: [question.domain],
    question: [question.title ?? question.id],
    grader: [question.grader],
    source: [imported ? `imported (${imported.from})` : provenance],
    tag: [NONE],
  };
}

function thinkingWord(thinking: Run['settings']['thinking']): string {
  switch (thinking.type) {
    case 'budget':
      return `${thinking.tokens} tokens`;
    case 'effort':
      return thinking.level;
    default:
      return thinking.type;
  }
}
