/** Where a run comes from, and what nobody knows of it, in sentences. Pure. */
import { branchWords } from '../../../plain/branch-words.ts';
import { modelName, thinkingWords } from '../../../plain/describe.ts';
import { importedRemarks, importedWords, sourceTotalsWords } from '../../../plain/imported-words.ts';
import { isFileDate, type Run } from '../../../run/run.ts';

/** What is to be known before anything else is believed; empty for a live run of one's own. */
export function sourceSentences(run: Run): string[] {
  return [
    ...(run.provenance === 'synthetic' ? ['Synthetic: no model produced these answers.'] : []),
    ...(run.provenance === 'recorded' ? ['The answers come from a recording.'] : []),
    ...importedSentences(run),
    ...branchSentences(run),
  ];
}

function importedSentences(run: Run): string[] {
  const totals = sourceTotalsWords(run.imported)?.replaceAll(/ {2,}/g, ', ');
  return [
    ...[importedWords(run)].flatMap(words => (words === undefined ? [] : `${capital(words)}.`)),
    ...importedRemarks(run),
    ...(totals === undefined ? [] : [`In all, as the source says: ${totals}.`]),
  ];
}

function branchSentences(run: Run): string[] {
  const words = branchWords(run);
  return [
    ...(words === undefined ? [] : [`${capital(words)}.`]),
    ...(run.resumed > 0 ? ['It was gone on with after it had been stopped.'] : []),
  ];
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
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

/** Of a run whose source tells no date, that of its file. */
export function whenWords(run: Run): string {
  const words = dateWords(run.startedAt);
  return isFileDate(run) ? `source file of ${words.replace(/, [\d:]+ UTC$/, '')}` : words;
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
