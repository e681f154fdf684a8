/** What a run is, as the list at the top of its document: model, settings, where it comes from, when. Pure. */
import { hasUnknownSettings } from '../../analysis/compare-settings.ts';
import { branchWords, resumedWords } from '../../plain/branch-words.ts';
import { modelName, provenanceWords } from '../../plain/describe.ts';
import { gapList } from '../../plain/imported-words.ts';
import { oldPriceWords } from '../../plain/price-words.ts';
import type { Imported } from '../../run/events.ts';
import { isFileDate, type Run } from '../../run/run.ts';
import type { ExportInput } from '../exporter.ts';
import { codeSpan, inert } from './inert.ts';

export function factLines({ run, file }: ExportInput): string[] {
  const { settings } = run;
  const [branch, resumed, price] = [branchWords(run), resumedWords(run), oldPriceWords(run)];
  return [
    isModelUnknown(run)
      ? '- **Model:** unknown'
      : `- **Model:** ${inert(modelName(settings.model))} (${codeSpan(settings.model)})`,
    ...(hasUnknownSettings(run)
      ? ['- **Settings:** unknown']
      : [`- **Strategy:** ${strategyWords(run)}`, `- **Settings:** ${settingWords(run).join(', ')}`]),
    `- **Answers from:** ${sourceWords(run)}`,
    ...importedLines(run.imported),
    `- **When:** ${whenWords(run)}`,
    ...(branch === undefined ? [] : [`- **Branch:** ${inert(branch)}`]),
    ...(resumed === undefined ? [] : [`- **Gone on with:** ${inert(resumed)}`]),
    ...(price === undefined ? [] : [`- ${inert(price)}`]),
    `- **Run:** ${codeSpan(run.id)}, ${codeSpan(file)}, made with ${inert(run.app)}`,
  ];
}

function isModelUnknown({ settings, imported }: Run): boolean {
  return settings.model === 'unknown' || imported?.unknown.includes('model') === true;
}

/** A file is no younger than the run in it, and that is all it says. */
function whenWords(run: Run): string {
  return isFileDate(run)
    ? `unknown; source file of ${inert(run.startedAt.slice(0, 10).toWellFormed())}`
    : inert(run.startedAt);
}

function strategyWords({ settings: { strategy } }: Run): string {
  const { id, rounds, repeatQuestion, sendReasoning, ...own } = strategy;
  return [
    inert(id),
    `${rounds} ${rounds === 1 ? 'round' : 'rounds'}`,
    ...(repeatQuestion ? ['question repeated'] : []),
    ...(sendReasoning ? ['thinking sent back'] : []),
    ...named(own),
  ].join(', ');
}

function settingWords({ settings }: Run): string[] {
  const { cache, thinking, feedback, stop, prompts, maxTokens, temperature, tier } = settings;
  const { type, ...level } = thinking;
  return [
    `cache ${inert(cache)}`,
    `thinking ${[inert(type), ...named(level)].join(' ')}`,
    `at most ${maxTokens} tokens`,
    ...named({ temperature, tier, prompt: prompts.name }),
    ...(feedback.source === 'none' ? [] : named({ feedback: feedback.source, judge: feedback.judge })),
    ...named(stop),
  ];
}

/** Names and values as they stand in the settings; nothing for what is not set. */
function named(values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    if (value === true) return [inert(name)];
    return [`${inert(name)} ${codeSpan(typeof value === 'string' ? value : JSON.stringify(value))}`];
  });
}

function sourceWords({ provenance }: Run): string {
  const words = inert(provenanceWords(provenance));
  return provenance === 'synthetic' ? `${words}: **no model produced them**` : words;
}

/** What of an imported run is unknown, so that nobody takes a gap for a zero. */
function importedLines(imported: Imported | undefined): string[] {
  if (!imported) return [];
  const gaps = gapList(imported);
  const { from, file, place, stopsOnCorrect, feedbackShowsReference } = imported;
  return [
    `- **Imported:** from ${inert(from)}, ${codeSpan(file)}${place === undefined ? '' : `, ${inert(place)}`}`,
    ...(gaps === undefined ? [] : [`- **Unknown:** ${inert(gaps)}: its source does not say`]),
    ...(stopsOnCorrect
      ? ['- The source ended a run as soon as it was right, so that nothing right could be broken.']
      : []),
    ...(feedbackShowsReference
      ? ['- What the model was told between rounds was written with the right answer in view.']
      : []),
  ];
}
