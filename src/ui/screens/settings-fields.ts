/**
 * The settings of a run as fields of a form: what each may be, what it means, and how its text becomes
 * a setting. Pure; knows no component.
 */
import { resolveModel } from '../../models/resolve.ts';
import { budgetRange, canBeOff } from '../../models/thinking.ts';
import { MAX_ROUNDS, Settings } from '../../run/settings.ts';
import { REFLECTION_PROMPT } from '../../strategies/prompts.ts';
import { truncate } from '../../text/pad.ts';
import { sanitizeLine } from '../../text/sanitize.ts';

export interface Field {
  readonly id: FieldId;
  readonly label: string;
  readonly help: string;
  /** The setting as text. */
  readonly value: string;
  /** What it may be; a field without choices takes any text. */
  readonly choices?: readonly string[];
  /** What an empty text means. */
  readonly empty: string;
  /** Whether line breaks belong to it. */
  readonly multiline: boolean;
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

/** The overrides among what a settings file holds, which may be from another version. */
export function knownOverrides(stored: Readonly<Record<string, string>> | undefined): Overrides {
  return Object.fromEntries(FIELD_IDS.flatMap(id => (stored?.[id] === undefined ? [] : [[id, stored[id]]])));
}

interface Words {
  readonly label: string;
  readonly help: string;
  /** What it may be, after "is not". */
  readonly legal: string;
  readonly empty?: string;
  readonly multiline?: true;
}

const WORDS: Readonly<Record<FieldId, Words>> = {
  rounds: {
    label: 'rounds',
    help: `Reflections after the first answer, 0 to ${MAX_ROUNDS}.`,
    legal: `a whole number from 0 to ${MAX_ROUNDS}`,
  },
  cache: {
    label: 'cache',
    help: 'How long Bedrock keeps the prefix of the conversation.',
    legal: 'off, 5m or 1h',
  },
  thinking: {
    label: 'thinking',
    help: 'How much the model thinks before it answers; default leaves it to the model.',
    legal: 'default, off, an effort, or a number of tokens from 1024',
  },
  repeatQuestion: {
    label: 'repeat question',
    help: 'Repeat the whole question in every reflection.',
    legal: 'yes or no',
  },
  system: {
    label: 'system prompt',
    help: 'Stands before the conversation. Type or paste it; empty for none.',
    legal: 'a text',
    empty: 'none',
    multiline: true,
  },
  reflection: {
    label: 'reflection prompt',
    help: 'What each reflection asks. Type or paste it; empty for the neutral default.',
    legal: 'a text',
    empty: 'the neutral default',
    multiline: true,
  },
  maxTokens: {
    label: 'max tokens',
    help: 'The longest answer in tokens, thinking included. Type a number.',
    legal: 'a whole number from 1',
    empty: 'as at first',
  },
  temperature: {
    label: 'temperature',
    help: 'From 0 to 1. Type a number; empty for the default of the model.',
    legal: 'a number from 0 to 1',
    empty: 'the default of the model',
  },
  answerStable: {
    label: 'stop when stable',
    help: 'Stop when the answer was the same so many rounds running.',
    legal: 'off, or a whole number from 2',
  },
  maxCost: {
    label: 'cost cap, USD',
    help: 'Stop before a round once this was spent. Type a number; empty for none.',
    legal: 'a number above 0',
    empty: 'none',
  },
  maxSeconds: {
    label: 'time cap, s',
    help: 'Stop before a round after so many seconds. Type a number; empty for none.',
    legal: 'a number above 0',
    empty: 'none',
  },
};

/** The fields of these settings; what was changed has the text that was given. */
export function fieldsOf(settings: Settings, overrides: Overrides = {}): Field[] {
  const choices = choicesFor(settings.model);
  const values = valuesOf(settings);
  return FIELD_IDS.map(id => {
    const { label, help, empty = 'none', multiline = false } = WORDS[id];
    const value = overrides[id] ?? values[id];
    const offered = choices[id];
    const all = offered && (offered.includes(value) ? offered : [value, ...offered]);
    return { id, label, help, empty, multiline, value, ...(all && { choices: all }) };
  });
}

function valuesOf({ strategy, stop, prompts, ...settings }: Settings): Record<FieldId, string> {
  const { reflection } = prompts;
  return {
    rounds: String(strategy.rounds),
    cache: settings.cache,
    thinking: thinkingText(settings),
    repeatQuestion: strategy.repeatQuestion ? 'yes' : 'no',
    system: settings.system ?? '',
    reflection: reflection === undefined || reflection === REFLECTION_PROMPT ? '' : reflection,
    maxTokens: String(settings.maxTokens),
    temperature: String(settings.temperature ?? ''),
    answerStable: String(stop.answerStable ?? 'off'),
    maxCost: String(stop.maxCost ?? ''),
    maxSeconds: String(stop.maxSeconds ?? ''),
  };
}

export function thinkingText({ thinking }: Pick<Settings, 'thinking'>): string {
  if (thinking.type === 'budget') return String(thinking.tokens);
  return thinking.type === 'effort' ? thinking.level : thinking.type;
}

const ROUNDS = ['0', '1', '2', '3', '4', '5', '6', '8', '10', '15', '20'];
const BUDGETS = [1024, 4096, 16_384];

function choicesFor(id: string): Partial<Record<FieldId, readonly string[]>> {
  const model = resolveModel(id);
  // A model that is not in the catalogue may well cache, but nobody knows: it is sent no cache points.
  const ttl = model ? (model.cache?.ttl ?? []) : ['5m', '1h'];
  return {
    rounds: ROUNDS,
    cache: ['off', ...ttl],
    thinking: thinkingChoices(model),
    repeatQuestion: ['no', 'yes'],
    answerStable: ['off', '2', '3'],
  };
}

function thinkingChoices(model: ReturnType<typeof resolveModel>): string[] {
  if (!model) return ['default'];
  const range = budgetRange(model);
  return [
    'default',
    ...(canBeOff(model) ? ['off'] : []),
    ...(model.thinking.form === 'effort' ? model.thinking.levels : []),
    ...(range ? BUDGETS.filter(tokens => range.max === null || tokens <= range.max).map(String) : []),
  ];
}

export type Laid =
  | { readonly ok: true; readonly settings: Settings }
  /** The first change that is not legal, and a sentence about it. */
  | { readonly ok: false; readonly field: FieldId; readonly problem: string };

/** The settings with the changes laid over. */
export function withOverrides(base: Settings, overrides: Overrides): Laid {
  let settings = base;
  for (const field of FIELD_IDS) {
    const text = overrides[field]?.trim();
    if (text === undefined) continue;
    const parsed = Settings.safeParse(lay(settings, base, field, text));
    if (!parsed.success) return { ok: false, field, problem: problemOf(field, text) };
    settings = parsed.data;
  }
  return { ok: true, settings };
}

function problemOf(field: FieldId, text: string): string {
  const { label, legal } = WORDS[field];
  const name = `${label.charAt(0).toUpperCase()}${label.slice(1)}`;
  return `${name}: "${truncate(sanitizeLine(text), 30)}" is not ${legal}.`;
}

function lay(settings: Settings, base: Settings, field: FieldId, text: string): Record<string, unknown> {
  const { strategy, stop, prompts } = settings;
  const number = text === '' || text === 'off' ? undefined : Number(text);
  switch (field) {
    case 'rounds':
      return { ...settings, strategy: { ...strategy, rounds: number ?? text } };
    case 'repeatQuestion':
      return { ...settings, strategy: { ...strategy, repeatQuestion: YES_NO[text] ?? text } };
    case 'cache':
      return { ...settings, cache: text };
    case 'thinking':
      return { ...settings, thinking: parsedThinking(text) };
    case 'system':
      return { ...settings, system: text === '' ? undefined : text };
    case 'reflection':
      return { ...settings, prompts: { ...prompts, reflection: text === '' ? REFLECTION_PROMPT : text } };
    case 'maxTokens':
      return { ...settings, maxTokens: number ?? base.maxTokens };
    case 'temperature':
      return { ...settings, temperature: number };
    case 'answerStable':
    case 'maxCost':
    case 'maxSeconds':
      return { ...settings, stop: { ...stop, [field]: number } };
  }
}

const YES_NO: Readonly<Record<string, boolean>> = { yes: true, no: false };

function parsedThinking(text: string): unknown {
  if (text === 'default' || text === 'off') return { type: text };
  return /^\d+$/.test(text) ? { type: 'budget', tokens: Number(text) } : { type: 'effort', level: text };
}
