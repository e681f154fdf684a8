/** `reflectoscope doctor`: what this machine gives the program, area by area, and what would help where something is missing. */
import { homedir } from 'node:os';
import type { Environment } from '../bedrock/credentials.ts';
import type { FoundCredentials } from '../bedrock/credentials-found.ts';
import { safeJson } from '../text/json.ts';
import { type Area, exitCodeFor, type Finding, problem } from './doctor/finding.ts';
import { createPrivacy, privateFinding } from './doctor/private.ts';
import { doctorLines, summaryLine } from './doctor/words.ts';
import { runtimeEndpoint } from './endpoints.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { createOutput } from './output.ts';
import { signsFor } from './terminal.ts';
import { version } from './version.ts';

export interface DoctorFlags {
  readonly json?: boolean | undefined;
  /** Asks nobody: no service, no process, not Bedrock. */
  readonly offline?: boolean | undefined;
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** Each of what may take long has so much time; together they may take three times as long. */
const LIMIT_MS = 5000;

/** Works where everything is broken: an area that cannot be looked at is a finding of its own. */
export async function doctor(flags: DoctorFlags): Promise<ExitCode> {
  const { env } = process;
  if (flags.offline && flags.endpoint !== undefined) {
    throw new CommandError(EXIT.usage, '--offline and --endpoint exclude each other: choose one.');
  }
  if (flags.endpoint !== undefined) runtimeEndpoint(flags.endpoint, env);
  const hide = createPrivacy({ env, homes: homesOf(env) });
  const output = createOutput(process.stdout);
  const signs = signsFor(env);
  const width = process.stdout.isTTY ? process.stdout.columns : undefined;
  const areas: Area[] = [];
  for (const [area, look] of looks(flags, env)) {
    const findings = (await guarded(look)).map(finding => privateFinding(finding, hide));
    areas.push({ area, findings });
    if (!flags.json) for (const line of doctorLines({ area, findings }, signs, width)) output.write(line);
  }
  const findings = areas.flatMap(one => one.findings);
  const code = exitCodeFor(findings);
  output.write(flags.json ? safeJson(doctorJson(areas, code), 2) : summaryLine(findings));
  await output.end();
  return code;
}

type Look = () => readonly Finding[] | Promise<readonly Finding[]>;

/** In the order in which they are told. Each loads what it needs when its turn comes. */
function looks(flags: DoctorFlags, env: Environment): (readonly [area: string, look: Look])[] {
  const now = new Date().toISOString();
  const offline = flags.offline ?? false;
  let asked: Promise<FoundCredentials> | undefined;
  const credentials = () => {
    asked ??= import('../bedrock/credentials-found.ts').then(({ findCredentials }) =>
      findCredentials(env, flags, { limitMs: LIMIT_MS, offline }),
    );
    return asked;
  };
  return [
    ['Versions', async () => (await import('./doctor/versions.ts')).versionFindings(env)],
    ['Folders', async () => (await import('./doctor/folders.ts')).folderFindings(env)],
    ['Terminal', async () => (await import('./doctor/terminal.ts')).terminalFindings(env, process)],
    [
      'Credentials',
      async () => {
        const { credentialFindings } = await import('./doctor/credentials.ts');
        return credentialFindings(await credentials(), { isElsewhere: isElsewhere(flags, env), now });
      },
    ],
    [
      'Bedrock',
      async () => {
        const { badEndpoint, bedrockFindings } = await import('./doctor/bedrock.ts');
        const endpoint = endpointOf(flags, env);
        if (endpoint === 'no URL')
          return [badEndpoint('AWS_ENDPOINT_URL_BEDROCK_RUNTIME or AWS_ENDPOINT_URL')];
        const { profile } = flags;
        return bedrockFindings({
          env,
          found: await credentials(),
          profile,
          endpoint,
          offline,
          limitMs: LIMIT_MS,
        });
      },
    ],
    ['Network', async () => (await import('./doctor/network.ts')).networkFindings(env)],
    ['Prices', async () => (await import('./doctor/prices.ts')).priceFindings(now)],
    ['Settings', async () => (await import('./doctor/settings-file.ts')).settingsFindings()],
    ['Saved runs', async () => (await import('./doctor/saved-runs.ts')).runFindings(LIMIT_MS)],
    ['Start', async () => (await import('./doctor/start.ts')).startFindings(env)],
  ];
}

/** Where calls would go instead of Bedrock. */
function endpointOf(flags: DoctorFlags, env: Environment): string | undefined {
  try {
    return runtimeEndpoint(flags.endpoint, env);
  } catch {
    return 'no URL';
  }
}

function isElsewhere(flags: DoctorFlags, env: Environment): boolean {
  return endpointOf(flags, env) !== undefined;
}

/** What nobody foresaw is one more thing that was found. */
async function guarded(look: Look): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    return [
      problem('could not be looked at', why, 'What is wrong above may be the reason.', { code: EXIT.failed }),
    ];
  }
}

function homesOf(env: Environment): string[] {
  const named = [env.HOME, env.USERPROFILE].filter(home => home !== undefined && home !== '');
  try {
    return [...(named as string[]), homedir()];
  } catch {
    return named as string[];
  }
}

function doctorJson(areas: readonly Area[], code: ExitCode) {
  const all = areas.flatMap(({ area, findings }) =>
    findings.map(finding => ({
      area,
      what: finding.what,
      state: finding.state,
      says: finding.says,
      help: finding.help ?? null,
      facts: finding.facts ?? {},
    })),
  );
  return { version: version(), exitCode: code, findings: all };
}
