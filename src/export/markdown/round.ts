/** A round as a section of the document, lane by lane: what was asked, thought and answered, and what changed. Pure. */

import { diffWords } from '../../diff/words.ts';
import { errorLines, firstWords, meterWords, modelName, roundFacts, verdict } from '../../plain/describe.ts';
import { attemptPlace, attemptWords, editSentence, kindName } from '../../plain/edit-words.ts';
import { feedbackLines, voteLines } from '../../plain/feedback-lines.ts';
import { gradeFacts } from '../../plain/grade.ts';
import { hiddenThinkingWords } from '../../plain/hidden-thinking.ts';
import { laneLabelBehind } from '../../plain/lane-labels.ts';
import { asidesAlone, purposeName } from '../../plain/lane-words.ts';
import { apart, oneLine } from '../../plain/layout.ts';
import { noticed } from '../../plain/noticed.ts';
import { cacheLines } from '../../plain/remarks.ts';
import { requestSettings, systemText } from '../../plain/request.ts';
import { changeWords } from '../../plain/round.ts';
import { UNICODE_SIGNS } from '../../plain/signs.ts';
import { isOwnEnd, stopWords } from '../../plain/stop-reasons.ts';
import { thinkingFacts } from '../../plain/thinking-facts.ts';
import { isProbe } from '../../run/edits.ts';
import { answerCall, type Call, callsOf, isAnswering, lanesOf, type Round, type Run } from '../../run/run.ts';
import { lastAnswer } from '../../strategies/thread.ts';
import { promptOf } from '../rounds/rounds.ts';
import { diffBlock } from './diff.ts';
import { codeSpan, fenced, folded, inert, quoted } from './inert.ts';

export function roundSection(run: Run, round: Round): string[] {
  const lanes = lanesOf(run, round);
  return apart(
    [`## Round ${round.index}: ${kindWords(round)}${markWords(run, round, lanes)}`],
    ...run.edits
      .filter(edit => edit.round === round.index)
      .map(edit => [`${inert(editSentence(edit.round, edit.change, run))}.`]),
    ...(lanes.length === 0 ? [['Nobody was asked.']] : []),
    ...lanes.flatMap(lane => laneParts(run, round, lane, lanes.length > 1)),
    ...round.checks.flatMap(check => feedbackParts(run, check, round)),
    ...voteParts(round),
    ...(round.note === undefined ? [] : [['**Note:**'], fenced(round.note)]),
  );
}

function kindWords({ kind }: Round): string {
  return isProbe(kind) ? `${inert(kindName(kind))} (a probe, no reflection)` : inert(firstWords(kind));
}

function markWords(run: Run, round: Round, lanes: readonly number[]): string {
  if (lanes.length !== 1 || asidesAlone(run, round) !== undefined) return '';
  return `: ${inert(verdict(run, round, lanes[0]))}`;
}

function laneParts(run: Run, round: Round, lane: number, isOneOfMany: boolean): string[][] {
  const answer = answerCall(run, round, lane);
  const calls = callsOf(run, round).filter(call => call.lane === lane);
  const mark = isOneOfMany && answer ? `: ${inert(verdict(run, round, lane))}` : '';
  return [
    ...(isOneOfMany ? [[`### Lane ${lane}${inert(laneLabelBehind(run, round, lane))}${mark}`]] : []),
    ...calls.flatMap(call =>
      call.id === answer?.id ? answerParts(run, round, call) : otherParts(run, round, call),
    ),
  ];
}

/** The call whose answer stands. */
function answerParts(run: Run, round: Round, call: Call): string[][] {
  return [
    ...promptParts(run, call),
    ...thinkingParts(run, call),
    ...textParts(call),
    ...changeParts(run, round, call),
    ...outcomeParts(run, round, call),
  ];
}

/** Another attempt, or what was said about an answer: folded away. */
function otherParts(run: Run, round: Round, call: Call): string[][] {
  const place = attemptPlace(run, round.index, call.id, call.lane);
  const what =
    isAnswering(call) && place
      ? attemptWords(place)
      : `${purposeName(call.purpose)} by ${modelName(call.model)}`;
  const meter = meterWords(run, { ...round, calls: [call.id] });
  const inside = apart(...promptParts(run, call), ...thinkingParts(run, call), ...textParts(call), [
    inert(meter.join(' · ')),
  ]);
  return [folded(oneLine(`${what.charAt(0).toUpperCase()}${what.slice(1)}`), inside)];
}

