/** The floors of the house: a file imports from floors below its own, never from above. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

/** From the top down; folders on one floor may not know each other. */
const FLOORS: Readonly<Record<string, number>> = {
  'main.ts': 9,
  'cli.ts': 8,
  commands: 7,
  // Renders a run for elsewhere, as the screens do and with their words.
  export: 6.5,
  ui: 6,
  plain: 5.5,
  engine: 5,
  bedrock: 4,
  checks: 4,
  import: 4,
  library: 4,
  recorded: 4,
  replay: 4,
  report: 4,
  strategies: 3.5,
  transcripts: 3,
  analysis: 3,
  grading: 2,
  models: 2,
  questions: 2,
  diff: 2,
  run: 1,
  text: 0,
};

const SOURCE = import.meta.dirname;
const IMPORT =
  /^(?:import|export)\b[^'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|^import\s+['"]([^'"]+)['"]/gm;

interface Import {
  readonly file: string;
  readonly target: string;
  /** Nothing of it is there when the program runs. */
  readonly isType: boolean;
}

const imports = sourceFiles(SOURCE).flatMap(importsOf);

describe('the floors of the house', () => {
  test('every folder of the source has a floor', () => {
    const folders = new Set(sourceFiles(SOURCE).map(file => folderOf(file)));
    expect([...folders].filter(folder => FLOORS[folder] === undefined)).toEqual([]);
  });

  test('a file imports only from its own folder and from floors below', () => {
    const broken = imports.filter(({ file, target }) => {
      if (!target.startsWith('.')) return false;
      const from = folderOf(file);
      const to = folderOf(join(dirname(file), target));
      return from !== to && (FLOORS[to] ?? Number.POSITIVE_INFINITY) >= (FLOORS[from] ?? -1);
    });
    expect(broken.map(say)).toEqual([]);
  });

  test('no component is longer than 150 lines, and no file of the screens than 220', () => {
    const long = sourceFiles(join(SOURCE, 'ui')).filter(file => {
      const lines = readFileSync(file, 'utf8').split('\n').length - 1;
      return lines > (file.endsWith('.tsx') ? 150 : 220);
    });
    expect(long.map(file => relative(SOURCE, file))).toEqual([]);
  });

  test('only bedrock, and the local Bedrock in recorded, know the SDK', () => {
    const allowed = new Set(['bedrock', 'recorded']);
    const broken = imports.filter(
      ({ file, target }) => /^@(aws-sdk|smithy)\//.test(target) && !allowed.has(folderOf(file)),
    );
    expect(broken.map(say)).toEqual([]);
  });

  test('only the screens know React and Ink', () => {
    const broken = imports.filter(
      ({ file, target }) => /^(react|ink)(\/|$)/.test(target) && folderOf(file) !== 'ui',
    );
    expect(broken.map(say)).toEqual([]);
  });

  test('what runs in the browser of a reader needs nothing of Node, and no schemas', () => {
    const inBrowser = reachable(join(SOURCE, 'export/html/page/browser/main.ts'));
    expect(inBrowser.size).toBeGreaterThan(50);
    const broken = imports.filter(
      ({ file, target, isType }) =>
        inBrowser.has(file) && !isType && /^node:|^(?:zod|react|ink)$/.test(target),
    );
    expect(broken.map(say)).toEqual([]);
  });

  test('what is pure does no input or output', () => {
    const pure = new Set([
      'run',
      'text',
      'diff',
      'grading',
      'models',
      'analysis',
      'strategies',
      'plain',
      'replay',
    ]);
    const broken = imports.filter(
      ({ file, target }) => target.startsWith('node:') && pure.has(folderOf(file)),
    );
    expect(broken.map(say)).toEqual([]);
  });
});

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      name => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !name.split('/').includes('testing'),
    )
    .map(name => join(folder, name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(IMPORT)].map(match => ({
    file,
    target: match[1] ?? match[2] ?? match[3] ?? '',
    isType: /^(?:import|export) type\b/.test(match[0]),
  }));
}

/** The sources that a source brings along, itself among them. */
function reachable(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const one of imports) {
    if (one.file === file && !one.isType && one.target.startsWith('.')) {
      reachable(join(dirname(file), one.target), found);
    }
  }
  return found;
}

/** The first folder under `src`, or the file itself when it lies there. */
function folderOf(file: string): string {
  return relative(SOURCE, file).split('/')[0] ?? '';
}

function say({ file, target }: Import): string {
  return `${relative(SOURCE, file)} imports ${target}`;
}
