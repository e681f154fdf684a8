/** Where transcripts live, and what they are called. */
import { join } from 'node:path';
import envPaths from 'env-paths';

/** The data folder of the user (in XDG_DATA_HOME on Linux). */
export function dataFolder(): string {
  return envPaths('reflectoscope', { suffix: '' }).data;
}

/** The folder of saved runs. */
export function runsFolder(): string {
  return join(dataFolder(), 'runs');
}

/** The folder of what the app exports. */
export function exportsFolder(): string {
  return join(dataFolder(), 'exports');
}

/** The folder of the user's own recordings. */
export function recordingsFolder(): string {
  return join(dataFolder(), 'recordings');
}

/**
 * A name that sorts by day, reads well and belongs to one run only: `2026-11-24_bat-and-ball_01K....jsonl`.
 * Whatever the run says of itself, it is one name, and leads to no other folder.
 */
export function transcriptName(run: { id: string; startedAt: string; question: { id: string } }): string {
  const day = inName(run.startedAt.slice(0, 10)) || 'undated';
  const question = run.question.id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 40)
    .replace(/-$/, '');
  return `${day}_${question || 'question'}_${inName(run.id).slice(0, LONGEST_ID)}.jsonl`;
}

/** A ULID has 26. */
const LONGEST_ID = 64;

function inName(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9-]+/g, '-').replaceAll(/^-|-$/g, '');
}
