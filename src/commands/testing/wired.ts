/**
 * Runs of two rounds against a local Bedrock with faults, in the test's own process: the engine, the
 * transcript, the plain lines and the exit code are those of the program. Only tests import it.
 */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createClient } from '../../bedrock/client.ts';
import { converseModel } from '../../bedrock/converse.ts';
import { createPrinter } from '../../plain/printer.ts';
import { localBedrock } from '../../recorded/server/bedrock.ts';
import { chosenFault } from '../../recorded/server/fault-plan.ts';
import { listen } from '../../recorded/server/listen.ts';
import type { Reply } from '../../recorded/server/reply.ts';
import { anAnswer } from '../../recorded/testing/an-answer.ts';
import { type Protocol, plainClient } from '../../recorded/testing/sdk-clients.ts';
import { type Clock, instantClock } from '../../run/clock.ts';
import type { AnyEvent } from '../../run/events.ts';
import type { Milliseconds } from '../../run/price.ts';
import type { Run } from '../../run/run.ts';
import { QUESTION, SETTINGS } from '../../run/testing/sample-run.ts';
import { createCleaner } from '../../transcripts/clean.ts';
import { readForResume } from '../../transcripts/resume.ts';
import { temporaryFolder } from '../../transcripts/testing/temporary-folder.ts';
import { openToResume } from '../resume.ts';
import { exitCodeOf } from '../run.ts';
import type { LiveSource } from '../source.ts';
import { resumeRun, type StartedRun, type StartOptions, startRun } from '../start-run.ts';

/** What somebody has of a run that has ended. */
export interface Told {
  readonly file: string;
  readonly run: Run;
  /** As they lie on the disk. */
  readonly events: readonly AnyEvent[];
  /** What the program printed. */
  readonly lines: readonly string[];
  readonly code: number;
}

export interface WiredWorld {
  readonly url: string;
  /** How many requests came. */
  asked(): number;
  /** How many connections are open at the server. */
  connections(): number;
  /** What becomes of the answers from now on: a fault (`reset@middle`), or nothing. */
  suffer(spec: string | undefined): void;
  /** A run from its beginning to its end. */
  run(how?: RunHow): Promise<Told>;
  /** The same run, gone on with. */
  resume(told: Told): Promise<Told>;
  /** Whoever made the calls leaves. */
  leave(): void;
}

export interface RunHow {
  /** Told what happens. */
  readonly onEvent?: (event: AnyEvent) => void;
  readonly signal?: AbortSignal;
  /** By default nobody waits. */
  readonly clock?: Clock;
}

/** The silence that is borne while a stall is to be seen. */
export const STALL_MS: Milliseconds = 500;
/** No machine is so busy. */
const PATIENCE_MS: Milliseconds = 20_000;

export interface WiredOptions {
  readonly protocol: Protocol;
  /** Instead of what the local Bedrock would say. */
  readonly reply?: () => Reply | undefined;
}

/** Call it inside a test, with which it ends. */
export async function wiredWorld({ protocol, reply }: WiredOptions): Promise<WiredWorld> {
  let asked = 0;
  let suffered: string | undefined;
  const bedrock = localBedrock({
    answerer: anAnswer,
    fault: () => (suffered === undefined ? undefined : chosenFault(suffered)),
  });
  const server = await listen(
    seen => {
      asked += 1;
      return reply?.() ?? bedrock(seen);
    },
    { clock: instantClock() },
  );
  const { url } = server;
  const client =
    protocol === 'h2'
      ? createClient({ anonymous: true, endpoint: url, idleTimeoutMs: PATIENCE_MS })
      : plainClient(url, protocol, { idleMs: 2 * PATIENCE_MS });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  const source: LiveSource = {
    kind: 'live',
    where: url,
    region: undefined,
    model: () =>
      converseModel({
        client,
        get idleTimeoutMs() {
          return suffered?.startsWith('stall') ? STALL_MS : PATIENCE_MS;
        },
        endpoint: url,
      }),
  };
  const folder = temporaryFolder();
  let runs = 0;
  const tell = async (
    file: string,
    start: (options: StartOptions) => StartedRun,
    { onEvent = () => {}, signal = new AbortController().signal, clock = instantClock() }: RunHow = {},
  ): Promise<Told> => {
    const lines: string[] = [];
    const clean = createCleaner();
    const printer = createPrinter(line => lines.push(line));
    const { done } = start({
      source,
      clock,
      signal,
      save: { save: true, transcript: file },
      watch(event) {
        onEvent(event);
        printer.tell(clean(event));
      },
      onSaveProblem(message) {
        throw new Error(message);
      },
    });
    const run = await done;
    const { events, notices } = await readForResume(file);
    if (notices.length > 0) throw new Error(notices.join(' '));
    return { file, run, events, lines, code: exitCodeOf(run) };
  };
  return {
    url,
    asked: () => asked,
    connections: server.connections,
    leave: () => client.destroy(),
    suffer(spec) {
      suffered = spec;
    },
    run: how =>
      tell(
        join(folder, `${runs++}.jsonl`),
        options => startRun({ ...options, question: QUESTION, settings: SETTINGS }),
        how,
      ),
    async resume({ file }) {
      const of = await openToResume(file, { idleTimeout: PATIENCE_MS / 1000, save: true });
      return tell(file, options => resumeRun({ ...options, of }));
    },
  };
}
