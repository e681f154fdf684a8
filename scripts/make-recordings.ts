/**
 * Makes fixtures/recordings from fixtures/scenarios: each scenario is run by the real engine through
 * the real client, with tokens, cache and pace simulated. The same scenarios give the same files.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createClient } from '../src/bedrock/client.ts';
import { converseModel } from '../src/bedrock/converse.ts';
import { problemsWith } from '../src/bedrock/request.ts';
import { reflect } from '../src/engine/engine.ts';
import { priceOf } from '../src/models/prices.ts';
import { loadBundledQuestions } from '../src/questions/load.ts';
import { fixturesDir } from '../src/questions/package-root.ts';
import { recordedHandler } from '../src/recorded/handler.ts';
import { Scenario, scriptedAnswerer } from '../src/recorded/script.ts';
import { instantClock } from '../src/run/clock.ts';
import { Settings } from '../src/run/settings.ts';
import { REFLECTION_PROMPT } from '../src/strategies/prompts.ts';
import { selfReflection } from '../src/strategies/self-reflection.ts';
import { openJournal } from '../src/transcripts/journal.ts';

const FIRST_DAY = Date.parse('2026-11-20T09:00:00.000Z');
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const scenarios = join(fixturesDir(), 'scenarios');
const recordings = join(fixturesDir(), 'recordings');
const loaded = await loadBundledQuestions();
if (!loaded.ok) throw new Error(loaded.error.message);
const { questions } = loaded;

rmSync(recordings, { recursive: true, force: true });
mkdirSync(recordings, { recursive: true });
const names = readdirSync(scenarios)
  .filter(name => name.endsWith('.yaml'))
  .sort();
for (const [index, name] of names.entries()) await record(name, index);
console.log(`${names.length} recordings in fixtures/recordings`);

async function record(file: string, index: number): Promise<void> {
  const name = file.replace(/\.yaml$/, '');
  const scenario = Scenario.parse(parse(readFileSync(join(scenarios, file), 'utf8')));
  const question = questions.find(candidate => candidate.id === scenario.question);
  if (!question) throw new Error(`${file}: there is no question ${scenario.question}`);
  const settings = settingsOf(scenario);
  const problems = problemsWith(settings);
  if (problems.length > 0) throw new Error(`${file}: ${problems.join(' ')}`);
  const hash = createHash('sha256').update(name).digest();
  const clock = instantClock();
  const answerer = scriptedAnswerer(scenario, clock, hash.readUInt32BE(0));
  const client = createClient({ anonymous: true, requestHandler: recordedHandler(answerer, clock) });
  const journal = openJournal(join(recordings, `${name}.jsonl`));
  const price = priceOf(scenario.model);
  await reflect({
    id: recordingId(hash, FIRST_DAY + index * 3_600_000),
    startedAt: new Date(FIRST_DAY + index * 3_600_000).toISOString(),
    app: 'reflectoscope recordings',
    provenance: 'synthetic',
    question,
    settings,
    prices: price ? [price] : [],
    strategy: selfReflection,
    model: converseModel({ client, idleTimeoutMs: 60_000 }),
    clock,
    signal: new AbortController().signal,
    random: () => 0.5,
    emit: event => journal.append(event.type === 'run.started' ? { ...event, shows: scenario.shows } : event),
  });
  journal.close();
  client.destroy();
}

function settingsOf(scenario: Scenario): Settings {
  const given = scenario.settings ?? {};
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
