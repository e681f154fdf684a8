/** The profile of the AWS files that counts, and how it gives credentials. Keeps no value but a region. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { loadSharedConfigFiles } from '@smithy/core/config';
import { awsFiles, type Environment } from './credentials.ts';

export interface ChosenProfile {
  readonly name: string;
  /** `--profile`, `AWS_PROFILE`, or nobody. */
  readonly from: '--profile' | 'AWS_PROFILE' | 'default';
  /** Whether one of the files has it. */
  readonly isThere: boolean;
  /** How many profiles there are. */
  readonly of: number;
  readonly region?: string;
  /** What it gives credentials by, in words; absent: by nothing. */
  readonly gives?: string;
  /** Files that are there and cannot be read. */
  readonly unreadable: readonly string[];
}

type Sections = Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;

/** Never throws: files that cannot be read are as if they were empty, as they are to the SDK. */
export async function chosenProfile(env: Environment, asked: string | undefined): Promise<ChosenProfile> {
  const from = asked ? '--profile' : env.AWS_PROFILE ? 'AWS_PROFILE' : 'default';
  const name = asked || env.AWS_PROFILE || 'default';
  const read = await readFiles();
  const both = { ...read?.configFile[name], ...read?.credentialsFile[name] };
  const names = new Set([
    ...Object.keys(read?.configFile ?? {}).filter(section => !section.includes('.')),
    ...Object.keys(read?.credentialsFile ?? {}),
  ]);
  const gives = waysOf(both).join(', ');
  return {
    name,
    from,
    isThere: names.has(name),
    of: names.size,
    ...(both.region !== undefined && { region: both.region }),
    ...(gives !== '' && { gives }),
    unreadable: awsFiles(env).filter(file => existsSync(file) && !mayRead(file)),
  };
}

async function readFiles(): Promise<{ configFile: Sections; credentialsFile: Sections } | undefined> {
  try {
    return await loadSharedConfigFiles({ ignoreCache: true });
  } catch {
    return undefined;
  }
}

function mayRead(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** By the names of its settings (docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html, read 2026-11). */
const WAYS: readonly (readonly [setting: string, words: string])[] = [
  ['aws_access_key_id', 'keys'],
  ['role_arn', 'a role'],
  ['web_identity_token_file', 'a web identity'],
  ['sso_session', 'SSO'],
  ['sso_start_url', 'SSO'],
  ['login_session', 'aws login'],
  ['credential_process', 'a credential_process'],
];

function waysOf(settings: Sections[string]): string[] {
  return [...new Set(WAYS.flatMap(([setting, words]) => (settings[setting] ? [words] : [])))];
}
