import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { askBedrock } from './ask-bedrock.ts';
import { type Lists, startControlPlane } from './testing/local-control-plane.ts';

async function asked(lists: Lists) {
  const { url, close, requests } = await startControlPlane(lists);
  onTestFinished(close);
  const answer = await askBedrock({ region: 'eu-west-1', anonymous: true, endpoint: url }, 10_000);
  return { answer, requests };
}

test('one list is asked for, once, and its models are counted', async () => {
  const { answer, requests } = await asked({ models: [{ modelId: 'a' }, { modelId: 'b' }] });
  expect(answer).toEqual({ kind: 'listed', models: 2, tookMs: expect.any(Number) });
  expect(requests).toEqual(['/foundation-models?byOutputModality=TEXT']);
});

test.each(['AccessDeniedException', 'UnknownOperationException'])('%s is an answer', async name => {
  const { answer, requests } = await asked({ refused: { models: name } });
  expect(answer).toEqual({ kind: 'refused', status: 403, tookMs: expect.any(Number) });
  expect(requests).toHaveLength(1);
});

test.each([
  ['ExpiredTokenException', true],
  ['UnrecognizedClientException', true],
  ['ThrottlingException', false],
])('%s is a failure, told with what would help', async (name, isSetup) => {
  const { answer, requests } = await asked({ refused: { models: name } });
  expect(answer).toMatchObject({ kind: 'silent', isSetup, error: { name } });
  expect(requests).toHaveLength(1);
});

test('a server that never answers is given up', async () => {
  const server = createServer(() => {});
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = await askBedrock({ region: 'eu-west-1', anonymous: true, endpoint }, 100);
  expect(answer).toMatchObject({ kind: 'silent', isSetup: false, error: { name: 'TimeoutError' } });
});

test('where nobody listens, that is said', async () => {
  const answer = await askBedrock(
    { region: 'eu-west-1', anonymous: true, endpoint: 'http://127.0.0.1:9' },
    5000,
  );
  expect(answer).toMatchObject({
    kind: 'silent',
    error: { message: 'http://127.0.0.1:9 refused the connection.' },
  });
});
