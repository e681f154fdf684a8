/** A home folder with AWS files in it, and an environment that knows nothing else, for one test. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished, vi } from 'vitest';

export interface InventedHome {
  readonly folder: string;
  /** The AWS variables, as they also are in `process.env`. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** `files` by their path in the home folder; `variables` are all AWS variables that are set. */
export function inventHome(
  files: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string>> = {},
): InventedHome {
  const folder = mkdtempSync(join(tmpdir(), 'home-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  }
  const env: Record<string, string> = {
    HOME: folder,
    USERPROFILE: folder,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...variables,
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, env };
}
