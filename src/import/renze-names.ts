/**
 * How the files of matthewrenze/self-reflection are called: `MODEL - AGENT - EXAM`, a CSV of details or a
 * folder with a file a problem, and before it the time where it is a folder of logs. Pure.
 */
import { dirname, join } from 'node:path';

export interface RenzeName {
  readonly model: string;
  /** `baseline`, `retry`, or what was kept of the reflection: `advice`, `solution`, ... */
  readonly agent: string;
  readonly exam: string;
}

export const BASELINE = 'baseline';
/** The dialogs that were reflected on; no answer to the question comes of them. */
export const REFLECTION = 'reflection';

const CSV = /([^/\\]+) - ([^/\\]+) - ([^/\\]+)\.csv(?:\.gz)?$/i;
const IN_FOLDER =
  /(?:([\d-]{10} [\d-]{8}) - )?([^/\\]+) - ([^/\\]+) - ([^/\\]+)[/\\]Problem (\d+)\.(?:json|txt)(?:\.gz)?$/i;

export function detailsName(path: string): RenzeName | undefined {
  const [, model, agent, exam] = CSV.exec(path) ?? [];
  return model && agent && exam ? { model, agent: published(agent), exam } : undefined;
}

export function problemName(
  path: string,
): (RenzeName & { readonly problem: string; readonly time: string | undefined }) | undefined {
  const [, time, model, agent, exam, problem] = IN_FOLDER.exec(path) ?? [];
  return model && agent && exam && problem
    ? { model, agent: published(agent), exam, problem, time }
    : undefined;
}

/** The folder of the retries has an earlier name. */
export function published(agent: string): string {
  return agent === 'incorrect' ? 'retry' : agent;
}

/** Whether the model was only told that it had been wrong. */
export function isRetry(agent: string): boolean {
  return agent === 'retry';
}

/** The CSV with the answers of an agent, seen from another file of details. */
export function detailsBeside(path: string, { model, agent, exam }: RenzeName): string {
  return join(dirname(path), `${model} - ${agent} - ${exam}.csv`);
}

/** The same, seen from a file in one of the folders of dialogs or logs. */
export function detailsOver(path: string, name: RenzeName): string {
  return join(dirname(path), '..', '..', 'details', `${name.model} - ${name.agent} - ${name.exam}.csv`);
}

/** The dialogs of an agent on a problem, wherever they may be, seen from the folder above all of them. */
export function dialogsIn(root: string, { model, agent, exam }: RenzeName, problem: string): string[] {
  const agents = isRetry(agent) ? [agent, 'incorrect'] : [agent];
  return agents.map(one => join(root, 'dialogs', `${model} - ${one} - ${exam}`, `Problem ${problem}.json`));
}
