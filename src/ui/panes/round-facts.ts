/** What the timeline tells of a round, in short words: answer, mark, what the user did, tokens, time, cost and saving. Pure. */
import { type Mark, markOf } from '../../analysis/marks.ts';
import { attemptPlace, attemptWords, isChanged } from '../../plain/edit-words.ts';
import { type LaneLabel, laneLabel } from '../../plain/lane-labels.ts';
import {
  ASIDES_DONE,
  asidesAlone,
  callsInLane,
  doingWords,
  laneAnswer,
  lanesAnswered,
  lanesCount,
  lanesMark,
  statedAnswer,
} from '../../plain/lane-words.ts';
import { inLane } from '../../plain/lanes.ts';
import { returnedBeside, returnedPlace } from '../../plain/returned-words.ts';
import { meterOfRound } from '../../run/meter.ts';
import {
  answerCall,
  type Call,
  callsOf,
  gradeOfCall,
  isAnswering,
  isSettled,
  lanesOf,
  type Round,
  type Run,
} from '../../run/run.ts';
import type { Roles } from '../theme.ts';
import type { BarSegment } from '../widgets/bar.ts';
import { callOf } from './call-notes.ts';
import {
  cachedWords,
  cacheWords,
  costWords,
  firstWords,
  longestWords,
  moneyOf,
  outputWords,
  timeWords,
} from './round-words.ts';

export interface RoundFacts {
  readonly answer: string;
  /** What the lane is, where the lanes of the round differ: in full, and for a narrow place. */
  readonly label?: LaneLabel | undefined;
  /** `5 lanes`; empty where there is one. */
  readonly lanes: string;
  /** The answers of several lanes, one phrase an answer. */
  readonly answers: readonly string[];
  readonly mark: string;
  readonly tone: Roles;
  /** What a probe did, that the round was edited, which attempt it is: in full, and for a narrow place. */
  readonly tags: readonly string[];
  readonly shortTags: string;
  /** Whether the user wrote a note on it. */
  readonly noted: boolean;
  readonly output: string;
  readonly time: string;
  /** Until the first token; empty while it is waited for. */
  readonly first: string;
  readonly cost: string;
  /** Empty where nothing was cached. */
  readonly saving: string;
  readonly savingTone: Roles;
  /** `read 1,310`, `wrote 204`. */
  readonly cache: readonly string[];
  /** The tokens of the round, in the order in which they are drawn. */
  readonly tokens: readonly BarSegment[];
}

interface Known {
  readonly edits: Run['edits'];
  readonly outcome: Run['outcome'];
  readonly call: Call | undefined;
  readonly facts: RoundFacts;
}

/** A finished round is the same object until it is asked for once more, and its facts do not change. */
const finished = new WeakMap<Round, Map<number | 'all', Known>>();

/**
 * Of all calls of the round; of several lanes with what they came to together. `callId` is an attempt of
 * the round, in place of the one that goes on.
 */
export function roundFacts(run: Run, round: Round, callId?: number): RoundFacts {
  const lanes = lanesOf(run, round);
  const [lane = 0] = lanes;
  if (lanes.length < 2) return laneFacts(run, round, lane, callId);
  return remembered(run, round, 'all', undefined, () => factsOfLanes(run, round, lanes));
}

/** Of the calls of one lane. */
export function laneFacts(run: Run, round: Round, lane: number, callId?: number): RoundFacts {
  const looked = callOf(run, round.index, callId, lane);
  // What is about an answer is no attempt at one.
  const call = looked && isAnswering(looked) && looked.lane === lane ? looked : answerCall(run, round, lane);
  return remembered(run, round, lane, call, () => factsOf(run, round, lane, call));
}

function remembered(
  run: Run,
  round: Round,
  lane: number | 'all',
  call: Call | undefined,
  compute: () => RoundFacts,
): RoundFacts {
  const { edits, outcome } = run;
  const ofRound = finished.get(round) ?? new Map<number | 'all', Known>();
  const known = ofRound.get(lane);
  if (known?.edits === edits && known.outcome === outcome && known.call === call) return known.facts;
  const facts = compute();
  if (isSettled(run, round)) finished.set(round, ofRound.set(lane, { edits, outcome, call, facts }));
  return facts;
}

/** How the tones of a mark are painted. */
export const TONES: Record<Mark['tone'], Roles> = {
  good: 'good',
  bad: 'bad',
  neutral: 'accent',
  muted: 'muted',
};

