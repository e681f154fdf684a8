/** The world as the app sees it: models, questions, recordings, and how a run is started. */
import { problemsWith } from '../bedrock/request.ts';
import { listModels } from '../models/list.ts';
import { whyNotRecorded } from '../recorded/refusal.ts';
import { realClock } from '../run/clock.ts';
import type { Question } from '../run/question.ts';
import type { Settings } from '../run/settings.ts';
import { createCleaner } from '../transcripts/clean.ts';
import type { RunHandle, Services } from '../ui/services.ts';
import { createLiveSession } from '../ui/session.ts';
import type { ChoiceStore } from './choices.ts';
import type { OpenFlags } from './open.ts';
import { baseSettings, DEFAULT_MODEL } from './settings.ts';
import type { Source } from './source.ts';
import { startRun } from './start-run.ts';

export interface AppServices extends Services {
  /** Resolves when every run that was started has ended and is on the disk. */
  settle(): Promise<void>;
  /** The transcript of the last run. */
  lastFile(): string | undefined;
}

export interface AppWorld {
  readonly source: Source;
  readonly flags: OpenFlags;
  readonly store: ChoiceStore;
  readonly questions: readonly Question[];
}

export function createAppServices({ source, flags, store, questions }: AppWorld): AppServices {
  const running = new Set<Promise<unknown>>();
  let lastFile: string | undefined;
  const refusal = (question: Question, settings: Settings) =>
    problemsWith(settings)[0] ??
    (source.kind === 'offline' ? whyNotRecorded(source.recordings, question, settings) : undefined);

  const start = (question: Question, settings: Settings): RunHandle => {
    const controller = new AbortController();
    const session = createLiveSession();
    const clean = createCleaner();
    const started = startRun({
      source,
      question,
      settings,
      // For somebody who watches, a recording keeps its pace; a speed may be asked for.
      clock: realClock(source.kind === 'live' || !Number.isFinite(flags.speed ?? 1) ? 1 : flags.speed),
      signal: controller.signal,
      save: flags,
      watch: event => session.push(clean(event)),
      onSaveProblem: message => session.notify(message),
    });
    lastFile = started.file;
    const done = started.done.catch(thrown => session.notify(String(thrown)));
    running.add(done);
    void done.finally(() => running.delete(done));
    return { session, cancel: () => controller.abort(), file: started.file };
  };

  return {
    sourceLine: sourceLine(source),
    models: listModels(),
    questions,
    recorded:
      source.kind === 'offline'
        ? source.recordings.map(({ head }) => ({ questionText: head.question.text, settings: head.settings }))
        : undefined,
    initial: store.choices,
    flags: { model: flags.model },
    defaultModel: DEFAULT_MODEL,
    settingsFor: (model, question) => baseSettings({ ...flags, model }, question, source),
    refusal,
    start,
    remember: store.remember,
    settle: async () => void (await Promise.allSettled(running)),
    lastFile: () => lastFile,
  };
}

function sourceLine(source: Source): string {
  if (source.kind === 'live') return `live · ${source.where}`;
  const synthetic = source.recordings.every(({ head }) => head.provenance === 'synthetic');
  return `offline · answers come from recordings${synthetic ? ' (synthetic)' : ''}`;
}
