/** The cost of a run as JSON: USD and tokens as numbers, `null` for what is not known, and the words for each. Pure. */
import { cacheNote } from '../analysis/caching.ts';
import { cacheBalance } from '../analysis/caching-money.ts';
import { uncountedCalls, type WhatIf } from '../analysis/what-if.ts';
import { balanceWords, cacheWords } from '../plain/cache-words.ts';
import { oldPriceWords } from '../plain/price-words.ts';
import { alternativeWords, reasonWords } from '../plain/what-if.ts';
import {
  isUntold,
  type Meter,
  meterOfCall,
  meterOfInherited,
  meterOfRound,
  meterOfRun,
} from '../run/meter.ts';
import type { Usage } from '../run/price.ts';
import { type Call, callsOf, priceOf, type Run, tierOf } from '../run/run.ts';

export function costJson(run: Run, rows: readonly WhatIf[]) {
  return {
    run: run.id,
    startedAt: run.startedAt,
    provenance: run.provenance,
    model: run.settings.model,
    question: run.question.id,
    price: priceJson(run),
    rounds: run.rounds.map(round => ({
      round: round.index,
      kind: round.kind,
      ...money(meterOfRound(run, round)),
      calls: callsOf(run, round).map(call => callJson(run, call)),
    })),
    total: totalJson(meterOfRun(run)),
    beforeTheBranch: beforeTheBranch(run),
    callsWithoutTokens: uncountedCalls(run),
    balance: balanceJson(run),
    whatIf: rows.map(whatIfJson),
  };
}

/** Of the model of the run; `old` where it was read long before the run. */
function priceJson(run: Run) {
  const price = priceOf(run, run.settings.model);
  const words = oldPriceWords(run) ?? null;
  return price ? { asOf: price.asOf, source: price.source, old: words !== null, words } : null;
}

function callJson(run: Run, call: Call) {
  const note = cacheNote(run, call);
  const effect = note.kind === 'used' || note.kind === 'implicit' ? note.effect : undefined;
  return {
    call: call.id,
    lane: call.lane,
    purpose: call.purpose,
    again: call.again ?? null,
    inherited: call.inherited === true,
    model: call.model,
    serviceTier: tierOf(call),
    serviceTierAsked: call.request.serviceTier ?? 'default',
    tokens: call.usage ? tokens(call.usage) : null,
    ...money(meterOfCall(run, call)),
    cache: {
      kind: note.kind,
      words: cacheWords(note) ?? null,
      readSavedUsd: effect?.readSaved ?? null,
      writeExtraUsd: effect?.writeExtra ?? null,
      why: note.kind === 'not-engaged' ? note.why : note.kind === 'used' ? (note.missed?.why ?? null) : null,
      missedTokens: note.kind === 'used' ? (note.missed?.tokens ?? 0) : null,
    },
  };
}

function tokens({ input, output, cacheRead, cacheWrite5m, cacheWrite1h }: Usage) {
  return { input, output, cacheRead, cacheWrite5m, cacheWrite1h };
}

function totalJson(meter: Meter) {
  return { tokens: isUntold(meter) ? null : tokens(meter.usage), ...money(meter) };
}

/** What a branch shares was paid in the run it came from: it is no part of the total. */
function beforeTheBranch(run: Run) {
  const meter = meterOfInherited(run);
  return meter ? totalJson(meter) : null;
}

/** Where no call has told its tokens, nothing is known: a zero would be a promise. */
function money(meter: Meter) {
  const { cost, withoutCache, saved, atLeast } = meter;
  const isTold = !isUntold(meter);
  return {
    costUsd: (isTold ? cost : undefined) ?? null,
    withoutCacheUsd: (isTold ? withoutCache : undefined) ?? null,
    savedUsd: (isTold ? saved : undefined) ?? null,
    atLeast,
  };
}

function balanceJson(run: Run) {
  const balance = cacheBalance(run);
  if (!balance) return null;
  return {
    readSavedUsd: balance.readSaved,
    writeExtraUsd: balance.writeExtra,
    breakEven: balance.breakEven,
    words: balanceWords(balance) ?? null,
  };
}

function whatIfJson({ what, cost, difference, share, certainty, atLeast, reason, rounds }: WhatIf) {
  return {
    what: what.kind,
    ...((what.kind === 'model' || what.kind === 'own-prices') && { model: what.model }),
    ...(what.kind === 'other-ttl' && { ttl: what.ttl }),
    ...(what.kind === 'question' && { repeated: what.repeated }),
    words: alternativeWords(what),
    costUsd: cost ?? null,
    differenceUsd: difference ?? null,
    share: share ?? null,
    certainty,
    atLeast,
    reason: reason ?? null,
    reasonWords: (reason && reasonWords(reason)) ?? null,
    rounds: rounds.map(({ round, cost: usd }) => ({ round, costUsd: usd ?? null })),
  };
}