/** What is new in the request; what was said before is named. */
function promptParts(run: Run, call: Call): string[][] {
  if (isUntold(run, call)) return [['What was sent is unknown.']];
  const prompt = promptOf(call);
  // Which operation another program called is not known.
  const sent = run.imported ? 'Sent to' : 'Sent as';
  const before = run.calls.findLast(one => one !== undefined && one.id < call.id);
  const system = systemText(call);
  const isNewSystem = system !== (before ? systemText(before) : '');
  return [
    ...(isNewSystem && system !== '' ? [['**System prompt:**'], quoted(fenced(system))] : []),
    ...(prompt === run.question.text
      ? [['**Prompt:** the question, as above.']]
      : prompt === null
        ? []
        : [['**Prompt:**'], quoted(fenced(prompt))]),
    [`${sent} ${codeSpan(requestSettings(call, run).join(' '))}.`],
  ];
}

function isUntold({ imported }: Run, { request }: Call): boolean {
  return imported !== undefined && (imported.unknown.includes('prompts') || request.messages.length === 0);
}

function thinkingParts(run: Run, call: Call): string[][] {
  if (call.thinking.trim() !== '') {
    return [folded(`Thinking (${thinkingFacts(run, call)})`, fenced(call.thinking))];
  }
  const hidden = hiddenThinkingWords(call);
  return hidden === undefined ? [] : [[inert(hidden)]];
}

function textParts(call: Call): string[][] {
  const { text, status, stopReason, error } = call;
  const isWhole = status === 'finished';
  const title = isAnswering(call) ? 'Answer' : 'Said';
  const stopped = stopReason === undefined || isOwnEnd(stopReason) ? undefined : stopWords(stopReason, text);
  return [
    text.trim() === ''
      ? [isWhole ? 'The answer is empty.' : 'No text had come.']
      : [`**${isWhole ? title : `${title}, as far as it came`}:**`],
    ...(text.trim() === '' ? [] : [fenced(text)]),
    ...(stopped === undefined ? [] : [[inert(stopped)]]),
    ...retryParts(call),
    ...(error ? [['**It failed:**'], fenced(errorLines(error).join('\n'))] : []),
  ];
}

function retryParts({ retries }: Call): string[][] {
  return retries.map(({ attempt, reason }) => [
    `Attempt ${attempt} failed: ${inert(reason.message)} It was tried again.`,
  ]);
}

/** Against the answer that the round goes on from, word by word. */
function changeParts(run: Run, round: Round, call: Call): string[][] {
  const before = lastAnswer(run, round.index, call.lane);
  if (!before || call.status !== 'finished' || call.text.trim() === '') return [];
  const diff = diffWords(before.text, call.text);
  if (diff.stats.changes === 0) return [[`No word changed since round ${before.round}.`]];
  const title = `**Changes against round ${before.round}:** ${inert(changeWords(diff.stats))}.`;
  return [[title], diffBlock(diff)];
}

function outcomeParts(run: Run, round: Round, call: Call): string[][] {
  const { lane } = call;
  const facts = [
    verdict(run, round, lane),
    ...gradeFacts(run, round, { lane, call: call.id, label: 'Answer found' }),
  ];
  const place = attemptPlace(run, round.index, call.id, lane);
  return [
    [
      `- ${facts.map(inert).join(' · ')}`,
      `- ${inert(roundFacts(run, round, lane, call).replaceAll(/ {3,}/g, ' · '))}`,
      ...(place ? [`- ${inert(attemptWords(place))}`] : []),
      ...cacheLines(run, round.index, lane).map(line => `- ${inert(line)}`),
      ...noticed(run, round.index, lane).map(line => `- Noticed: ${inert(line)}.`),
    ],
  ];
}

function feedbackParts(run: Run, check: Round['checks'][number], { index }: Round): string[][] {
  const [title = ''] = feedbackLines(run, { ...check, seq: 0, at: 0, type: 'check.finished', round: index });
  return [[`**${inert(title)}**`], ...(check.text.trim() === '' ? [] : [fenced(check.text)])];
}

function voteParts({ vote }: Round): string[][] {
  if (!vote) return [];
  const [, title = '', ...lines] = voteLines({ ...vote, seq: 0, at: 0, type: 'vote.counted' }, UNICODE_SIGNS);
  return [[`**${inert(title)}**`], lines.map(line => `- ${inert(line)}`)];
}
