/** Compared rounds as JSON: USD, tokens and milliseconds as numbers, `null` for what is not known, and the texts. Pure. */
import {
  type Comparison,
  type NamedSide,
  type Side,
  sameFinalAnswer,
  sidesOf,
  type TextPair,
  textIn,
  textPairs,
} from '../analysis/compare.ts';
import { plainInline } from '../diff/inline.ts';
import { diffWords } from '../diff/words.ts';
import { costBeyond, noteWords, outputBeyond, questionWords, timeBeyond } from '../plain/compare-facts.ts';
import { isUntold, type Meter } from '../run/meter.ts';

export interface Files {
  readonly a: string;
  readonly b: string;
  readonly parent: string | undefined;
}

export function compareJson(comparison: Comparison, files: Files, found: readonly string[] = []) {
  const { a, b, parent, sameQuestion, settings } = comparison;
  const names = sidesOf(comparison).map(({ name }) => key(name));
  return {
    sameQuestion,
    a: sideJson(a, files.a),
    b: sideJson(b, files.b),
    parent: parent ? sideJson(parent, files.parent) : null,
    sameAnswer: sameFinalAnswer(a, b) ?? null,
    bBeyondA: {
      costUsd: costBeyond(a.ofRound, b.ofRound) ?? null,
      costSoFarUsd: costBeyond(a.soFar, b.soFar) ?? null,
      outputTokens: outputBeyond(a.ofRound, b.ofRound) ?? null,
      ms: timeBeyond(a.ofRound, b.ofRound) ?? null,
    },
    settings: settings.map(({ name, values }) => ({
      name,
      ...Object.fromEntries(names.map((side, index) => [side, values[index] ?? null])),
    })),
    diffs: textPairs(comparison).map(pairJson),
    notes: [...questionWords(comparison), ...noteWords(comparison), ...found],
  };
}

function sideJson(side: Side, file: string | undefined) {
  const { run, round, call, mark, ofRound, soFar } = side;
  const { id, title, text, reference } = run.question;
  return {
    file: file ?? null,
    run: run.id,
    startedAt: run.startedAt,
    provenance: run.provenance,
    question: { id, title: title ?? null, text, reference: reference ?? null },
    model: call.model,
    round: round.index,
    branchedFrom: run.parent ? { run: run.parent.run, round: run.parent.round } : null,
    answer: side.answer,
    mark: { kind: mark.kind, word: mark.word },
    ...money(ofRound),
    soFar: money(soFar),
    outputTokens: isUntold(ofRound) ? null : ofRound.usage.output,
    ms: ofRound.callMs ?? null,
    stopReason: call.stopReason ?? null,
    prompt: side.prompt,
    text: call.text,
  };
}

/** Where no call has told its tokens, nothing is known: a zero would be a promise. */
function money(meter: Meter) {
  const { cost, saved, atLeast } = meter;
  if (isUntold(meter)) return { costUsd: null, savedUsd: null, atLeast };
  return { costUsd: cost ?? null, savedUsd: saved ?? null, atLeast };
}

function pairJson(pair: TextPair) {
  const diff = diffWords(textIn(pair, pair.old), textIn(pair, pair.next));
  const { added, removed, kept, keptShare, changes } = diff.stats;
  return {
    of: pair.what,
    from: key(pair.old.name),
    to: key(pair.next.name),
    addedWords: added,
    removedWords: removed,
    keptWords: kept,
    keptShare,
    changes,
    inline: plainInline(diff),
  };
}

function key(name: NamedSide['name']): string {
  return name.toLowerCase();
}
