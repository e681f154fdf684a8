/** The formats that can be imported, in the order in which a file is tried on them: the surest first. */
import { bareChats } from './bare-chats.ts';
import { bhive } from './bhive.ts';
import type { Beginning, Importer } from './importer.ts';
import { inspectLogs } from './inspect.ts';
import { invocationLogs } from './invocation-logs.ts';

export const IMPORTERS: readonly Importer[] = [
  inspectLogs,
  invocationLogs,
  bhive,
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
