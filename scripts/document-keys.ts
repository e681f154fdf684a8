/** The keys as a section of the README, from the table that the program itself uses. */
import { helpSections, type Screen } from '../src/ui/keys.ts';

const BEGIN = '<!-- keys: made by npm run docs -->';
const END = '<!-- /keys -->';

const TITLES: readonly (readonly [Screen, string])[] = [
  ['picker', 'Choosing'],
  ['library', 'Saved runs'],
  ['report', 'The report'],
  ['report-runs', 'The runs behind a figure'],
  ['form', 'The settings'],
  ['presets', 'Presets'],
  ['own-question', 'A question of your own'],
  ['inspector', 'Watching a run'],
  ['finished', 'A run that is over'],
  ['player', 'Playing a saved run'],
  ['compare', 'Comparing two rounds'],
];

/** The README with its section of keys made anew. Throws when the section is not there. */
export function withKeys(readme: string): string {
  const begin = readme.search(/<!-- keys: [^>]*-->/);
  const end = readme.indexOf(END);
  if (begin < 0 || end < begin) throw new Error('README.md has no section for the keys');
  return `${readme.slice(0, begin)}${BEGIN}\n\n${keyTables()}\n\n${readme.slice(end)}`;
}

function keyTables(): string {
  return TITLES.map(([screen, title]) => {
    const rows = helpSections(screen).flatMap(section => section.rows);
    const lines = rows.map(({ keys, label }) => `| ${keys.split(' ').map(code).join(' ')} | ${label} |`);
    return [`**${title}**`, '', '| key | what it does |', '| --- | --- |', ...lines].join('\n');
  }).join('\n\n');
}

function code(key: string): string {
  return key === '|' ? '`\\|`' : `\`${key}\``;
}
