/** A run that another program made, of which that tells neither times nor tokens. */
import type { Imported, NewEvent } from '../events.ts';
import { callStarted, delta, roundFinished, roundStarted, runStarted, stopped } from './sample-run.ts';

export const IMPORTED: Imported = {
  from: 'bhive',
  file: 'out.json',
  place: 'line 3',
  unknown: ['timing', 'usage'],
};

export function importedStarted(imported: Partial<Imported> = {}): NewEvent {
  return runStarted({ provenance: 'imported', imported: { ...IMPORTED, ...imported } });
}

/** Two rounds; the call of the second thought before it answered. */
export function importedEvents(imported: Partial<Imported> = {}): NewEvent[] {
  return [
    importedStarted(imported),
    roundStarted(0),
    callStarted(0, 0),
    delta(0, 'It is 0.10.'),
    ended(0, 'It is 0.10.'),
    roundFinished(0),
    roundStarted(1),
    callStarted(1, 1),
    delta(1, 'hm', 'thinking'),
    delta(1, 'It is 0.05.'),
    ended(1, 'It is 0.05.'),
    roundFinished(1),
    stopped('source-ends'),
  ];
}

function ended(call: number, text: string): NewEvent {
  return {
    type: 'call.finished',
    call,
    stopReason: 'unknown',
    usage: { cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    content: [{ text }],
  };
}
