/**
 * Bundled recordings as tests want them: a run at a moment of its own time, without waiting. Only
 * tests import it.
 */
import { join } from 'node:path';
import { fixturesDir } from '../../questions/package-root.ts';
import { createPlayer, type Player } from '../../replay/player.ts';
import type { AnyEvent } from '../../run/events.ts';
import { createCleaner } from '../../transcripts/clean.ts';
import { readTranscript } from '../../transcripts/read.ts';

/** `fixtures/recordings/NAME.jsonl`. */
export function recordingFile(name: string): string {
  return join(fixturesDir(), 'recordings', `${name}.jsonl`);
}

/** The cleaned events of `fixtures/recordings/NAME.jsonl`. */
export async function recordedEvents(name: string): Promise<AnyEvent[]> {
  const { events } = await readTranscript(recordingFile(name));
  return events.map(createCleaner());
}

/** A player of a recording that stands just after the first event for which `until` holds. */
export async function playerAt(
  name: string,
  until: (event: AnyEvent, index: number) => boolean,
): Promise<Player> {
  const events = await recordedEvents(name);
  const player = createPlayer(events);
  const place = events.findIndex(until);
  if (place < 0) throw new Error(`${name} has no such event`);
  player.seek(events[place]?.at ?? 0);
  return player;
}
