/** What the views are given: the run at a moment, how the page stands, and what of it is looked at. Pure. */
import { callsInLane } from '../../../plain/lane-words.ts';
import { returnedBeside } from '../../../plain/returned-words.ts';
import type { Position } from '../../../replay/player.ts';
import type { LogEntry } from '../../../run/event-log.ts';
import { answerCall, type Call, isTimed, lanesOf, type Round, type Run } from '../../../run/run.ts';
import type { DiffMemory } from './diff-memory.ts';
import type { PageState } from './page-state.ts';

export interface Shown {
  /** The run as it was at the moment. */
  readonly run: Run;
  /** The run as it ended. */
  readonly whole: Run;
  readonly position: Position;
  readonly state: PageState;
  /** The name of the transcript. */
  readonly file: string;
  readonly diffs: DiffMemory;
  /** What had happened by then. */
  log(): readonly LogEntry[];
}

/** The round that is looked at: the one that was chosen, else the newest. */
export function shownRound({ run, state }: Pick<Shown, 'run' | 'state'>): Round | undefined {
  const pinned = run.rounds.findLast(({ index }) => index === state.pinned);
  return pinned ?? run.rounds.at(-1);
}

/** The lane: the chosen one where the round has it, else the one whose answer the run returned, else the first. */
export function shownLane({ run, state }: Pick<Shown, 'run' | 'state'>): number {
  const round = shownRound({ run, state });
  const lanes = round ? lanesOf(run, round) : [];
  const returned = returnedBeside(run);
  const wanted = [state.lane, ...(returned?.round === round?.index ? [returned?.lane] : []), lanes[0]];
  return wanted.find(lane => lane !== undefined && lanes.includes(lane)) ?? 0;
}

/** The call that gives the lane its answer, and before there is one the last that was made for it. */
export function callOfLane(run: Run, round: Round | undefined, lane: number): Call | undefined {
  return answerCall(run, round, lane) ?? callsInLane(run, round, lane).at(-1);
}

/** Facts without those that tell a time, for a run of which no times are known. */
export function knownTimes(run: Run, facts: readonly string[]): readonly string[] {
  return isTimed(run) ? facts : facts.filter(fact => !TIME.test(fact));
}

const TIME = /^(?:first token )?(?:\d+ m )?[\d.]+ s$/;
