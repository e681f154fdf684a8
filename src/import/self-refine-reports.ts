/**
 * The reports of Self-Refine on grade-school mathematics (madaan/self-refine, gsm_selfref_eval.py): plain
 * text with a solution that was wrong, what was said of it and the next solution, which was right. The
 * source lists such pairs alone, and does not say which rounds of a run they were.
 */
import { basename } from 'node:path';
import type { ImportedRun } from './imported-run.ts';
import { importedSettings } from './imported-settings.ts';
import type { Beginning, Importer, ImportProblem, SourceFile } from './importer.ts';
import { ImportError } from './importer.ts';
import { modelInPath } from './model-in-path.ts';
import { sourceName } from './source-name.ts';
import { linesWithin } from './values.ts';

const REPORT = /^Report (\d+):\s*$/;
const RULER = /^={40,}\s*$/;
const HEADS = ['Previous solution', 'Feedback', 'Next solution'] as const;
type Head = (typeof HEADS)[number];

export const selfRefineReports: Importer = {
  id: 'self-refine-reports',
  name: 'Self-Refine reports (.reports.txt)',
  detects: ({ text }: Beginning) => /^\s*Report \d+:\s*\r?\n\s*Previous solution:\s*\r?\n/.test(text),
  runs,
};

interface Report {
  readonly number: string;
  readonly line: number;
  readonly parts: Map<Head, string[]>;
  head?: Head;
}

async function* runs(file: SourceFile): AsyncGenerator<ImportedRun | ImportProblem> {
  const seen = new Set<string>();
  let count = 0;
  for await (const report of reportsIn(file)) {
    count += 1;
    const place = `report ${report.number}, line ${report.line}`;
    const missing = HEADS.find(head => !report.parts.has(head));
    if (missing !== undefined) yield { place, problem: `It has no "${missing}:", or ends before it.` };
    else if (seen.has(report.number)) {
      yield { place, problem: `Report ${report.number} is there twice; the first one counts.` };
    } else {
      seen.add(report.number);
      yield runOf(file, report, place);
    }
  }
  if (count === 0) throw new ImportError(`${file.path} holds no report: none begins with "Report 1:".`);
}

async function* reportsIn(file: SourceFile): AsyncGenerator<Report> {
  let open: Report | undefined;
  for await (const { number: line, text: read } of linesWithin(file.text())) {
    const text = (read ?? '').replace(/\r$/, '');
    const begun = REPORT.exec(text)?.[1];
    if (RULER.test(text) || begun !== undefined) {
      if (open) yield open;
      open = begun === undefined ? undefined : { number: begun, line, parts: new Map() };
      continue;
    }
    if (!open) continue;
    const head = HEADS.find((one, index) => text.trimEnd() === `${one}:` && open?.parts.size === index);
    if (head) {
      open.head = head;
      open.parts.set(head, []);
    } else if (open.head) open.parts.get(open.head)?.push(text);
  }
  if (open) yield open;
}

function runOf(file: SourceFile, { number, parts }: Report, place: string): ImportedRun {
  const [previous = '', feedback = '', next = ''] = HEADS.map(head =>
    (parts.get(head) ?? []).join('\n').trim(),
  );
  const model = modelInPath(file.path);
  const name = basename(file.path);
  return {
    key: `${sourceName(file.path)} ${number}`,
    question: {
      id: `gsm-report-${number}`,
      domain: 'mathematics',
      text:
        questionIn(previous) ?? questionIn(next) ?? `The question of report ${number} is not in the report.`,
      grader: 'text',
    },
    settings: importedSettings({ model, strategy: 'self-refine', rounds: 1 }),
    source: {
      from: 'self-refine',
      file: name,
      place,
      unknown: [
        'timing',
        'usage',
        ...(model === undefined ? ['model'] : []),
        'prompts',
        'settings',
        'answers',
      ],
    },
    rounds: [
      {
        kind: 'answer',
        calls: [{ purpose: 'answer', text: previous }],
        checks: [{ source: 'critic', text: feedback, verdict: 'unknown' }],
        grades: [{ extracted: previous, correct: false, method: `not right when it was run; ${SELECTED}` }],
      },
      {
        kind: 'reflection',
        calls: [{ purpose: 'revise', text: next }],
        grades: [{ extracted: next, correct: true, method: `right when it was run; ${SELECTED}` }],
      },
    ],
  };
}

const SELECTED = 'the source lists only wrong solutions that were made right';

/** The programs carry the question as their docstring. */
function questionIn(program: string): string | undefined {
  return /"""([\s\S]+?)"""/.exec(program)?.[1]?.trim();
}
