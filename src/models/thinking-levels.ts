/** Levels of thinking as people write them, and those that a model takes. Pure. */
import type { Tokens } from '../run/price.ts';
import type { Thinking } from '../run/settings.ts';
import { budgetRange, canBeOff } from './thinking.ts';
import type { Model } from './types.ts';

/** The least budget that Bedrock takes. */
export const LEAST_BUDGET: Tokens = 1024;

/** `default`, `off`, a number of tokens, or an effort by name; `undefined`: fewer tokens than any model takes. */
export function readThinking(text: string): Thinking | undefined {
  if (text === 'default' || text === 'off') return { type: text };
  if (!/^\d+$/.test(text)) return { type: 'effort', level: text };
  const tokens = Number(text);
  return tokens < LEAST_BUDGET ? undefined : { type: 'budget', tokens };
}

/** The parts of a list such as `off, 1024, 4096`. */
export function readLevels(list: string): string[] {
  return list
    .split(',')
    .map(text => text.trim())
    .filter(text => text !== '');
}

/** Of a model that takes any budget, these are tried where nobody says which. */
const SOME_BUDGETS: readonly Tokens[] = [LEAST_BUDGET, 4096, 16_384];

/** The levels of a model, the least first, written as people write them; a budget stands for its kind. */
export function levelsOf(model: Model): string[] {
  const { thinking } = model;
  const off = canBeOff(model) ? ['off'] : [];
  if (thinking.form === 'effort') return [...off, ...thinking.levels];
  const range = budgetRange(model);
  const fits = (tokens: Tokens) => range !== undefined && tokens <= (range.max ?? tokens);
  return [...off, ...SOME_BUDGETS.filter(fits).map(String)];
}

/**
 * The place of the most thinking in a list. Levels of one kind are compared with each other; where that
 * cannot be (budgets beside efforts, an effort that nobody knows), it is the last of the list.
 */
export function highestLevel(levels: readonly Thinking[], model: Model | undefined): number {
  const kinds = new Set(levels.map(({ type }) => type).filter(type => type !== 'off'));
  const ranks = levels.map(level => rankOf(level, model));
  const isKnown = kinds.size < 2 && ranks.every(rank => rank !== undefined);
  if (!isKnown) return levels.length - 1;
  return ranks.lastIndexOf(Math.max(...ranks.map(rank => rank ?? 0)));
}

function rankOf(level: Thinking, model: Model | undefined): number | undefined {
  switch (level.type) {
    case 'off':
      return 0;
    case 'budget':
      return level.tokens;
    case 'effort': {
      const known = model?.thinking.form === 'effort' ? model.thinking.levels : [];
      const place = known.indexOf(level.level);
      return place < 0 ? undefined : place + 1;
    }
    case 'default':
      return undefined;
  }
}
