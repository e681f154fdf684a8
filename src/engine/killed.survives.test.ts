import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createPlayer } from '../replay/player.ts';
import type { RunEvent } from '../run/events.ts';
import { foldAll } from '../run/fold.ts';
import { meterOfRun } from '../run/meter.ts';
import { selfReflection } from '../strategies/self-reflection.ts';
import { readTranscript } from '../transcripts/read.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';

const MORE = 'more ';

/** Starts the run, kills it while it talks on, and returns what it told while it was alive. */
async function killInMidRound(file: string): Promise<RunEvent[]> {
  const script = fileURLToPath(new URL('./testing/killed-run.ts', import.meta.url));
  const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const told: RunEvent[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(JSON.parse(line) as RunEvent);
    if (told.filter(isMore).length === 5) child.kill('SIGKILL');
  }
  expect(await ended).toEqual([null, 'SIGKILL']);
  return told;
}

function isMore(event: RunEvent): boolean {
  return event.type === 'call.delta' && event.text === MORE;
}

describe('The process', () => {
  test('an engine that is killed in mid-round: all but the last moment is on the disk, and replays', async () => {
    const file = join(temporaryFolder(), 'killed.jsonl');
    const told = await killInMidRound(file);
    const { events, notices } = await readTranscript(file);

    // The first "more" came when everything before it had waited for longer than the flush time.
    const settled = told.slice(0, told.findIndex(isMore));
    expect(events.slice(0, settled.length)).toEqual(settled);
    expect(events.map(event => event.seq)).toEqual([...events.keys()]);
    // At most the one line at the end, if the process died while it was writing it.
    expect(notices.length).toBeLessThanOrEqual(1);

    const player = createPlayer(events);
    player.seek(player.position().durationMs);
    const run = player.run();
    expect(run).toEqual(foldAll(events));
    expect(run).not.toHaveProperty('outcome');
    expect(run.rounds.map(round => round.finishedAt !== undefined)).toEqual([true, false]);
    expect(run.calls).toMatchObject([
      { status: 'finished', text: 'It is 0.10.' },
      { status: 'streaming', text: expect.stringMatching(/^The ball costs (?:more )*$/) },
    ]);
    expect(meterOfRun(run).atLeast).toBe(true);
    // Going on from here would make the call again, in the same round.
    expect(selfReflection.next(run)).toMatchObject({ kind: 'steps', round: 1 });
  });
});
