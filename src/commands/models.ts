/** `reflectoscope models`: the catalogue, as a table or as JSON; with --live what the account can run of it. */
import type { AccountModels } from '../models/account.ts';
import { isInvocable, unknownToCatalogue } from '../models/account.ts';
import { type ListOptions, listModels } from '../models/list.ts';
import { modelsJson } from '../models/models-json.ts';
import { safeJson } from '../text/json.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { askAccount } from './account.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { DEFAULT_IDLE_SECONDS } from './flags.ts';
import { modelsTable } from './models-table.ts';
import { createOutput } from './output.ts';
import { ownPrices, type PriceFlags } from './price-flags.ts';
import { chooseSource } from './source.ts';

export interface ModelsFlags extends PriceFlags {
  readonly json?: boolean | undefined;
  readonly live?: boolean | undefined;
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
}

/** The catalogue is told in any case; why the account could not be asked stands on standard error. */
export async function models(flags: ModelsFlags): Promise<ExitCode> {
  const options = { today: new Date().toISOString(), own: ownPrices(flags) };
  const { account, problems } = flags.live ? await liveAccount(flags) : NOT_ASKED;
  const output = createOutput(process.stdout);
  const lines = flags.json
    ? [safeJson(flags.live ? liveJson(options, account) : modelsJson(options), 2)]
    : modelsTable(listModels(options), account, options.own);
  for (const line of lines) output.write(line);
  await output.end();
  for (const problem of problems) process.stderr.write(`${sanitizeLine(problem)}\n`);
  return problems.length > 0 ? EXIT.configuration : EXIT.done;
}

interface Asked {
  readonly account: AccountModels | undefined;
  readonly problems: readonly string[];
}

const NOT_ASKED: Asked = { account: undefined, problems: [] };

async function liveAccount({ profile, region }: ModelsFlags): Promise<Asked> {
  try {
    const flags = { live: true, profile, region, idleTimeout: DEFAULT_IDLE_SECONDS };
    const source = await chooseSource(flags, process.env);
    if (source.kind !== 'live' || !source.account) {
      const where = source.kind === 'live' ? source.where : 'the recordings';
      const problem = `Nothing is known to list what can be run at ${where}: set AWS_ENDPOINT_URL_BEDROCK to its control plane.`;
      return { account: undefined, problems: [problem] };
    }
    const found = await askAccount(source.account, process.env);
    return { account: found.ok ? found.account : undefined, problems: found.problems };
  } catch (thrown) {
    if (!(thrown instanceof CommandError)) throw thrown;
    // Its other lines are about a run.
    return { account: undefined, problems: thrown.lines.slice(0, 1) };
  }
}

/** `invocable` is null where it is not known; the prices of `others` are not known. */
function liveJson(options: ListOptions, account: AccountModels | undefined) {
  return {
    region: account?.region ?? null,
    readAt: account?.readAt ?? null,
    models: modelsJson(options).map(model => ({
      ...model,
      invocable: (account && isInvocable(model.id, account)) ?? null,
    })),
    others: account ? unknownToCatalogue(account) : [],
  };
}
