/** Endpoints of one's own: of the calls, and of the lists of what can be run. */
import type { Environment } from '../bedrock/credentials.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';

/** As the SDK looks for it, so that we know where the calls go. Throws when it is no URL. */
export function runtimeEndpoint(flag: string | undefined, env: Environment): string | undefined {
  if (flag !== undefined) return checkedUrl(flag, '--endpoint', EXIT.usage);
  if (env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') return undefined;
  const name = ['AWS_ENDPOINT_URL_BEDROCK_RUNTIME', 'AWS_ENDPOINT_URL'].find(candidate => env[candidate]);
  return name && checkedUrl(env[name] ?? '', name, EXIT.configuration);
}

/** What AWS itself lists says nothing of an endpoint elsewhere: it must have its own. */
export function controlEndpoint(env: Environment): string | undefined {
  if (env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') return undefined;
  const name = ['AWS_ENDPOINT_URL_BEDROCK', 'AWS_ENDPOINT_URL'].find(candidate => env[candidate]);
  return name && checkedUrl(env[name] ?? '', name, EXIT.configuration);
}

function checkedUrl(endpoint: string, from: string, code: ExitCode): string {
  if (/^https?:\/\/./i.test(endpoint) && URL.canParse(endpoint)) return endpoint;
  throw new CommandError(
    code,
    `"${endpoint}" in ${from} is not a URL: give one like https://bedrock-runtime.us-east-1.amazonaws.com.`,
  );
}
