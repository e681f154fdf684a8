/** The page docs/faults.md: what the program survives, in the names of the tests that prove it. */
import { relative } from 'node:path';
import { createVitest } from 'vitest/node';

/** What the outermost `describe` of a file named survives may be, in the order of the page. */
const AREAS: ReadonlyMap<string, string> = new Map([
  ['The wire', 'Bedrock, the network, and what stands between.'],
  ['The process', 'Signals, terminals and pipes that go away, at any moment of a run.'],
  ['The disk', 'Where transcripts, settings and exports are written.'],
  ['Settings', 'The file of settings, whoever wrote it.'],
  ['Hostile text', 'Text that would act on a terminal, a page or a reader.'],
  ['Fuzz', 'Files, arguments and keys that nobody thought of.'],
  ['The screen', 'Sizes, resizes and the widths of characters.'],
  ['People', 'Terminals and settings of those who need or want another look.'],
]);

/** A test of something that is survived, as it is written in its file. */
export interface Survival {
  /** The outermost `describe`; empty where there is none. */
  readonly area: string;
  /** `WHAT HAPPENS: WHAT IS LEFT`. */
  readonly name: string;
  /** Relative to the root of the repository, with slashes. */
  readonly file: string;
}

/** The tests in files named survives, those that are skipped too. Reads them, and runs none. */
export async function survivals(root: string): Promise<Survival[]> {
  const vitest = await createVitest('test', { root, watch: false, run: true });
  try {
    const files = await vitest.globTestSpecifications(['survives']);
    const modules = await vitest.parseSpecifications(files);
    const found = modules.flatMap(module => {
      const [problem] = module.errors();
      const file = relative(root, module.moduleId).replaceAll('\\', '/');
      if (problem) throw new Error(`${file} cannot be read: ${problem.message}`);
      return [...module.children.allTests()].map(test => ({ area: areaOf(test), name: test.name, file }));
    });
    return found.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  } finally {
    await vitest.close();
  }
}

interface Named {
  readonly type: string;
  readonly name?: string;
  readonly parent?: Named;
}

/** What lies in between, as cases of one thing do, is of no matter. */
function areaOf(test: Named): string {
  const { parent } = test;
  if (!parent || parent.type === 'module') return test.type === 'suite' ? (test.name ?? '') : '';
  return areaOf(parent);
}

/** Throws `Error` with a sentence for each test that cannot stand in a table. */
export function faultsPage(found: readonly Survival[]): string {
  const problems = found.map(problemOf).filter(problem => problem !== undefined);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return [
    '# What is survived',
    '',
    'What can go wrong around a run, and what is left of it then. Every line is a test, and this page is made of their names by `npm run docs`.',
    '',
    '- `npm test` runs all of them, with as many tries as a few minutes allow.',
    '- `npm run fuzz` runs them alone and takes its time: hundreds of random moments, sizes and texts.',
    '- A test belongs here by the name of its file, `*.survives.test.ts` or `.tsx`; its outermost `describe` is the area, and its name says `WHAT HAPPENS: WHAT IS LEFT`.',
    '- The faults of a service and of a network can be tried by hand, on this program or on yours: [a local Bedrock](local-bedrock.md) has them all.',
    '',
    `The areas: ${[...AREAS.keys()].map(area => `[${area}](#${anchor(area)})`).join(', ')}.`,
    ...[...AREAS].flatMap(([area, about]) => section(area, about, found)),
    '',
  ].join('\n');
}

function problemOf({ area, name, file }: Survival): string | undefined {
  if (!AREAS.has(area)) {
    const known = [...AREAS.keys()].join(', ');
    return `${file}: the outermost describe is "${area}", and should be one of: ${known}.`;
  }
  if (!/^.*\S: \S/.test(name)) return `${file}: "${name}" does not say WHAT HAPPENS: WHAT IS LEFT.`;
  return undefined;
}

function section(area: string, about: string, found: readonly Survival[]): string[] {
  const rows = found.filter(one => one.area === area).map(row);
  const table = ['| what happens | what is left | proved in |', '| --- | --- | --- |', ...new Set(rows)];
  return ['', `## ${area}`, '', about, ...(rows.length > 0 ? ['', ...table] : [])];
}

function row({ name, file }: Survival): string {
  const said = plainName(name);
  const colon = said.indexOf(': ');
  const link = `[${file.replace(/^src\//, '')}](../${file})`;
  return `| ${escaped(said.slice(0, colon))} | ${escaped(said.slice(colon + 2))} | ${link} |`;
}

/** A name that is put together is read as it stands in the source: of what varies in it there is only a gap. */
function plainName(name: string): string {
  const joined = /^(["'`]).*\1$/s.test(name) ? name.replaceAll(/(["'`])\s*\+\s*\1|^["'`]|["'`]$/g, '') : name;
  return joined.replaceAll(/\\(["'`\\])/g, '$1').replaceAll(/\$\{[^}]*\}|%[sdifjoO#$]|\$[a-z]\w*/g, '…');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\|<*`]/g, '\\$&');
}

function anchor(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}
