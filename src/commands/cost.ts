/** `reflectoscope cost FILE...`: what saved runs cost, why the cache did what it did, and what they would have cost otherwise. */
import { type WhatIf, whatIfs } from '../analysis/what-if.ts';
import type { WhatIfOptions } from '../analysis/what-if-base.ts';
import { type OwnPrices, priceOf } from '../models/prices.ts';
import { resolveModel } from '../models/resolve.ts';
import { costLines } from '../plain/cost.ts';
import { foldAll } from '../run/fold.ts';
import type { Run } from '../run/run.ts';
import { safeJson } from '../text/json.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { createCleaner } from '../transcripts/clean.ts';
import { readTranscript, TranscriptError } from '../transcripts/read.ts';
import { type CostFile, findTranscripts } from './cost-files.ts';
import { costJson } from './cost-json.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { createOutput, type Output } from './output.ts';
import { ownPrices, type PriceFlags } from './price-flags.ts';
import { signsFor } from './terminal.ts';

export interface CostFlags extends PriceFlags {
  readonly json?: boolean | undefined;
  /** Ids of other models, in the order in which they were given. */
  readonly model?: readonly string[] | undefined;
}

interface Read {
  readonly file: string;
  readonly run: Run;
  readonly rows: readonly WhatIf[];
}

/** A file that cannot be read is named, and the others are told; then the exit code is that of wrong use. */
export async function cost(paths: readonly string[], flags: CostFlags): Promise<ExitCode> {
  const prices = ownPrices(flags);
  for (const id of flags.model ?? []) checkModel(id, prices);
  const { files, problems } = findTranscripts(paths);
  const output = createOutput(process.stdout);
  const wrong = [...problems];
  const told: Read[] = [];
  for (const file of files) {
    if (output.closed()) break;
    const read = await readRun(file, { models: flags.model, prices }, wrong);
    if (!read) continue;
    if (!flags.json) tell(read, output, told.length > 0, files.length > 1);
    told.push(read);
  }
  if (flags.json && told.length > 0) output.write(safeJson(told.map(toJson), 2));
  await output.end();
  for (const problem of wrong) complain(problem);
  return wrong.length > 0 ? EXIT.usage : EXIT.done;
}

/** What nobody knows has no price to compare with. */
function checkModel(id: string, prices: OwnPrices): void {
  if (resolveModel(id) ?? priceOf(id, undefined, prices)) return;
  throw new CommandError(
    EXIT.usage,
    `There is no model "${id}" in the catalogue, so no price of it is known.`,
    '"reflectoscope models" lists the models and their ids.',
  );
}

async function readRun(
  { path, named }: CostFile,
  options: WhatIfOptions,
  wrong: string[],
): Promise<Read | undefined> {
  try {
    const { events, notices } = await readTranscript(path);
    notices.forEach(complain);
    const clean = createCleaner();
    const run = foldAll(events.map(clean));
    return run && { file: path, run, rows: whatIfs(run, options) };
  } catch (thrown) {
    if (!(thrown instanceof TranscriptError)) throw thrown;
    // Beside transcripts a folder may hold other things.
    if (named) wrong.push(thrown.message);
    else complain(`${thrown.message} It was left out.`);
    return undefined;
  }
}

function tell({ file, run, rows }: Read, output: Output, isLater: boolean, isOneOfMany: boolean): void {
  if (isLater) output.write('');
  if (isOneOfMany) output.write(sanitizeLine(file));
  for (const line of costLines(run, rows, signsFor(process.env))) output.write(line);
}

function toJson({ file, run, rows }: Read) {
  return { file, ...costJson(run, rows) };
}

function complain(line: string): void {
  process.stderr.write(`${sanitizeLine(line)}\n`);
}
