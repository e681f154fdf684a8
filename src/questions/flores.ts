/**
 * FLORES: one sentence in many languages, a column each, called by a code of two or three letters
 * (`de`) or `sentence_deu_Latn`.
 */
import type { Converted, Dataset, Fields } from './datasets.ts';

export interface Languages {
  readonly from: string;
  readonly into: string;
}

const COLUMN = /^(?:sentence_)?([a-z]{2,3})(?:[_-]([A-Z][a-z]{3}))?$/;
/** Columns that look like a language and are none. */
const OTHERS = new Set(['id', 'url', 'src', 'ref', 'tgt', 'key']);

export function FLORES(languages: Languages | undefined): Dataset {
  return {
    fits: row => columnsOf(row).length >= 2,
    convert: (row, count) => translation(row, count, languages),
  };
}

function columnsOf(row: Fields): string[] {
  return Object.keys(row).filter(
    name => COLUMN.test(name) && !OTHERS.has(name) && typeof row[name] === 'string' && row[name] !== '',
  );
}

/** Without a choice of languages: from the first column into the second. */
function translation(row: Fields, count: number, languages: Languages | undefined): Converted {
  const columns = columnsOf(row);
  const [first, second] = columns;
  const from = languages ? columnFor(languages.from, columns) : first;
  const into = languages ? columnFor(languages.into, columns) : second;
  if (from === undefined || into === undefined || from === into) {
    const wanted = languages ? `from "${languages.from}" into "${languages.into}"` : 'in two languages';
    return {
      problem: `has no sentence ${wanted}; its languages are: ${columns.map(codeOf).join(', ') || 'none'}`,
    };
  }
  const [source, target] = [String(row[from]).trim(), String(row[into]).trim()];
  const pair = `${codeOf(from)}-${codeOf(into)}`;
  const place = typeof row.id === 'number' || typeof row.id === 'string' ? row.id : count;
  return {
    value: {
      id: `flores-${pair}-${String(place).padStart(4, '0')}`,
      title: `${pair}, sentence ${place}`,
      domain: 'translation',
      text: `Translate this sentence from ${languageName(from)} into ${languageName(into)}. Put the translation in <translation> tags.\n\n${source}`,
      reference: [target],
      grader: 'translation',
      source: 'FLORES',
    },
  };
}

function columnFor(wanted: string, columns: readonly string[]): string | undefined {
  return columns.find(name => name === wanted || codeOf(name) === wanted);
}

function codeOf(column: string): string {
  return column.replace(/^sentence_/, '');
}

// Made for the first name: it takes longer than all else that a start loads of this folder.
let names: Intl.DisplayNames | undefined;

/** `zho_Hans` is Simplified Chinese; the script of other languages goes without saying. */
function languageName(column: string): string {
  const [, language = '', script = ''] = COLUMN.exec(column) ?? [];
  names ??= new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });
  return names.of(/^Han[st]$/.test(script) ? `${language}-${script}` : language) ?? language;
}
