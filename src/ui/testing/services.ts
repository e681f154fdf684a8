/**
 * The app's services for tests: the recorded questions, and runs that a test makes
 * itself. Only tests import it.
 */
import { join } from 'node:path';
import { createAppServices } from '../../commands/app-services.ts';
import { nothing } from '../../commands/choices.ts';
import { chooseSource } from '../../commands/source.ts';
import { loadQuestions } from '../../questions/load.ts';
import { fixturesDir } from '../../questions/package-root.ts';
import type { AnyEvent } from '../../run/events.ts';
import { allPrompts } from '../../strategies/prompt-library.ts';
import type { Desk, RunHandle } from '../desk.ts';
import type { Choices, Services } from '../services.ts';
import { createLiveSession, type LiveSession } from '../session.ts';

/** Offline, with nothing remembered; a run is started by the test's own `start`. */
export async function offlineServices(changes: Partial<Services> = {}): Promise<Services> {
  const flags = { offline: true, idleTimeout: 120, save: false, speed: 400 };
  const source = await chooseSource(flags, {});
  const loaded = await loadQuestions(join(fixturesDir(), 'questions.json'));
  if (!loaded.ok) throw new Error(loaded.error.message);
  const store = nothing();
  const { questions } = loaded;
  const services = createAppServices({ source, flags, store, questions, today: '2026-11-24' });
  // Recordings of other questions would change what the lists of these look like.
  const texts = new Set(questions.map(({ text }) => text));
  return {
    ...services,
    recorded: services.recorded?.filter(({ questionText }) => texts.has(questionText)),
    ...changes,
  };
}

/** A run that goes on as the test says. */
export interface ScriptedRun extends RunHandle {
  readonly session: LiveSession;
  readonly push: (...events: readonly AnyEvent[]) => void;
  readonly cancelled: () => boolean;
}

export function scriptedRun(events: readonly AnyEvent[] = []): ScriptedRun {
  const session = createLiveSession();
  let cancelled = false;
  const push = (...more: readonly AnyEvent[]) => more.forEach(session.push);
  push(...events);
  return {
    session,
    push,
    events,
    file: undefined,
    append: push,
    cancel: () => {
      cancelled = true;
    },
    cancelled: () => cancelled,
  };
}

/** What a desk was asked, in the order in which it was. */
export interface Asked {
  readonly what: 'branch' | 'family' | 'open' | 'note' | 'keep' | 'clear';
  readonly with: readonly unknown[];
}

/** A desk that notes what it is asked, and gives back what the test says. */
export function noteDesk(changes: Partial<Desk> = {}, draft?: unknown): { desk: Desk; asked: Asked[] } {
  const asked: Asked[] = [];
  const told =
    <A extends readonly unknown[], R>(what: Asked['what'], does: (...given: A) => R) =>
    (...given: A) => {
      asked.push({ what, with: given });
      return does(...given);
    };
  const keeper = { keep: told('keep', () => {}), clear: told('clear', () => {}), read: () => draft };
  const desk: Desk = {
    branch: () => scriptedRun(),
    family: async () => [],
    open: async () => scriptedRun(),
    note: () => undefined,
    draft: () => keeper,
    models: [],
    prompts: () => allPrompts({}),
    check: () => undefined,
    exportFormats: [],
    exportAs: async () => '',
    answerable: async () => undefined,
    ...changes,
  };
  return {
    asked,
    desk: {
      ...desk,
      branch: told('branch', desk.branch),
      family: told('family', desk.family),
      open: told('open', desk.open),
      note: told('note', desk.note),
    },
  };
}

/** Remembers what it was asked to remember. */
export function memory(): { remembered: Choices[]; remember: (choices: Choices) => void } {
  const remembered: Choices[] = [];
  return { remembered, remember: choices => void remembered.push(choices) };
}
