/** What runs on this machine for a run: its feedback, and graders that have to run something. Only what was named. */
import { runCommand } from '../checks/command.ts';
import { checkSql } from '../checks/sql-check.ts';
import { createSqlSandbox, GRADING_SQL_LIMITS } from '../checks/sql-sandbox.ts';
import type { GradeText } from '../engine/engine.ts';
import type { RunCheck } from '../engine/perform-checks.ts';
import { gradeAnswerAsync } from '../grading/grade-async.ts';
import { gradeSql } from '../grading/grade-sql.ts';
import { databaseFor } from '../questions/databases.ts';
import type { Question } from '../run/question.ts';
import { gradeOfCall, isCutOff } from '../run/run.ts';
import type { Checks } from '../ui/screens/setting-checks.ts';
import { databaseOf, NO_COMMAND, NO_DATABASE } from './checks-there.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export type CheckFlags = Checks;

export interface RunChecks {
  readonly check: RunCheck;
  readonly grade: GradeText;
  /** Ends what runs; when the run has ended. */
  close(): void;
}

/**
 * `isTrusted`: the question was given for this run. One that comes from a transcript brings no file of
 * its own, only databases of the package.
 */
export function createRunChecks(question: Question, flags: CheckFlags, isTrusted: boolean): RunChecks {
  const sandboxes: { close(): Promise<void> }[] = [];
  let database: Promise<string | undefined> | undefined;
  const databaseNow = () => {
    database ??=
      flags.database === undefined ? databaseFileOf(question, isTrusted) : Promise.resolve(flags.database);
    return database;
  };
  const opened = (limits: Partial<typeof GRADING_SQL_LIMITS> = {}) => {
    let sandbox: Promise<ReturnType<typeof createSqlSandbox> | undefined> | undefined;
    return () => {
      sandbox ??= databaseNow().then(file => {
        if (file === undefined) return undefined;
        const made = createSqlSandbox({ database: file, ...limits });
        sandboxes.push(made);
        return made;
      });
      return sandbox;
    };
  };
  const forFeedback = opened();
  const forGrading = opened(GRADING_SQL_LIMITS);
  return {
    async check({ source, about, run }, signal) {
      if (source === 'sql') {
        const sandbox = await forFeedback();
        if (!sandbox) throw new CommandError(EXIT.usage, NO_DATABASE);
        return checkSql(about.text, sandbox, isCutOff(about) ? 'cut' : 'whole');
      }
      if (flags.check === undefined) throw new CommandError(EXIT.usage, NO_COMMAND);
      const round = run.rounds.find(({ index }) => index === about.round);
      const said = await runCommand(
        {
          command: flags.check,
          answer: about.text,
          question: question.text,
          questionId: question.id,
          round: about.round,
          extracted: round ? (gradeOfCall(round, about)?.extracted ?? null) : null,
        },
        { signal },
      );
      return said;
    },
    async grade(text, asked, ending, { round, signal }) {
      const graded = await gradeAnswerAsync(text, asked, ending);
      if (asked.grader === 'command') {
        const about = { answer: text, round, extracted: graded.extracted };
        return { ...graded, ...(await gradeByCommand(about, question, flags.check, signal)) };
      }
      const references = (asked.reference ?? []).filter(reference => reference.trim() !== '');
      const isOpen = asked.grader === 'sql' && graded.correct === null && graded.extracted !== null;
      if (!isOpen || graded.extracted === null || references.length === 0) return graded;
      const sandbox = await forGrading().catch(() => undefined);
      if (!sandbox) return graded;
      return { ...graded, ...(await gradeSql(graded.extracted, references, sandbox)) };
    },
    close() {
      for (const sandbox of sandboxes) void sandbox.close();
    },
  };
}

/** By the exit code of the command that was named for the run. */
async function gradeByCommand(
  about: { readonly answer: string; readonly round: number; readonly extracted: string | null },
  { id, text }: Question,
  command: string | undefined,
  signal: AbortSignal,
): Promise<{ correct: boolean | null; method: string }> {
  if (command === undefined) return { correct: null, method: "no command was named (--check 'COMMAND')" };
  const { verdict, text: said } = await runCommand(
    { command, question: text, questionId: id, ...about },
    { signal },
  );
  const [first = ''] = said.split('\n', 1);
  return {
    correct: verdict === 'unknown' ? null : verdict === 'pass',
    method: `by the command: ${first.slice(0, 200)}`,
  };
}

async function databaseFileOf(question: Question, isTrusted: boolean): Promise<string | undefined> {
  return databaseOf(question, isTrusted) === undefined ? undefined : databaseFor(question);
}
