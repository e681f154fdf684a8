/** Small recordings for tests, made as the bundled ones are: a script, the real engine, the real client. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createClient } from '../../bedrock/client.ts';
import { converseModel } from '../../bedrock/converse.ts';
import { reflect } from '../../engine/engine.ts';
import type { RunCheck } from '../../engine/perform-checks.ts';
import { type Clock, instantClock } from '../../run/clock.ts';
import type { Question } from '../../run/question.ts';
import type { Run } from '../../run/run.ts';
import { Settings } from '../../run/settings.ts';
import { strategyById } from '../../strategies/index.ts';
import { selfReflection } from '../../strategies/self-reflection.ts';
import { openJournal } from '../../transcripts/journal.ts';
import type { Answerer } from '../answer.ts';
import { recordedHandler } from '../handler.ts';
import { Scenario, scriptedAnswerer } from '../script.ts';

export const QUESTION: Question = {
  id: 'ball',
  title: 'The ball',
  domain: 'mathematics',
  text: 'A bat and a ball cost $1.10; the bat costs $1.00 more. What does the ball cost?',
  reference: ['0.05'],
  grader: 'numeric',
};

export function aScenario(overrides: Partial<Scenario> = {}): Scenario {
  return Scenario.parse({
    question: QUESTION.id,
    model: 'us.anthropic.claude-sonnet-4-6',
    shows: 'a FIX',
    pace: { firstMs: 900, tokensPerSecond: 60 },
    rounds: [
      { thinking: 'The quick answer will do.', text: 'It costs ten cents.\n\n**Answer:** 0.10' },
      { text: 'Ten cents would make $1.20 in all, so it is five. 🎾\n\n**Answer:** 0.05' },
    ],
    ...overrides,
  });
}

/** A folder of one's own, gone after the test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'recordings-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Recorded {
  readonly file: string;
  readonly run: Run;
  readonly settings: Settings;
}

export async function recordInto(
  folder: string,
  scenario: Scenario,
  settings: Record<string, unknown> = {},
): Promise<Recorded> {
  const clock = instantClock();
  const file = join(
    folder,
    `${scenario.question}.${scenario.model}.${Object.keys(settings).join('-')}.jsonl`,
  );
  const whole = Settings.parse({
    model: scenario.model,
    strategy: { rounds: scenario.rounds.length - 1 },
    ...settings,
  });
  const journal = openJournal(file);
  const emit = (event: Parameters<typeof journal.append>[0]) => journal.append(event);
  const run = await play(scriptedAnswerer(scenario, clock, 7), clock, whole, emit);
  journal.close();
  return { file, run, settings: whole };
}

/** A run whose answers come from there. */
export async function play(
  answerer: Answerer,
  clock: Clock,
  settings: Settings,
  emit: Parameters<typeof reflect>[0]['emit'] = () => {},
  question = QUESTION,
  check?: RunCheck,
): Promise<Run> {
  const client = createClient({ anonymous: true, requestHandler: recordedHandler(answerer, clock) });
  return reflect({
    id: '01JTESTTESTTESTTESTTESTTEST',
    startedAt: '2026-11-20T09:00:00.000Z',
    app: 'test',
    provenance: 'synthetic',
    question,
    settings,
    prices: [],
    strategy: strategyById(settings.strategy.id) ?? selfReflection,
    ...(check && { check }),
    model: converseModel({ client, idleTimeoutMs: 20_000 }),
    clock,
    signal: new AbortController().signal,
    random: () => 0.5,
    emit,
  });
}
