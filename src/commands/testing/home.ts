/** A home for one test: its own folders, and an environment that knows nothing of AWS. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../../transcripts/testing/temporary-folder.ts';

export interface Home {
  readonly folder: string;
  /** The whole environment of a program that lives here. */
  readonly env: Readonly<Record<string, string>>;
}

/** `files` by their path in the home; `variables` on top of the environment. Gone after the test. */
export function makeHome(
  variables: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): Home {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return {
    folder,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      USERPROFILE: folder,
      XDG_DATA_HOME: join(folder, 'data'),
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_CACHE_HOME: join(folder, 'cache'),
      LC_ALL: 'C.UTF-8',
      // Nobody may ask a metadata service that is not there.
      AWS_EC2_METADATA_DISABLED: 'true',
      ...variables,
    },
  };
}

/** Where a run without --transcript is saved. */
export function runsIn({ folder }: Home): string {
  return join(folder, 'data', 'reflectoscope', 'runs');
}
