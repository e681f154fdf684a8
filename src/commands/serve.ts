/** `reflectoscope serve`: a Bedrock on this machine, for any program that speaks to one. */
import { type LocalBedrockOptions, localBedrock, type Served } from '../recorded/server/bedrock.ts';
import { createFaultPlan, FaultError, plannedFault } from '../recorded/server/fault-plan.ts';
import { type Listening, listen } from '../recorded/server/listen.ts';
import { logJson, logLine } from '../recorded/server/log.ts';
import { seeded } from '../recorded/written-answer.ts';
import { instantClock, realClock } from '../run/clock.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { meansLoopback } from './endpoint-provenance.ts';
import { CommandError, EXIT, type ExitCode } from './exit-codes.ts';
import { onInterrupt } from './interrupts.ts';
import { createOutput } from './output.ts';
import { type AnsweringFlags, answeringFor } from './serve-answers.ts';
import { faultTable } from './serve-faults.ts';

export interface ServeFlags extends AnsweringFlags {
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly speed?: number | undefined;
  readonly fault?: readonly string[] | undefined;
  readonly listFaults?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly log?: 'text' | 'json' | undefined;
  readonly quiet?: boolean | undefined;
}

export async function serve(file: string | undefined, flags: ServeFlags): Promise<ExitCode> {
  const output = createOutput(process.stdout);
  if (flags.listFaults) {
    for (const line of faultTable(flags.json ?? false)) output.write(line);
    await output.end();
    return EXIT.done;
  }
  checkPace(flags);
  const faults = plannedFaults(flags.fault ?? []);
  const answering = answeringFor(file, flags);
  for (const notice of answering.notices) note(notice);
  const isLoopback = flags.host === undefined || meansLoopback(flags.host);
  let answered = 0;
  const options: LocalBedrockOptions = {
    answerer: answering.answerer,
    fault: createFaultPlan(faults, seeded(flags.seed ?? 1)),
    provenance: answering.provenance,
    listed: { models: answering.models, region: REGION },
    onlyLoopback: isLoopback,
    onReply(served) {
      if (served.model !== undefined) answered += 1;
      if (!flags.quiet) logWhenEnded(served, flags.log ?? 'text');
    },
  };
  const server = await listening(options, flags);
  const interrupts = onInterrupt();
  if (!isLoopback) note(OPEN_TO_OTHERS(flags.host ?? ''));
  for (const line of howToUse(server.url, answering.words)) output.write(line);
  await aborted(interrupts.signal);
  await server.close();
  interrupts.release();
  note(`Stopped after ${answered === 1 ? 'one call' : `${answered} calls`}.`);
  await output.end();
  return EXIT.done;
}

/** Any will do: whoever signs must name one. */
const REGION = 'us-east-1';
const USUAL_PORT = 8765;

const OPEN_TO_OTHERS = (host: string) =>
  `Warning: at ${host} every machine that reaches this one can read these recordings, and nothing is asked of them.`;

function howToUse(url: string, words: string): string[] {
  return [
    `Bedrock at ${url} (HTTP/1.1 and HTTP/2), answering from ${words}.`,
    '',
    'For a program with an AWS SDK:',
    `  export AWS_ENDPOINT_URL_BEDROCK_RUNTIME=${url} AWS_ENDPOINT_URL_BEDROCK=${url}`,
    `  export AWS_REGION=${REGION} AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local`,
    `Or: reflectoscope --endpoint ${url}`,
    '',
    'Ctrl+C ends it.',
  ];
}

/** The usual port, or where that is taken any other; one that was asked for, or an error. */
async function listening(options: LocalBedrockOptions, flags: ServeFlags): Promise<Listening> {
  const { speed = 1 } = flags;
  const clock = Number.isFinite(speed) ? realClock(speed) : instantClock();
  const at = (port: number) =>
    listen(localBedrock(options), { clock, port, host: flags.host, onStranger: note });
  try {
    return await at(flags.port ?? USUAL_PORT);
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (flags.port === undefined && (code === 'EADDRINUSE' || code === 'EACCES')) return at(0);
    throw new CommandError(EXIT.usage, whyNotListening(code, message, flags));
  }
}

function whyNotListening(code: string | undefined, message: string, { port = 0, host }: ServeFlags): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program: give another --port, or leave it out for a free one.`;
    case 'EACCES':
      return `This user may not listen on port ${port}: give one above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host ?? ''} is no address of this machine: --host is one, like 127.0.0.1 or 0.0.0.0.`;
    default:
      return `Nothing can be served there: ${message}.`;
  }
}

function checkPace({ speed, tokensPerSecond }: ServeFlags): void {
  if (speed === undefined || tokensPerSecond === undefined) return;
  throw new CommandError(EXIT.usage, '--speed and --tokens-per-second exclude each other: choose one.');
}

function plannedFaults(specs: readonly string[]) {
  try {
    return specs.map(plannedFault);
  } catch (thrown) {
    if (thrown instanceof FaultError) throw new CommandError(EXIT.usage, thrown.message);
    throw thrown;
  }
}

/** Once it is known how it ended. */
function logWhenEnded(served: Served, format: 'text' | 'json'): void {
  const at = new Date();
  const began = performance.now();
  void served.seen.ended.then(ended => {
    const logged = { ...served, at: at.toISOString(), ended, wallMs: performance.now() - began };
    process.stderr.write(`${format === 'json' ? logJson(logged) : logLine(logged)}\n`);
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function note(text: string): void {
  process.stderr.write(`${sanitizeLine(text)}\n`);
}
