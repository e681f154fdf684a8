/** Every model of the catalogue, in the order of the picker: by provider, the newest and most capable first. */
import type { Model } from '../types.ts';
import { AMAZON } from './amazon.ts';
import { CLAUDE_4 } from './claude-4.ts';
import { CLAUDE_5 } from './claude-5.ts';
import { OPEN_WEIGHTS } from './open-weights.ts';
import { OPENAI } from './openai.ts';

export const MODELS: readonly Model[] = [...CLAUDE_5, ...CLAUDE_4, ...AMAZON, ...OPENAI, ...OPEN_WEIGHTS];
