/** The formats that can be imported, in the order in which a file is tried on them: the surest first. */
import { bareChats } from './bare-chats.ts';
import { bhive } from './bhive.ts';
import type { Beginning, Importer } from './importer.ts';
import { inspectLogs } from './inspect.ts';
import { intercode } from './intercode.ts';
import { invocationLogs } from './invocation-logs.ts';
import { reflexion } from './reflexion.ts';
import { renzeDetails } from './renze-details.ts';
import { renzeDialogs } from './renze-dialogs.ts';
import { renzeLogs } from './renze-logs.ts';
import { selfRefine } from './self-refine.ts';
import { selfRefineReports } from './self-refine-reports.ts';

export const IMPORTERS: readonly Importer[] = [
  inspectLogs,
  invocationLogs,
  bhive,
  selfRefine,
  selfRefineReports,
  intercode,
  reflexion,
  renzeDetails,
  renzeDialogs,
  renzeLogs,
  // Takes whatever has roles, and so comes last.
  bareChats,
];

export function importerById(id: string): Importer | undefined {
  return IMPORTERS.find(importer => importer.id === id);
}

/** The one whose file it is; `undefined` when nobody knows it. */
export function importerFor(beginning: Beginning): Importer | undefined {
  return IMPORTERS.find(importer => importer.detects(beginning));
}
