/** A folder for one test: there while it runs, gone after it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Call it inside a test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'reflectoscope-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file in a folder of its own; returns its path. */
export function temporaryFile(content: string | Uint8Array, name = 'run.jsonl'): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

/** Events as they stand in a file. */
export function asLines(events: readonly object[]): string {
  return events.map(event => `${JSON.stringify(event)}\n`).join('');
}
