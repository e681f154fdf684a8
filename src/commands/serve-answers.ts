/** Who answers behind `serve`: a script, recordings, and what is said when neither knows. */

import { readFileSync } from 'node:fs';
import type { Answer, Answerer } from '../recorded/answer.ts';
import type { RecordingInfo } from '../recorded/recordings.ts';
import { scriptedAnswerer } from '../recorded/script.ts';
import { answersOf, atTokensPerSecond, fallback, firstOf } from '../recorded/server/answerers.ts';
import { withoutPromptCache, withPromptCache } from '../recorded/server/prompt-cache.ts';
import { answersByRules } from '../recorded/server/rules.ts';
import { type ReadScript, readScript } from '../recorded/server/rules-schema.ts';
import { realClock } from '../run/clock.ts';
import { whyUnreadable } from '../text/disk-words.ts';
import { CommandError, EXIT } from './exit-codes.ts';
import { namedRecordings, type RecordingFlags, recordingsFor } from './recordings-for.ts';

export interface AnsweringFlags extends RecordingFlags {
  /** A file of rules, or a scenario. */
  readonly script?: string | undefined;
  /** A text, or `echo`. */
  readonly fallback?: string | undefined;
  readonly cache?: string | undefined;
  readonly tokensPerSecond?: number | undefined;
  readonly seed?: number | undefined;
}

export interface Answering {
  readonly answerer: Answerer;
  /** Who answers, in words. */
  readonly words: string;
  /** The ids that are answered to, as far as they are known; of a script they are not. */
  readonly models: readonly string[];
  /** `synthetic` where any of it is. */
  readonly provenance: 'synthetic' | 'recorded';
  /** What was passed over, in sentences. */
  readonly notices: readonly string[];
}

/** `file`: a single transcript, which then answers alone. Throws `CommandError`. */
export function answeringFor(file: string | undefined, flags: AnsweringFlags): Answering {
  const { seed = 1 } = flags;
  if (file !== undefined && flags.recordings !== undefined) {
    throw new CommandError(EXIT.usage, 'Give a transcript or --recordings DIR, not both.');
  }
  const script = flags.script === undefined ? undefined : scriptFrom(flags.script);
  const isRecorded = script === undefined || file !== undefined || flags.recordings !== undefined;
  const { recordings, notices } = isRecorded ? recordingsOf(file, flags) : { recordings: [], notices: [] };
  const behind = firstOf([
    ...(script ? [madeUp(answererOf(script, seed))] : []),
    ...(isRecorded ? [answersOf(recordings)] : []),
    ...(flags.fallback === undefined ? [] : [madeUp(fallback(flags.fallback, seed))]),
  ]);
  const isMadeUp =
    script !== undefined ||
    flags.fallback !== undefined ||
    recordings.some(({ head }) => head.provenance === 'synthetic');
  // Time-to-lives are real, at whatever speed an answer is played.
  const cached = flags.cache === 'off' ? withoutPromptCache(behind) : withPromptCache(behind, realClock());
  const { tokensPerSecond } = flags;
  return {
    answerer: tokensPerSecond === undefined ? cached : atTokensPerSecond(cached, tokensPerSecond),
    words: [
      ...(flags.script === undefined ? [] : [flags.script]),
      ...(isRecorded ? [recordingWords(recordings, file)] : []),
      ...(flags.fallback === undefined ? [] : ['a fallback']),
    ].join(', then '),
    provenance: isMadeUp ? 'synthetic' : 'recorded',
    models: script ? [] : [...new Set(recordings.flatMap(modelsOf))],
    notices,
  };
}

/** No model says what somebody has written down. */
function madeUp(answerer: Answerer): Answerer {
  return async request => {
    const answer = await answerer(request);
    return 'deltas' in answer ? ({ ...answer, provenance: 'synthetic' } satisfies Answer) : answer;
  };
}

function recordingsOf(file: string | undefined, flags: AnsweringFlags) {
  return file === undefined ? recordingsFor(flags) : namedRecordings(file);
}

function recordingWords(recordings: readonly RecordingInfo[], file: string | undefined): string {
  if (file !== undefined) return file;
  return recordings.length === 1 ? 'one recording' : `${recordings.length} recordings`;
}

function modelsOf({ head: { settings, prices } }: RecordingInfo): string[] {
  return [settings.model, ...prices.map(({ model }) => model)];
}

type Script = Exclude<ReadScript, { kind: 'wrong' }>;

/** Scripts are short; more is a mistake about the file. */
const MOST_BYTES = 16 * 1024 * 1024;

function scriptFrom(file: string): Script {
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch (thrown) {
    throw new CommandError(EXIT.usage, `The script ${file} ${whyUnreadable(thrown)}.`);
  }
  if (source.length > MOST_BYTES)
    throw new CommandError(EXIT.usage, `The script ${file} is too long: it has more than 16 MB.`);
  const read = readScript(source, file);
  if (read.kind === 'wrong') throw new CommandError(EXIT.usage, ...read.problems);
  return read;
}

function answererOf(read: Script, seed: number): Answerer {
  return read.kind === 'rules'
    ? answersByRules(read.script, seed)
    : scriptedAnswerer(read.scenario, realClock(), seed);
}
