/** The user's own prompts, read without opening the settings: for a command that runs no app. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { z } from 'zod';
import { readPrompts } from '../strategies/own-prompts.ts';
import type { OwnPrompts } from '../strategies/prompt-library.ts';

const WithPrompts = z.looseObject({ prompts: z.unknown() });

/** Never throws and changes nothing: what cannot be read is not there, and the app says so when it opens. */
export function storedPrompts(folder = envPaths('reflectoscope', { suffix: '' }).config): OwnPrompts {
  try {
    const content: unknown = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));
    return readPrompts(WithPrompts.safeParse(content).data?.prompts).saved;
  } catch {
    return {};
  }
}
