/** Exports from the app: into a folder of their own, under a name that is free, and without secrets. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { FORMATS, formatNamed } from '../export/exporters.ts';
import { foldAll } from '../run/fold.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { exportsFolder, transcriptName } from '../transcripts/folder.ts';
import { readTranscript, TranscriptError } from '../transcripts/read.ts';
import type { Desk, RunHandle } from '../ui/desk.ts';
import { CommandError } from './exit-codes.ts';
import type { LibraryDeskOptions } from './library-desk.ts';
import { writeWhole } from './write-file.ts';

export function createAppExports(folder = exportsFolder): Pick<Desk, 'exportFormats' | 'exportAs'> {
  return {
    exportFormats: FORMATS.map(({ id, name }) => ({ id, name })),
    async exportAs(of, id) {
      try {
        return sanitizeLine(await exportTo(folder(), of, id));
      } catch (thrown) {
        return whyNot(thrown);
      }
    },
  };
}

/** Exports of runs that are not open, as the library has them. */
export function createFileExports(folder = exportsFolder): NonNullable<LibraryDeskOptions['exports']> {
  return {
    forms: FORMATS.map(({ id, name }) => ({ id, name })),
    async write(file, id) {
      try {
        const { events } = await readTranscript(file);
        return sanitizeLine(await exportTo(folder(), { events, file }, id));
      } catch (thrown) {
        return whyNot(thrown);
      }
    },
  };
}

function whyNot(thrown: unknown): string {
  const isTold = thrown instanceof CommandError || thrown instanceof TranscriptError;
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  return sanitizeLine(isTold ? why : `The run could not be exported: ${why}`);
}

type Exported = Pick<RunHandle, 'events' | 'file'>;

async function exportTo(folder: string, of: Exported, id: string): Promise<string> {
  const format = formatNamed(id);
  const run = foldAll(of.events.slice(0, 1));
  if (!format || !run) return 'There is nothing to export yet.';
  const { exportInput } = await import('../export/export-input.ts');
  const { createRedactor, replacedWords } = await import('../export/redact.ts');
  const exporter = await format.load();
  const name = of.file === undefined ? transcriptName(run) : basename(of.file);
  const redactor = createRedactor();
  // What happens meanwhile is not of this export.
  const input = exportInput([...of.events], name, redactor, { thinking: true });
  if (!input) return 'There is nothing to export yet.';
  const path = freePath(join(folder, name.replace(/\.jsonl$/i, '')), format.extension);
  await writeWhole(path, exporter.pieces(input), { replace: false });
  const replaced = replacedWords(redactor.report());
  return `Exported to ${path}${replaced === undefined ? '' : `; ${replaced}`}`;
}

function freePath(stem: string, extension: string): string {
  for (let number = 1; ; number++) {
    const path = `${stem}${number === 1 ? '' : `-${number}`}${extension}`;
    if (!existsSync(path)) return path;
  }
}
