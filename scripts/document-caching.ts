/** The tables of docs/caching.md: what each model needs, from the catalogue, and what the founding study saved. */
import { MODELS } from '../src/models/catalogue/index.ts';
import type { CacheSupport, Model } from '../src/models/types.ts';
import { MEASURED, REAL_PRICE, STUDY_PRICE, studyRun } from '../src/run/testing/study-thread.ts';
import { formatCount } from '../src/text/numbers.ts';

/** The page with its tables made anew. Throws when a place for one is not there. */
export function withCachingTables(page: string): string {
  return between(between(page, 'models', modelTable()), 'study', studyTable());
}

function between(page: string, name: string, table: string): string {
  const begin = `<!-- ${name}: made by npm run docs -->`;
  const from = page.indexOf(begin);
  const to = page.indexOf(`<!-- /${name} -->`);
  if (from < 0 || to < from) throw new Error(`docs/caching.md has no place for the table "${name}"`);
  return `${page.slice(0, from)}${begin}\n\n${table}\n\n${page.slice(to)}`;
}

function modelTable(): string {
  const models = MODELS.flatMap(({ cache, ...model }) =>
    cache && model.lifecycle === 'active' ? { ...model, cache } : [],
  );
  const sources = [...new Set(models.map(({ cache }) => cache.source))];
  const rows = models.map(model => modelRow(model, sources.indexOf(model.cache.source) + 1));
  return [
    '| model | at least (tokens) | kept for | read | write 5m | write 1h | source |',
    '| --- | --: | --- | --: | --: | --: | --: |',
    ...rows,
    '',
    ...sources.map((source, index) => `${index + 1}. ${source}`),
  ].join('\n');
}

function modelRow({ name, profiles, cache }: Model & { cache: CacheSupport }, source: number): string {
  const price = profiles[0]?.price;
  const times = (rate: number | null | undefined) =>
    price && rate != null ? `${Number((rate / price.input).toFixed(3))}×` : '–';
  const cells = [
    name,
    cache.minimumTokens === null ? 'unknown' : formatCount(cache.minimumTokens),
    cache.ttl.join(', '),
    times(price?.cacheRead),
    times(price?.cacheWrite5m),
    cache.ttl.includes('1h') ? times(price?.cacheWrite1h) : '–',
    source,
  ];
  return `| ${cells.join(' | ')} |`;
}

function studyTable(): string {
  const measured = new Map(MEASURED);
  const rows = [0, 1, 2, 3].map(reflections => {
    const saving = measured.get(reflections);
    const cells = [
      reflections,
      saving === undefined ? '–' : percent(saving, 1),
      percent(studyRun(reflections, STUDY_PRICE).saving, 1),
      percent(studyRun(reflections, REAL_PRICE).saving, 0),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| reflections | saved, as the study measured it | our arithmetic, a write at the input price | our arithmetic, a write at its real price |',
    '| --: | --: | --: | --: |',
    ...rows,
  ].join('\n');
}

function percent(share: number, decimals: number): string {
  return `${(100 * share).toFixed(decimals)} %`;
}
