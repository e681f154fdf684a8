/** `models --live` against a control plane on the loopback. */
import { expect, onTestFinished, test } from 'vitest';
import { type Lists, profileSummary, startControlPlane } from '../bedrock/testing/local-control-plane.ts';
import { watchAccount } from './account.ts';
import { runMain } from './testing/in-process.ts';

const NOVA = 'amazon.nova-lite-v1:0';
const LISTS: Lists = {
  models: [
    { modelId: NOVA, modelName: 'Nova Lite', inferenceTypesSupported: ['ON_DEMAND'] },
    { modelId: 'acme.rocket-v1', modelName: 'Rocket \u001b[31m', inferenceTypesSupported: ['ON_DEMAND'] },
  ],
  profiles: [
    profileSummary(`eu.${NOVA}`, 'SYSTEM_DEFINED', NOVA),
    profileSummary('abc123', 'APPLICATION', NOVA),
  ],
};
const KEYS = { AWS_ACCESS_KEY_ID: 'AKIDTEST', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'eu-west-1' };

async function live(lists: Lists, args: readonly string[] = []) {
  const server = await startControlPlane(lists);
  onTestFinished(() => server.close());
  const said = await runMain(['models', '--live', ...args], {
    ...KEYS,
    AWS_ENDPOINT_URL_BEDROCK: server.url,
  });
  return { ...said, requests: server.requests };
}

test('the table says what can be run in the region, and what the catalogue does not know', async () => {
  const { code, stdout, stderr } = await live(LISTS);
  expect(stdout).toContain(`\n    us.${NOVA} + bare eu. apac. ca.\n    can be run in eu-west-1: bare eu.\n`);
  expect(stdout).toMatch(/us\.anthropic\.claude-sonnet-4-6 .*\n {4}cannot be run in eu-west-1\n/);
  expect(stdout).toContain('\n  Profile abc123 (of the account: amazon.nova-lite-v1:0)\n');
  expect(stdout).toContain('\n    acme.rocket-v1\n    price unknown\n');
  expect(stdout).not.toContain('\u001b');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('--json has the same, beside the catalogue', async () => {
  const { stdout } = await live(LISTS, ['--json']);
  const { region, models, others } = JSON.parse(stdout);
  const invocable = models.filter((model: { invocable: boolean }) => model.invocable);
  expect(region).toBe('eu-west-1');
  expect(invocable.map(({ id }: { id: string }) => id)).toEqual([NOVA, `eu.${NOVA}`]);
  expect(others.map(({ kind }: { kind: string }) => kind)).toEqual(['application', 'model']);
});

test('what may not be listed is said, and the catalogue is told without it', async () => {
  const no = 'AccessDeniedException';
  const { code, stdout, stderr } = await live({ refused: { models: no, profiles: no } });
  expect(stderr).toContain('it needs bedrock:ListInferenceProfiles (not for you).\n');
  expect(stdout).toContain(`\n    us.${NOVA} + bare eu. apac. ca.\n  Nova Micro`);
  expect(code).toBe(3);
});

test('without credentials it is said why nothing could be asked', async () => {
  const { code, stdout, stderr } = await runMain(['models', '--live']);
  expect(stderr).toMatch(/^No AWS credentials were found\./);
  expect(stdout).toContain('Nova Lite');
  expect(code).toBe(3);
});

test('the app asks once, when somebody watches, and is told; a failure is silent', async () => {
  const account = { region: 'r', readAt: '2026-11-24T00:00:00.000Z' };
  let asked = 0;
  const watch = watchAccount(async () => {
    asked += 1;
    return { ok: true, account, problems: [] };
  });
  expect([watch.now(), asked]).toEqual([undefined, 0]);
  await new Promise<void>(resolve => {
    watch.subscribe(() => resolve());
    watch.subscribe(() => {});
  });
  expect([watch.now(), asked]).toEqual([account, 1]);

  const failing = watchAccount(() => Promise.reject(new Error('no network')));
  failing.subscribe(() => expect.unreachable());
  await new Promise(resolve => setTimeout(resolve));
  await new Promise(resolve => setTimeout(resolve));
  expect(failing.now()).toBeUndefined();
});
