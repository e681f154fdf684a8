/**
 * Makes fixtures/recordings from fixtures/scenarios: each scenario is run by the real engine through
 * the real client, with tokens, cache and pace simulated; SQL that is run is really run. The same
 * scenarios give the same files. With names after the command, only those are made.
 */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createClient } from '../src/bedrock/client.ts';
import { converseModel } from '../src/bedrock/converse.ts';
import { problemsWith } from '../src/bedrock/request.ts';
import { createRunChecks } from '../src/commands/run-checks.ts';
import { reflect } from '../src/engine/engine.ts';
import type { RunCheck } from '../src/engine/perform-checks.ts';
import { priceOf } from '../src/models/prices.ts';
import { loadBundledQuestions } from '../src/questions/load.ts';
import { fixturesDir } from '../src/questions/package-root.ts';
import { createCallsAsked } from '../src/recorded/calls-asked.ts';
import { recordedHandler } from '../src/recorded/handler.ts';
import { Scenario, scriptedAnswerer } from '../src/recorded/script.ts';
import { seeded } from '../src/recorded/written-answer.ts';
import { instantClock } from '../src/run/clock.ts';
import type { RunEvent } from '../src/run/events.ts';
import type { Run } from '../src/run/run.ts';
import { Settings } from '../src/run/settings.ts';
import { otherModels, strategyProblems, withParameters } from '../src/strategies/chosen.ts';
import { strategyById } from '../src/strategies/index.ts';
import { REFLECTION_PROMPT } from '../src/strategies/prompts.ts';
import { openJournal } from '../src/transcripts/journal.ts';

const FIRST_DAY = Date.parse('2026-11-20T09:00:00.000Z');
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const scenarios = join(fixturesDir(), 'scenarios');
const recordings = join(fixturesDir(), 'recordings');
const loaded = await loadBundledQuestions();
if (!loaded.ok) throw new Error(loaded.error.message);
const { questions } = loaded;

const written = readdirSync(scenarios)
  .filter(file => file.endsWith('.yaml'))
  .sort()
  .map(file => ({ name: file.replace(/\.yaml$/, ''), scenario: scenarioIn(file) }));
// Those of a single conversation go first, so that a new one of another kind changes none of their times.
const inOrder = [
  ...written.filter(({ scenario }) => scenario.rounds.length > 0),
  ...written.filter(({ scenario }) => scenario.answers.length > 0),
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !written.some(one => one.name === name));
if (unknown.length > 0) throw new Error(`There is no scenario ${unknown.join(', ')}.`);
if (wanted.length === 0) rmSync(recordings, { recursive: true, force: true });
mkdirSync(recordings, { recursive: true });
let made = 0;
for (const [index, { name, scenario }] of inOrder.entries()) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  await record(name, scenario, index);
  made++;
}
console.log(`${made} recordings in fixtures/recordings`);

function scenarioIn(file: string): Scenario {
  return Scenario.parse(parse(readFileSync(join(scenarios, file), 'utf8')));
}

async function record(name: string, scenario: Scenario, index: number): Promise<void> {
  const question = questions.find(candidate => candidate.id === scenario.question);
  if (!question) throw new Error(`${name}: there is no question ${scenario.question}`);
  const settings = settingsOf(scenario);
  const strategy = strategyById(settings.strategy.id);
  if (!strategy) throw new Error(`${name}: there is no strategy ${settings.strategy.id}`);
  const problems = [...problemsWith(settings), ...strategyProblems(settings)];
  if (problems.length > 0) throw new Error(`${name}: ${problems.join(' ')}`);
  const hash = createHash('sha256').update(name).digest();
  const seed = hash.readUInt32BE(0);
  const clock = instantClock();
  const calls = createCallsAsked();
  const answerer = scriptedAnswerer(scenario, clock, seed, calls);
  const client = createClient({ anonymous: true, requestHandler: recordedHandler(answerer, clock) });
  const checks = createRunChecks(question, {}, true);
  const file = join(recordings, `${name}.jsonl`);
  rmSync(file, { force: true });
  const journal = openJournal(file);
  const run = await reflect({
    id: recordingId(hash, FIRST_DAY + index * 3_600_000),
    startedAt: new Date(FIRST_DAY + index * 3_600_000).toISOString(),
    app: 'reflectoscope recordings',
    provenance: 'synthetic',
    question,
    settings,
    prices: [settings.model, ...otherModels(settings)].flatMap(model => priceOf(model) ?? []),
    strategy,
    model: converseModel({ client, idleTimeoutMs: 60_000 }),
    clock,
    signal: new AbortController().signal,
    random: () => 0.5,
    check: timed(checks.check, seed),
    // Where nobody runs the SQL of the answers, nobody knows more than their words tell.
    ...(settings.feedback.source === 'sql' && { grade: checks.grade }),
    emit(event: RunEvent) {
      calls.tell(event);
      journal.append(event.type === 'run.started' ? { ...event, shows: scenario.shows } : event);
    },
  });
  journal.close();
  checks.close();
  client.destroy();
  chmodSync(file, 0o644);
  if (scenario.answers.length > 0) assertWhole(name, scenario, run);
}

/** How long a check takes on the machine at hand is not the same twice. */
function timed(check: RunCheck, seed: number): RunCheck {
  const random = seeded(seed);
  return async (asked, signal) => ({
    ...(await check(asked, signal)),
    durationMs: Math.round(3 + 9 * random()),
  });
}

/** Every answer was given, and the run came to an end of its own. */
function assertWhole(name: string, { answers }: Scenario, run: Run): void {
  const failed = run.calls.find(call => call?.status === 'failed');
  if (run.outcome?.kind !== 'stopped') {
    throw new Error(`${name} ${run.outcome?.kind}: ${failed?.error?.message ?? 'nobody knows why'}`);
  }
  const given = run.calls.length;
  if (given < answers.length)
    throw new Error(`${name}: only ${given} of ${answers.length} answers were given`);
}

function settingsOf(scenario: Scenario): Settings {
  const given = scenario.settings ?? {};
  if (scenario.rounds.length === 0)
    return withParameters(Settings.parse({ ...given, model: scenario.model }));
  return Settings.parse({
    ...given,
    model: scenario.model,
    strategy: { rounds: scenario.rounds.length - 1, ...given.strategy },
    prompts: { reflection: REFLECTION_PROMPT, ...given.prompts },
  });
}

/** A ULID whose random part comes from the name, so that a recording keeps its id. */
function recordingId(hash: Buffer, time: number): string {
  let left = time;
  let stamp = '';
  for (let place = 0; place < 10; place++) {
    stamp = ALPHABET.charAt(left % 32) + stamp;
    left = Math.floor(left / 32);
  }
  return stamp + [...hash.subarray(0, 16)].map(byte => ALPHABET.charAt(byte % 32)).join('');
}
