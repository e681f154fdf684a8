/** Which strings of an event are its frame, and no text of anybody: they stay, or it would be no event any more. */

/** Paths from the event on; `*` is any place in a list. */
const STRUCTURAL = new Set([
  'type',
  'run',
  'startedAt',
  'resumedAt',
  'app',
  'provenance',
  'purpose',
  'model',
  'channel',
  'kind',
  'stopReason',
  'serviceTier',
  'source',
  'verdict',
  'outcome',
  'rule',
  'question.id',
  'question.grader',
  'question.language',
  'settings.model',
  'settings.strategy.id',
  'settings.cache',
  'settings.thinking.type',
  'settings.thinking.level',
  'settings.feedback.source',
  'settings.feedback.judge',
  'settings.tier',
  'prices.*.model',
  'prices.*.asOf',
  'parent.run',
  'imported.from',
  'imported.unknown.*',
  'request.messages.*.role',
  'request.cachePoints.*.after',
  'request.cachePoints.*.ttl',
  'request.serviceTier',
  'error.name',
  'error.charged',
  'reason.name',
  'reason.charged',
  'answer.why',
  'change.model',
  'change.thinking.type',
  'change.thinking.level',
  'change.probe.kind',
  'change.prices.*.model',
  'change.prices.*.asOf',
]);

/** A signature and what the service encrypted: nobody can read them, and changed they are worth nothing. */
const SEALED = /(?:^|\.)reasoningContent\.(?:reasoningText\.signature|redactedContent)$/;

/** Where the names of fields are somebody's own. */
const OPEN = /^(?:question\.schema|request\.additionalModelRequestFields|.*\.toolUse\.input)(?:\.|$)/;

export function isStructural(path: string): boolean {
  return STRUCTURAL.has(path) || SEALED.test(path);
}

export function hasOwnNames(path: string): boolean {
  return OPEN.test(path);
}
