/** By what runs can be grouped: their settings, and where they come from, as words that are safe to show. */
import type { Run } from '../run/run.ts';
import { sanitizeLine } from '../text/sanitize.ts';

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
    model: [sanitizeLine(settings.model)],
    strategy: [sanitizeLine(strategy.id)],
    rounds: [known('settings', String(strategy.rounds))],
    feedback: [known('settings', feedback.source)],
    prompt: [known('prompts', promptWord(prompts))],
    thinking: [known('settings', thinkingWord(thinking))],
    cache: [known('settings', cache)],
    temperature: [known('settings', temperature === undefined ? DEFAULT : String(temperature))],
    domain: [sanitizeLine(question.domain)],
    question: [sanitizeLine(question.title ?? question.id)],
    grader: [question.grader],
    source: [imported ? `imported (${sanitizeLine(imported.from)})` : provenance],
    tag: run.tags && run.tags.length > 0 ? run.tags.map(sanitizeLine) : [NONE],
  };
}

function promptWord({ name, reflection }: Run['settings']['prompts']): string {
  if (name !== undefined) return sanitizeLine(name);
  return reflection === undefined ? 'neutral' : 'its own';
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
