/** The formats that can be imported, in the order in which a file is tried on them: the surest first. */
import { bareChats } from './bare-chats.ts';
import type { Beginning, Importer } from './importer.ts';
import { intercode } from './intercode.ts';
import { reflexion } from './reflexion.ts';
import { renzeDetails } from './renze-details.ts';
import { renzeDialogs } from './renze-dialogs.ts';
import { renzeLogs } from './renze-logs.ts';
import { selfRefine } from './self-refine.ts';
import { selfRefineReports } from './self-refine-reports.ts';

export const IMPORTERS: readonly Importer[] = [
  selfRefine,
  selfRefineReports,
  intercode,
  reflexion,
  renzeDetails,
  renzeDialogs,
  renzeLogs,
  bareChats,
];

export function importerById(id: string): Importer | undefined {
  return IMPORTERS.find(importer => importer.id === id);
}

/** The one whose file it is; `undefined` when nobody knows it. */
export function importerFor(beginning: Beginning): Importer | undefined {
  return IMPORTERS.find(importer => importer.detects(beginning));
}
