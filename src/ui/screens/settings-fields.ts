/**
 * The settings of a run as fields of a form: what each may be, what it means, and how its text becomes
 * a setting. Pure; knows no component.
 */
import { resolveModel } from '../../models/resolve.ts';
import { budgetRange, canBeOff } from '../../models/thinking.ts';
import { MAX_ROUNDS, Settings } from '../../run/settings.ts';
import { REFLECTION_PROMPT } from '../../strategies/prompts.ts';

export interface Field {
  readonly id: FieldId;
  readonly label: string;
  readonly help: string;
  /** What it may be; a field without choices takes any text. */
  readonly choices?: readonly string[];
  readonly value: string;
}

export const FIELD_IDS = [
  'rounds',
  'cache',
  'thinking',
  'repeatQuestion',
  'system',
  'reflection',
  'maxTokens',
  'temperature',
  'answerStable',
  'maxCost',
  'maxSeconds',
] as const;
export type FieldId = (typeof FIELD_IDS)[number];

/** What the user changed, as text, over the settings that a question begins with. */
export type Overrides = Partial<Record<FieldId, string>>;

const CAPS = { off: 'off' } as const;
const BUDGETS = [1024, 4096, 16_384];

export function fieldsOf(settings: Settings): Field[] {
  const model = resolveModel(settings.model);
  const { strategy, stop, prompts } = settings;
  return [
    field(
      'rounds',
      'rounds',
      `Reflections after the first answer, 0 to ${MAX_ROUNDS}.`,
      String(strategy.rounds),
      ['0', '1', '2', '3', '4', '5', '8'],
    ),
    field('cache', 'cache', 'How long Bedrock keeps the prefix of the conversation.', settings.cache, [
      'off',
      ...(model?.cache?.ttl ?? ['5m', '1h']),
    ]),
    field(
      'thinking',
      'thinking',
      'default leaves it to the model.',
      thinkingText(settings),
      thinkingChoices(settings.model),
    ),
    field(
      'repeatQuestion',
      'repeat question',
      'Repeat the whole question in every reflection.',
      strategy.repeatQuestion ? 'yes' : 'no',
      ['no', 'yes'],
    ),
    field(
      'system',
      'system prompt',
      'Stands before the conversation; empty for none.',
      settings.system ?? '',
    ),
    field(
      'reflection',
      'reflection prompt',
      'What each reflection asks; empty for the neutral default.',
      promptText(prompts.reflection),
    ),
    field('maxTokens', 'max tokens', 'The longest answer, thinking included.', String(settings.maxTokens)),
    field(
      'temperature',
      'temperature',
      '0 to 1; empty for the default of the model.',
      String(settings.temperature ?? ''),
    ),
    field(
      'answerStable',
      'stop when stable',
      'Stop when the answer was the same so many rounds running.',
      String(stop.answerStable ?? CAPS.off),
      ['off', '2', '3'],
    ),
    field(
      'maxCost',
      'cost cap, USD',
      'Stop before a round once this was spent; empty for none.',
      String(stop.maxCost ?? ''),
    ),
    field(
      'maxSeconds',
      'time cap, s',
      'Stop before a round after this long; empty for none.',
      String(stop.maxSeconds ?? ''),
    ),
  ];
}

function field(id: FieldId, label: string, help: string, value: string, choices?: readonly string[]): Field {
  return {
    id,
    label,
    help,
    value,
    ...(choices && { choices: choices.includes(value) ? choices : [value, ...choices] }),
  };
}

function promptText(prompt: string | undefined): string {
  return prompt === undefined || prompt === REFLECTION_PROMPT ? '' : prompt;
}

export function thinkingText({ thinking }: Pick<Settings, 'thinking'>): string {
  if (thinking.type === 'budget') return String(thinking.tokens);
  return thinking.type === 'effort' ? thinking.level : thinking.type;
}

function thinkingChoices(id: string): string[] {
  const model = resolveModel(id);
  if (!model) return ['default'];
  const range = budgetRange(model);
  return [
    'default',
    ...(canBeOff(model) ? ['off'] : []),
    ...(model.thinking.form === 'effort' ? model.thinking.levels : []),
    ...(range ? BUDGETS.filter(tokens => range.max === null || tokens <= range.max).map(String) : []),
  ];
}

/** The settings with the changes laid over, or a sentence about the first that is not legal. */
export function withOverrides(base: Settings, overrides: Overrides): Settings | { problem: string } {
  let draft: Record<string, unknown> = base;
  for (const [id, text] of Object.entries(overrides)) draft = lay(draft, base, id as FieldId, text.trim());
  const parsed = Settings.safeParse(draft);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  return { problem: `${labelOf(issue?.path.map(String) ?? [])}: ${issue?.message ?? 'not legal'}` };
}

function lay(
  draft: Record<string, unknown>,
  base: Settings,
  id: FieldId,
  text: string,
): Record<string, unknown> {
  const strategy = { ...base.strategy, ...(draft.strategy as object) };
  const stop = { ...(draft.stop as object) };
  const number = text === '' || text === 'off' ? undefined : Number(text);
  switch (id) {
    case 'rounds':
      return { ...draft, strategy: { ...strategy, rounds: Number(text) } };
    case 'repeatQuestion':
      return { ...draft, strategy: { ...strategy, repeatQuestion: text === 'yes' } };
    case 'cache':
      return { ...draft, cache: text };
    case 'thinking':
      return { ...draft, thinking: parsedThinking(text) };
    case 'system':
      return { ...draft, system: text === '' ? undefined : text };
    case 'reflection':
      return { ...draft, prompts: { ...base.prompts, reflection: text === '' ? REFLECTION_PROMPT : text } };
    case 'maxTokens':
      return { ...draft, maxTokens: number };
    case 'temperature':
      return { ...draft, temperature: number };
    case 'answerStable':
    case 'maxCost':
    case 'maxSeconds':
      return { ...draft, stop: { ...stop, [id]: number } };
  }
}

function parsedThinking(text: string): unknown {
  if (text === 'default' || text === 'off') return { type: text };
  return /^\d+$/.test(text) ? { type: 'budget', tokens: Number(text) } : { type: 'effort', level: text };
}

function labelOf(path: readonly string[]): string {
  return path.at(-1)?.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`) ?? 'a setting';
}
