/**
 * A run as another program's file tells it, before it is a list of events. What the file does not say is
 * left out here, and is unknown in the transcript: nothing is guessed.
 */
import type {
  CachePoint,
  CallError,
  CallRequest,
  ContentBlock,
  EventOf,
  Imported,
  Message,
} from '../run/events.ts';
import type { Milliseconds, Price, ReportedUsage } from '../run/price.ts';
import type { Question } from '../run/question.ts';
import type { Settings } from '../run/settings.ts';

export interface ImportedRun {
  /** The same for the same run in the same source, and for no other: the id of the run is made from it. */
  readonly key: string;
  /** Wall-clock start, ISO 8601, where the source has one. */
  readonly startedAt?: string | undefined;
  readonly question: Question;
  /** `model` is `unknown` where the source names none. */
  readonly settings: Pick<Settings, 'model'> & Partial<Settings>;
  readonly source: Imported;
  readonly prices?: readonly Price[];
  readonly rounds: readonly ImportedRound[];
  /** Absent: the source does not say how it ended; it is then taken to have stopped. */
  readonly outcome?: Pick<EventOf<'run.finished'>, 'outcome' | 'rule' | 'error' | 'answer'>;
}

export interface ImportedRound {
  /** `answer` for round 0, `reflection`, ... */
  readonly kind: string;
  readonly calls: readonly ImportedCall[];
  readonly checks?: readonly ImportedCheck[];
  readonly grades?: readonly ImportedGrade[];
}

export interface ImportedCall {
  /** `answer`, `reflect`, `critique`, `revise`, `verify`, ... */
  readonly purpose: string;
  readonly lane?: number;
  /** Where it is not the one of the settings. */
  readonly model?: string | undefined;
  /** As far as it is known; whole threads are shortened to what is new (`extends`) when events are made. */
  readonly system?: readonly ContentBlock[];
  readonly messages?: readonly Message[];
  /** Counted in the whole thread. */
  readonly cachePoints?: readonly CachePoint[];
  readonly inferenceConfig?: CallRequest['inferenceConfig'] | undefined;
  readonly additionalModelRequestFields?: CallRequest['additionalModelRequestFields'];
  readonly serviceTier?: string | undefined;
  /** The visible answer, and what was thought before it. */
  readonly text: string;
  readonly thinking?: string | undefined;
  /** The blocks of the answer, where the source has them. */
  readonly content?: readonly ContentBlock[];
  readonly usage?: ReportedUsage | undefined;
  readonly stopReason?: string | undefined;
  /** Milliseconds since the run began. */
  readonly startedAt?: Milliseconds | undefined;
  readonly wallMs?: Milliseconds | undefined;
  readonly serverMs?: Milliseconds | undefined;
  /** Until the first text or thinking. */
  readonly firstDeltaMs?: Milliseconds | undefined;
  /** The call failed; also where the source took the error for an answer. */
  readonly error?: CallError;
}

export interface ImportedCheck {
  readonly source: string;
  readonly text: string;
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly lane?: number;
}

export interface ImportedGrade {
  readonly extracted: string | null;
  readonly correct: boolean | null;
  readonly score?: number | null;
  /** How the source found it, in words. */
  readonly method: string;
  readonly lane?: number;
}
