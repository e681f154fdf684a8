/** Through the real SDK client, against a control plane on the loopback. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Discovered, discover } from './discovery.ts';
import { cacheFile, readCache, writeCache } from './discovery-cache.ts';
import { type Lists, profileSummary, startControlPlane } from './testing/local-control-plane.ts';

const NOW = '2026-11-24T12:00:00.000Z';
const NOVA = 'amazon.nova-lite-v1:0';
const models = [
  { modelId: NOVA, modelName: 'Nova Lite', inferenceTypesSupported: ['ON_DEMAND'] },
  { modelId: 'a.profile-only', inferenceTypesSupported: ['INFERENCE_PROFILE'] },
  { modelId: 'a.silent', inferenceTypesSupported: ['ON_DEMAND'], responseStreamingSupported: false },
];
const profiles = [
  profileSummary(`eu.${NOVA}`, 'SYSTEM_DEFINED', NOVA),
  profileSummary('global.a', 'SYSTEM_DEFINED', 'a'),
  profileSummary('us.a', 'SYSTEM_DEFINED', 'a'),
  profileSummary('abc', 'APPLICATION', NOVA),
];

async function discovered(lists: Lists): Promise<{ found: Discovered; requests: readonly string[] }> {
  vi.stubEnv('AWS_BEARER_TOKEN_BEDROCK', undefined);
  onTestFinished(() => void vi.unstubAllEnvs());
  const server = await startControlPlane(lists);
  onTestFinished(() => server.close());
  const target = { region: 'eu-west-1', anonymous: true, endpoint: server.url };
  return { found: await discover(target, NOW), requests: server.requests };
}

describe('discover', () => {
  test('reads both lists to their last page', async () => {
    const { found, requests } = await discovered({ models, profiles });
    expect(found.ok && found.account).toEqual({
      region: 'eu-west-1',
      readAt: NOW,
      models: [
        { id: NOVA, name: 'Nova Lite', onDemand: true },
        { id: 'a.profile-only', name: 'a.profile-only', onDemand: false },
      ],
      profiles: [
        expect.objectContaining({ id: `eu.${NOVA}`, kind: 'system', models: [NOVA] }),
        expect.objectContaining({ id: 'global.a' }),
        expect.objectContaining({ id: 'us.a' }),
        expect.objectContaining({ id: 'abc', kind: 'application', name: 'Profile abc' }),
      ],
    });
    expect(found.problems).toEqual([]);
    expect(requests.filter(path => path.startsWith('/inference-profiles?'))).toHaveLength(4);
    expect(requests.filter(path => path.startsWith('/foundation-models?'))).toHaveLength(1);
  });

  test('leaves out a list that may not be read, and names the permission', async () => {
    const { found } = await discovered({ models, profiles, refused: { profiles: 'AccessDeniedException' } });
    expect(found.ok && found.account.models).toHaveLength(2);
    expect(found.ok && found.account.profiles).toBeUndefined();
    expect(found.problems).toEqual([
      'This account may not list what it can invoke: it needs bedrock:ListInferenceProfiles (not for you).',
    ]);
  });

  test('knows nothing when neither may be read', async () => {
    const no = 'AccessDeniedException';
    const { found } = await discovered({ refused: { models: no, profiles: no } });
    expect(found.ok).toBe(false);
    expect(found.problems).toHaveLength(2);
  });

  test('says in words that nobody answered', async () => {
    const server = await startControlPlane({});
    await server.close();
    const found = await discover({ region: 'eu-west-1', anonymous: true, endpoint: server.url }, NOW);
    expect(found.ok).toBe(false);
    expect(found.problems).toEqual([expect.stringContaining('refused the connection')]);
  });
});

describe('the cache', () => {
  const account = { region: 'eu-west-1', readAt: NOW, models: [], profiles: [] };
  const folder = () => mkdtempSync(join(tmpdir(), 'account-'));

  test('gives back what was written, for a day', () => {
    const file = join(folder(), 'deeper', 'account.json');
    expect(readCache(file, NOW)).toBeUndefined();
    writeCache(file, account);
    expect(readCache(file, '2026-11-25T11:59:59.000Z')).toEqual(account);
    expect(readCache(file, '2026-11-25T12:00:00.000Z')).toBeUndefined();
    expect(readCache(file, '2026-11-24T11:00:00.000Z')).toBeUndefined();
  });

  test.each(['', '{', '[]', '{"version":2,"account":{}}', '{"version":1,"account":{"region":1}}'])(
    'takes a damaged file (%s) for none, and writes it anew',
    content => {
      const file = join(folder(), 'account.json');
      writeFileSync(file, content);
      expect(readCache(file, NOW)).toBeUndefined();
      writeCache(file, account);
      expect(readCache(file, NOW)).toEqual(account);
    },
  );

  test('that cannot be written is no reason to stop', () => {
    const file = join(folder(), 'a-file');
    writeFileSync(file, '');
    expect(() => writeCache(join(file, 'below', 'account.json'), account)).not.toThrow();
  });

  test('is one for each account, region and endpoint', () => {
    const env = { AWS_ACCESS_KEY_ID: 'AK1' };
    const target = { region: 'eu-west-1' };
    const files = [
      cacheFile('f', target, env),
      cacheFile('f', target, { AWS_ACCESS_KEY_ID: 'AK2' }),
      cacheFile('f', { region: 'us-east-1' }, env),
      cacheFile('f', { ...target, profile: 'work' }, env),
      cacheFile('f', { ...target, endpoint: 'http://localhost:1' }, env),
    ];
    expect(new Set(files).size).toBe(files.length);
    expect(cacheFile('f', target, env)).toBe(files[0]);
  });

  test('has no secret in its name or in it, and is not used where only a secret tells accounts apart', () => {
    const place = folder();
    const secret = { AWS_ACCESS_KEY_ID: 'AK1', AWS_SECRET_ACCESS_KEY: 'hush' };
    const file = cacheFile(place, { region: 'r', endpoint: 'http://me:hush@host/' }, secret);
    expect(file).toBe(
      cacheFile(place, { region: 'r', endpoint: 'http://host/' }, { AWS_ACCESS_KEY_ID: 'AK1' }),
    );
    writeCache(file ?? '', account);
    for (const name of readdirSync(place)) {
      expect(readFileSync(join(place, name), 'utf8') + name).not.toMatch(/hush|AK1/);
    }
    expect(cacheFile(place, { region: 'r' }, { AWS_BEARER_TOKEN_BEDROCK: 'token' })).toBeUndefined();
  });
});
