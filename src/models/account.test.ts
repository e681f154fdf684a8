import { expect, test } from 'vitest';
import { type AccountModels, isInvocable, unknownToCatalogue } from './account.ts';

const nova = 'amazon.nova-lite-v1:0';
const arn = 'arn:aws:bedrock:eu-west-1:1:application-inference-profile/abc';
const account: AccountModels = {
  region: 'eu-west-1',
  readAt: '2026-11-24T00:00:00.000Z',
  models: [
    { id: nova, name: 'Nova Lite', onDemand: true },
    { id: 'anthropic.claude-sonnet-4-6', name: 'Sonnet', onDemand: false },
    { id: 'acme.rocket', name: 'Rocket', onDemand: true },
    { id: 'acme.glider', name: 'Glider', onDemand: false },
  ],
  profiles: [
    {
      id: `eu.${nova}`,
      arn: 'arn:aws:bedrock:eu-west-1:1:inference-profile/eu',
      name: '',
      kind: 'system',
      models: [nova],
    },
    { id: 'abc', arn, name: 'team', kind: 'application', models: [nova] },
  ],
};

test('what is listed can be invoked, and what its list does not have cannot', () => {
  expect(isInvocable(nova, account)).toBe(true);
  expect(isInvocable(`eu.${nova}`, account)).toBe(true);
  expect(isInvocable(arn, account)).toBe(true);
  expect(isInvocable(`us.${nova}`, account)).toBe(false);
  expect(isInvocable('anthropic.claude-sonnet-4-6', account)).toBe(false);
  expect(isInvocable('nobody.knows', account)).toBe(false);
});

test('without a list nobody can say, nor of an ARN that is not listed', () => {
  expect(isInvocable(`us.${nova}`, { ...account, profiles: undefined })).toBeUndefined();
  expect(isInvocable('deepseek.v3.2', { ...account, models: undefined })).toBeUndefined();
  expect(isInvocable('nobody.knows', { ...account, models: undefined })).toBeUndefined();
  expect(isInvocable(`${arn}x`, account)).toBeUndefined();
});

test('what the catalogue does not know is named when it can be invoked, own profiles first', () => {
  expect(unknownToCatalogue(account).map(({ id, kind }) => `${kind} ${id}`)).toEqual([
    `application ${arn}`,
    'model acme.rocket',
  ]);
});
