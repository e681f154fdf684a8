/** Where a run comes from, and what nobody knows of it, in sentences. Pure. */
import { branchWords } from '../../../plain/branch-words.ts';
import { modelName, thinkingWords } from '../../../plain/describe.ts';
import type { Imported, ImportGap } from '../../../run/events.ts';
import type { Run } from '../../../run/run.ts';
import { formatCount, formatUsd } from '../../../text/numbers.ts';

/** What is to be known before anything else is believed; empty for a live run of one's own. */
export function sourceSentences(run: Run): string[] {
  return [
    ...(run.provenance === 'synthetic' ? ['Synthetic: no model produced these answers.'] : []),
    ...(run.provenance === 'recorded' ? ['The answers come from a recording.'] : []),
    ...importedSentences(run.imported),
    ...branchSentences(run),
  ];
}

function importedSentences(imported: Imported | undefined): string[] {
  if (!imported) return [];
  const { from, file, place, unknown, stopsOnCorrect, feedbackShowsReference } = imported;
  const where = place === undefined ? file : `${file}, ${place}`;
  const gaps = unknown.map(gap => GAPS[gap as ImportGap] ?? gap);
  return [
    `Imported from ${from} (${where}).`,
    ...(gaps.length > 0 ? [`Its source does not tell ${listed(gaps)}.`] : []),
    ...(stopsOnCorrect ? ['It ended as soon as it was right: nothing right could be broken.'] : []),
    ...(feedbackShowsReference ? ['Its feedback was written with the right answer in view.'] : []),
    ...totalsSentences(imported),
  ];
}

const GAPS: Readonly<Record<ImportGap, string>> = {
  timing: 'when things happened',
  usage: 'the tokens',
  model: 'the model',
  prompts: 'the prompts',
  settings: 'the settings',
  marks: 'what was right',
  answers: 'the final answers',
};

function totalsSentences({ totals }: Imported): string[] {
  const { usage, costUsd } = totals ?? {};
  const facts = [
    ...(usage?.input === undefined ? [] : [`${formatCount(usage.input)} tokens in`]),
    ...(usage?.output === undefined ? [] : [`${formatCount(usage.output)} out`]),
    ...(costUsd === undefined ? [] : [formatUsd(costUsd)]),
  ];
  return facts.length > 0 ? [`Over the whole run it tells ${listed(facts)}.`] : [];
}

function branchSentences(run: Run): string[] {
  const words = branchWords(run);
  return [
    ...(words === undefined ? [] : [`${words.charAt(0).toUpperCase()}${words.slice(1)}.`]),
    ...(run.resumed > 0 ? ['It was gone on with after it had been stopped.'] : []),
  ];
}

function listed(words: readonly string[]): string {
  const [last, ...before] = [...words].reverse();
  return before.length === 0 ? (last ?? '') : `${before.reverse().join(', ')} and ${last}`;
}

/** The model, the strategy and what is not as usual, each a short fact. */
export function settingFacts(run: Run): string[] {
  const { settings, imported } = run;
  const unknown = new Set(imported?.unknown ?? []);
  const { strategy, cache, thinking } = settings;
  if (unknown.has('settings')) return [modelFact(run, unknown), 'settings unknown'];
  return [
    modelFact(run, unknown),
    `${strategy.id} ×${strategy.rounds}`,
    ...(thinking.type === 'default' ? [] : [`thinking ${thinkingWords(run)}`]),
    cache === 'off' ? 'no caching' : `cache ${cache}`,
    ...(strategy.sendReasoning ? ['thinking sent back'] : []),
  ];
}

function modelFact({ settings }: Run, unknown: ReadonlySet<string>): string {
  return unknown.has('model') || settings.model === 'unknown' ? 'model unknown' : modelName(settings.model);
}

/** `23 November 2026, 10:00 UTC`; what is no date as it stands. */
export function dateWords(startedAt: string): string {
  const date = new Date(startedAt);
  if (Number.isNaN(date.getTime())) return startedAt || 'date unknown';
  const [day, time = ''] = [date.getUTCDate(), date.toISOString().slice(11, 16)];
  return `${day} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${time} UTC`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
