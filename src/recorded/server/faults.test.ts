/** What the plain client of the AWS SDK sees of every fault, over both protocols. */
import {
  type BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import type { HttpRequest } from '@smithy/core/protocols';
import { describe, expect, onTestFinished, test } from 'vitest';
import { instantClock } from '../../run/clock.ts';
import { anAnswer, TEXT } from '../testing/an-answer.ts';
import { PROTOCOLS, type Protocol, plainClient } from '../testing/sdk-clients.ts';
import { FAULT_HEADER, localBedrock } from './bedrock.ts';
import { createFaultPlan, plannedFault } from './fault-plan.ts';
import { FAULTS, type Fault, type Stage } from './fault-table.ts';
import { type Listening, listen } from './listen.ts';

const MODEL = 'us.amazon.nova-lite-v1:0';

async function served(faults: readonly string[] = []): Promise<Listening> {
  const fault = createFaultPlan(faults.map(plannedFault), () => 0.5);
  const server = await listen(localBedrock({ answerer: anAnswer, fault }), { clock: instantClock() });
  onTestFinished(() => server.close());
  return server;
}

interface Saw {
  readonly text: string;
  /** Members of the stream, without those of the text. */
  readonly events: readonly string[];
  readonly threw: string | undefined;
}

const input = {
  modelId: MODEL,
  messages: [{ role: 'user' as const, content: [{ text: 'What does it cost?' }] }],
};

async function stream(client: BedrockRuntimeClient): Promise<Saw> {
  const events: string[] = [];
  let text = '';
  try {
    const { stream: items = [] } = await client.send(new ConverseStreamCommand(input));
    for await (const item of items) {
      const said = item.contentBlockDelta?.delta?.text;
      if (said !== undefined) text += said;
      else events.push(...Object.keys(item));
    }
    return { text, events, threw: undefined };
  } catch (thrown) {
    return { text, events, threw: (thrown as Error).name };
  }
}

/** How far a stream comes, as the client sees it. */
const REACHES: Readonly<Record<string, (saw: Saw) => void>> = {
  nothing: saw => expect(saw).toMatchObject({ text: '', events: [] }),
  middle: saw => expect(saw).toMatchObject({ text: 'Fünf Cent 🎾 ', events: ['messageStart'] }),
  stop: saw => expect(saw).toMatchObject({ text: TEXT, events: [...CONTENT, 'messageStop'] }),
  end: saw => expect(saw).toMatchObject({ text: TEXT, events: [...CONTENT, 'messageStop', 'metadata'] }),
};
const CONTENT = ['messageStart', 'contentBlockStop'];

const REACHED: Readonly<Record<Stage, keyof typeof REACHES>> = {
  before: 'nothing',
  middle: 'middle',
  stop: 'stop',
};

/** The error that the client throws for a fault that is told, and for pages of somebody else. */
const THROWN: Readonly<Record<string, string>> = {
  'model-stream-error': 'ModelStreamErrorException',
  'proxy-page': 'SyntaxError',
  'login-page': 'Error',
  'empty-500': 'Unknown',
  'unknown-exception': 'brandNewException',
  'unmodelled-error': 'InternalFailure',
  'truncated-frame': 'Error',
  'bad-checksum': 'Error',
};

/** Of the damage that is no error: what is seen. */
const QUIET: Readonly<Record<string, (saw: Saw) => void>> = {
  'truncated-prelude': saw => REACHES.middle?.(saw),
  'unknown-event': saw => REACHES.end?.(saw),
  'unknown-member': saw =>
    expect(saw).toMatchObject({
      text: TEXT,
      events: ['messageStart', 'contentBlockDelta', 'contentBlockStop', 'messageStop', 'metadata'],
    }),
  'no-message-stop': saw => expect(saw).toMatchObject({ text: TEXT, events: CONTENT }),
  'no-metadata': saw => REACHES.stop?.(saw),
  'no-usage': saw => REACHES.end?.(saw),
  'empty-answer': saw =>
    expect(saw).toMatchObject({ text: '', events: ['messageStart', 'messageStop', 'metadata'] }),
  'huge-delta': saw => {
    expect(saw.text.length).toBeGreaterThan(1_000_000);
    expect(saw.events.at(-1)).toBe('metadata');
  },
  'slow-bytes': saw => REACHES.end?.(saw),
  'split-text': saw => REACHES.end?.(saw),
};

/** HTTP/2 tells of no connection that ended, and HTTP/1.1 of every one (measured with the SDK 3.1164). */
const isQuiet = (name: string, protocol: Protocol) => protocol === 'h2' && name !== 'rst-stream';

function expectStream({ name, effect }: Fault, stage: Stage, protocol: Protocol, saw: Saw): void {
  if (effect.kind === 'error' || effect.kind === 'page') {
    REACHES[REACHED[stage]]?.(saw);
    expect(saw.threw).toBe(effect.kind === 'error' ? effect.error.type : THROWN[name]);
  } else if (effect.kind === 'transport') {
    // A reset may overtake what was sent before it.
    if (name !== 'reset') REACHES[REACHED[stage]]?.(saw);
    expect(saw.events).not.toContain('metadata');
    if (stage === 'before') expect(saw.threw).toMatch(/Error$/);
    else if (!isQuiet(name, protocol)) expect(saw.threw).toMatch(/^(?:Timeout)?Error$/);
  } else if (THROWN[name] === undefined) {
    QUIET[name]?.(saw);
    expect([name in QUIET, saw.threw]).toEqual([true, undefined]);
  } else {
    REACHES.middle?.(saw);
    expect(saw.threw).toBe(THROWN[name]);
  }
}

const CASES = FAULTS.flatMap(fault =>
  fault.stages.flatMap(stage =>
    PROTOCOLS.map(protocol => [`${fault.name}@${stage}`, protocol, fault, stage] as const),
  ),
);

describe('the plain client of the SDK', () => {
  test.each(CASES)(
    '%s over %s: a stream ends, as it does with Bedrock',
    async (spec, protocol, fault, stage) => {
      const server = await served([spec]);
      const client = plainClient(server.url, protocol);
      expectStream(fault, stage, protocol, await stream(client));
      client.destroy();
      await expect.poll(server.connections, { interval: 10 }).toBe(0);
    },
  );

  test.each(CASES)(
    '%s over %s: a document comes whole, or is an error',
    async (spec, protocol, fault, stage) => {
      const server = await served([spec]);
      const client = plainClient(server.url, protocol);
      const answer = client.send(new ConverseCommand(input));
      const { effect, isOfStreams, name } = fault;
      if (effect.kind === 'error') await expect(answer).rejects.toMatchObject({ name: effect.error.type });
      else if (effect.kind !== 'damage' || name === 'truncated-frame') await expect(answer).rejects.toThrow();
      else {
        const { output, usage, stopReason } = await answer;
        const text = output?.message?.content?.map(block => block.text).join('');
        expect({ text, stopReason }).toEqual({
          text: name === 'empty-answer' ? '' : TEXT,
          stopReason: 'end_turn',
        });
        expect(usage?.totalTokens).toBe(name === 'no-usage' ? undefined : 20);
      }
      expect(isOfStreams ? stage : 'middle').toBe('middle');
      client.destroy();
      await expect.poll(server.connections, { interval: 10 }).toBe(0);
    },
  );

  test.each(PROTOCOLS)(
    'tries again over %s what may be tried again, and then has the answer',
    async protocol => {
      const server = await served(['throttling:1-2']);
      const client = plainClient(server.url, protocol, { attempts: 3 });
      expect(await stream(client)).toMatchObject({ text: TEXT, threw: undefined });
    },
  );

  test.each(PROTOCOLS)('may leave in the middle of a stall over %s', async protocol => {
    const server = await served(['stall@middle']);
    const client = plainClient(server.url, protocol, { idleMs: 60_000 });
    const abort = new AbortController();
    const { stream: items = [] } = await client.send(new ConverseStreamCommand(input), {
      abortSignal: abort.signal,
    });
    try {
      for await (const item of items) if (item.contentBlockDelta) abort.abort();
    } catch {
      // Over HTTP/1.1 it is told.
    }
    await expect.poll(server.connections, { interval: 10 }).toBe(0);
  });

  test.each(PROTOCOLS)('is let go over %s when the server ends', async protocol => {
    const server = await served(['stall@middle']);
    const client = plainClient(server.url, protocol, { idleMs: 60_000 });
    const saw = stream(client);
    await expect.poll(server.connections, { interval: 10 }).toBe(1);
    await server.close();
    expect((await saw).events).not.toContain('metadata');
  });
});

describe('a fault that a request asks for by its header', () => {
  const ask = (server: Listening, fault: string) =>
    fetch(`${server.url}/model/${encodeURIComponent(MODEL)}/converse`, {
      method: 'POST',
      headers: { [FAULT_HEADER]: fault },
      body: JSON.stringify({ messages: input.messages }),
    });

  test('is its alone', async () => {
    const server = await served();
    expect((await ask(server, 'service-unavailable')).status).toBe(503);
    expect((await ask(server, '')).status).toBe(200);
  });

  test.each(PROTOCOLS)('can be added by the client of the SDK over %s', async protocol => {
    const client = plainClient((await served()).url, protocol);
    client.middlewareStack.add(
      next => args => {
        (args.request as HttpRequest).headers[FAULT_HEADER] = 'internal-error@stop';
        return next(args);
      },
      { step: 'build' },
    );
    expect(await stream(client)).toMatchObject({ text: TEXT, threw: 'InternalServerException' });
  });

  test('goes before the ones that are planned, as does none', async () => {
    const server = await served(['throttling']);
    expect((await ask(server, 'Model-Timeout')).status).toBe(408);
    expect((await ask(server, 'none')).status).toBe(200);
    expect((await ask(server, '')).status).toBe(429);
  });

  test('must be one that there is', async () => {
    const response = await ask(await served(), 'throttle');
    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).toContain('Near it: throttling, throttling-tokens');
  });
});