function factsOf(run: Run, round: Round, lane: number, call: Call | undefined): RoundFacts {
  const alone = asidesAlone(run, round, lane);
  const mark = markOf(run, round.index, lane, call?.id);
  const { sign, word, tone } = alone === undefined ? mark : ASIDES_DONE;
  const own = inLane(run, round, lane);
  const meter = meterOfRound(run, own);
  const doing = doingWords(run, round, lane);
  const graded = gradeOfCall(round, call)?.extracted;
  const answer = graded ?? (call && statedAnswer(run, call)) ?? alone ?? '…';
  const asides = callsInLane(run, round, lane).filter(one => !isAnswering(one));
  const calls = [...(call ? [call] : []), ...asides];
  return {
    answer: answer.replaceAll(/\s+/g, ' ').trim(),
    label: laneLabel(run, round, lane),
    lanes: '',
    answers: [],
    mark: doing === undefined ? `${sign} ${mark.probe?.kind ?? word}` : doingMark(doing),
    tone: doing === undefined ? TONES[tone] : 'muted',
    ...tagsOf(run, round, mark, call, lane),
    noted: round.note !== undefined,
    output: outputWords(calls),
    time: timeWords(run, call, asides),
    first: firstWords(call ?? asides[0]),
    cost: costWords(call ?? asides.at(-1), meter),
    cache: call ? cacheWords(run, call) : [],
    ...moneyOf(meter),
  };
}

/** Lanes are answered side by side: they take as long as the slowest. */
function factsOfLanes(run: Run, round: Round, lanes: readonly number[]): RoundFacts {
  const meter = meterOfRound(run, round);
  const calls = callsOf(run, round);
  const alone = asidesAlone(run, round);
  const mark = alone === undefined ? lanesMark(run, round) : ASIDES_DONE;
  const doing = doingWords(run, round);
  const waits = calls.find(({ status }) => status === 'streaming');
  const did = tagsOf(run, round, markOf(run, round.index, lanes[0]), undefined, undefined);
  const stands = round.vote?.winner ?? undefined;
  const won = stands === undefined ? undefined : laneAnswer(run, round, stands);
  return {
    answer: won ?? lanesCount(run, round),
    lanes: lanesCount(run, round),
    answers: alone === undefined ? lanesAnswered(run, round) : [alone],
    mark: doing === undefined ? `${mark.sign} ${mark.word}` : doingMark(doing),
    tone: doing === undefined ? TONES[mark.tone] : 'muted',
    ...did,
    noted: round.note !== undefined,
    output: outputWords(calls),
    time: longestWords(lanes.map(lane => meterOfRound(run, inLane(run, round, lane)))),
    first: '',
    cost: costWords(waits ?? calls[0], meter),
    cache: cachedWords(meter.usage.cacheRead, meter.usage.cacheWrite5m + meter.usage.cacheWrite1h),
    ...moneyOf(meter),
  };
}

/** `… judge 2/3`. */
function doingMark(doing: string): string {
  return `… ${doing.replace(' of ', '/')}`;
}

/**
 * Of several the attempt is told by its numbers alone, where there is little room; that its answer is what
 * the run returned comes first. Without a lane: of the round as a whole.
 */
function tagsOf(
  run: Run,
  round: Round,
  { probe }: Mark,
  call: Call | undefined,
  lane: number | undefined,
): Pick<RoundFacts, 'tags' | 'shortTags'> {
  const own = [
    ...returnedTags(run, round, lane),
    ...(probe ? [probe.did] : []),
    ...(isChanged(run, round.index) ? ['edited'] : []),
  ];
  const place = lane === undefined ? undefined : attemptPlace(run, round.index, call?.id, lane);
  if (!place) return { tags: own, shortTags: own.join(', ') };
  const numbers = `${place.number}/${place.of}`;
  return {
    tags: [...own, attemptWords(place)],
    shortTags: own.length === 0 ? `attempt ${numbers}` : [...own, numbers].join(', '),
  };
}

/** Nothing where the last answer is returned, as usual. */
function returnedTags(run: Run, { index }: Round, lane: number | undefined): string[] {
  const returned = returnedBeside(run);
  if (returned?.round !== index) return [];
  if (lane === undefined) return [`returned ${returnedPlace(run, returned)}`];
  return returned.lane === lane ? ['returned'] : [];
}
