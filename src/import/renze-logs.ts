/**
 * Logs of matthewrenze/self-reflection: a text a problem, with `## System:`, `## User 1:`, `## Assistant 1:`,
 * ... and at the end the result. Some agents were asked several times, and only one of those is in the
 * details: the time in the name of the folder tells them apart.
 */
import { basename, dirname, join } from 'node:path';
import type { ImportedGrade, ImportedRun } from './imported-run.ts';
import type { Beginning, Importer, ImportProblem, SourceFile } from './importer.ts';
import { ImportError } from './importer.ts';
import { baselineBeside, dialogBeside, reflectionBeside, rowBeside } from './renze-beside.ts';
import { dialogOf, sameText } from './renze-dialog.ts';
import { BASELINE, detailsOver, isRetry, problemName, published, REFLECTION } from './renze-names.ts';
import { type RenzeAnswer, renzeRun } from './renze-run.ts';
import { wholeText } from './whole-text.ts';

const HEADER = /^# Model: (.+) \| Agent: (.+) \| Exam: (.+) \| Problem (\d+) of \d+\s*$/m;
const SECTION = /^## (System|User \d+|Assistant \d+|Result):\s*$/;

export const renzeLogs: Importer = {
  id: 'renze-logs',
  name: 'Self-reflection logs of M. Renze (Problem N.txt)',
  detects: ({ text }: Beginning) =>
    /^\s*# Model: .+ \| Agent: .+ \| Exam: .+ \| Problem \d+ of \d+/.test(text),
  runs,
};

async function* runs(file: SourceFile): AsyncGenerator<ImportedRun | ImportProblem> {
  const text = await wholeText(file);
  const [, model = '', agentName = '', exam = '', problem] = HEADER.exec(text) ?? [];
  if (problem === undefined) {
    throw new ImportError(
      `${file.path} does not begin with "# Model: ... | Agent: ... | Exam: ... | Problem 1 of 100".`,
    );
  }
  const name = { model, agent: published(agentName), exam };
  const { said, result } = sectionsOf(text);
  const dialog = dialogOf(said);
  if (!dialog) {
    throw new ImportError(
      `${file.path} ends before its last "## Assistant" section, which is the answer: it is cut off.`,
    );
  }
  const root = join(dirname(file.path), '..', '..');
  const time = problemName(file.path)?.time;
  const parts = { name, problem, file: basename(file.path), place: placeOf(problem, name.agent, time) };
  const baseline = await baselineBeside(
    root,
    detailsOver(file.path, { ...name, agent: BASELINE }),
    name,
    problem,
  );
  if (name.agent === REFLECTION) {
    const known = await dialogBeside(root, name, problem);
    const isKnown = known !== undefined && sameText(known.answer, withoutHead(dialog.answer));
    yield renzeRun({
      ...parts,
      repeat: isKnown ? undefined : time,
      baseline,
      reflection: isKnown ? known : dialog,
    });
    return;
  }
  const row = await rowBeside(detailsOver(file.path, name), problem);
  const isPublished = row !== undefined && sameText(row.response, dialog.answer);
  const answer: RenzeAnswer = { dialog, ...(isPublished ? { row } : resultIn(result)) };
  if (result === undefined)
    yield { place: parts.place, problem: 'It has no result: whether it is right is unknown.' };
  const reflection = isRetry(name.agent) ? undefined : await reflectionBeside(root, name, problem);
  yield renzeRun({
    ...parts,
    repeat: isPublished ? undefined : time,
    ...(name.agent === BASELINE ? { baseline: answer } : { baseline, again: answer, reflection }),
  });
}

/** The logs of reflections write a head before what the model said, which the dialogs do not. */
function withoutHead(answer: string): string {
  return answer.replace(/^Response:\s*\n/, '');
}

function placeOf(problem: string, agent: string, time: string | undefined): string {
  return `problem ${problem}, ${agent}${time === undefined ? '' : `, log of ${time}`}`;
}

interface Sections {
  readonly said: { readonly role: string; readonly content: string }[];
  readonly result: string | undefined;
}

/** A line that looks like a head but is not the next one belongs to what somebody said. */
function sectionsOf(text: string): Sections {
  const found: { head: string; lines: string[] }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const head = SECTION.exec(line)?.[1];
    if (head !== undefined && mayFollow(found.at(-1)?.head, head)) found.push({ head, lines: [] });
    else found.at(-1)?.lines.push(line);
  }
  const sections = found.map(({ head, lines }) => ({ head, content: lines.join('\n').trimEnd() }));
  return {
    said: sections.flatMap(({ head, content }) => (head === 'Result' ? [] : { role: roleOf(head), content })),
    result: sections.find(({ head }) => head === 'Result')?.content,
  };
}

function mayFollow(before: string | undefined, head: string): boolean {
  if (before === undefined) return head === 'System';
  if (before === 'System') return head === 'User 1';
  const [who, number] = before.split(' ');
  if (who === 'User') return head === `Assistant ${number}`;
  return who === 'Assistant' && (head === 'Result' || head === `User ${Number(number) + 1}`);
}

function roleOf(head: string): string {
  return (head.split(' ')[0] ?? '').toLowerCase();
}

function resultIn(result: string | undefined): Pick<RenzeAnswer, 'grade' | 'reference'> {
  if (result === undefined) return {};
  const field = (name: string) =>
    new RegExp(`^${name}:[ \\t]*(.*)$`, 'm').exec(result)?.[1]?.trim() || undefined;
  const score = field('Score');
  const number = score === undefined ? Number.NaN : Number(score);
  const known = Number.isFinite(number);
  const grade: ImportedGrade = {
    extracted: field('Agent Answer') ?? null,
    correct: known ? number === 1 : null,
    ...(known && { score: number }),
    method: 'the result in the log: the choice in the answer against the right one',
  };
  return { grade, reference: field('Correct Answer') };
}
