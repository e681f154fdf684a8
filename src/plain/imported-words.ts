/** Where an imported run comes from, what its source does not tell, and what to bear in mind of it. Pure. */
import type { Imported } from '../run/events.ts';
import { lookUp } from '../text/look-up.ts';
import { formatCount, formatSeconds, formatUsd } from '../text/numbers.ts';

interface MaybeImported {
  readonly imported?: Imported | undefined;
}

/** `imported from inspect (log.eval, sample 3, epoch 1)`. */
export function importedWords({ imported }: MaybeImported): string | undefined {
  if (!imported) return undefined;
  const { from, file, place } = imported;
  return `imported from ${from} (${[file, ...(place === undefined ? [] : [place])].join(', ')})`;
}

/** What is not known, in the order in which one misses it. */
const GAPS: Readonly<Record<string, string>> = {
  timing: 'how long anything took',
  usage: 'tokens and cost',
  model: 'the model',
  prompts: 'what was sent',
  settings: 'the settings',
  marks: 'what was right',
  answers: 'the answers',
};

/** `how long anything took, the model`; nothing where all is told. */
export function gapList({ unknown }: Imported): string | undefined {
  return unknown.length === 0 ? undefined : unknown.map(gap => lookUp(GAPS, gap) ?? gap).join(', ');
}

/** `unknown: how long anything took, the model`; nothing where all is told. */
export function gapWords(imported: Imported): string | undefined {
  const gaps = gapList(imported);
  return gaps === undefined ? undefined : `unknown: ${gaps}`;
}

/** What to bear in mind, a sentence each. */
export function importedRemarks({ imported }: MaybeImported): string[] {
  if (!imported) return [];
  const gaps = gapWords(imported);
  return [
    ...(gaps === undefined ? [] : [`Its source does not tell all; ${gaps}.`]),
    ...(imported.stopsOnCorrect
      ? [
          'Its source ended as soon as it was right: whether more reflection would have broken that, nobody can see.',
        ]
      : []),
    ...(imported.feedbackShowsReference
      ? ['What the model was told between rounds was written with the right answer in view.']
      : []),
  ];
}

/** `in 40   out 5   $0.0123   2.5 s`: sums that a source tells without saying of which round they are. */
export function sourceTotalsWords(imported: Imported | undefined): string | undefined {
  const { usage, costUsd, wallMs } = imported?.totals ?? {};
  const written = (usage?.cacheWrite5m ?? 0) + (usage?.cacheWrite1h ?? 0);
  const words = [
    ...(usage?.input === undefined ? [] : [`in ${formatCount(usage.input)}`]),
    ...(usage && usage.cacheRead > 0 ? [`cache read ${formatCount(usage.cacheRead)}`] : []),
    ...(written > 0 ? [`cache wrote ${formatCount(written)}`] : []),
    ...(usage?.output === undefined ? [] : [`out ${formatCount(usage.output)}`]),
    ...(costUsd === undefined ? [] : [formatUsd(costUsd)]),
    ...(wallMs === undefined ? [] : [formatSeconds(wallMs)]),
  ];
  return words.length > 0 ? words.join('   ') : undefined;
}
