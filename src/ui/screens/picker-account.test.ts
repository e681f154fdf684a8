/** What the picker makes of the account: what cannot be run here, own prices, and profiles for a bare id. */
import { expect, test } from 'vitest';
import type { AccountModels } from '../../models/account.ts';
import { listModels } from '../../models/list.ts';
import { readPrices } from '../../models/price-file.ts';
import { modelDetails } from '../panes/model-details.ts';
import { offlineServices } from '../testing/services.ts';
import { textOf, textsOf } from '../testing/shown.ts';
import { matching, selectedItem } from '../widgets/list-state.ts';
import { textState } from '../widgets/text-editing.ts';
import { pickerFrame } from './picker-frame.ts';
import { givenModel, modelItems } from './picker-items.ts';
import { modelRow } from './picker-rows.ts';
import { choiceOf, filterModels, initialPicker } from './picker-state.ts';

const NOVA = 'amazon.nova-lite-v1:0';
const account: AccountModels = {
  region: 'eu-west-1',
  readAt: '2026-11-24T00:00:00.000Z',
  models: [],
  profiles: [{ id: `eu.${NOVA}`, arn: 'arn:x', name: 'x', kind: 'system', models: [NOVA] }],
};
const services = await offlineServices();

test('a model that is not listed here has a mark in its row, and its details say what is instead', () => {
  const listed = listModels().find(({ id }) => id === `us.${NOVA}`);
  const item = modelItems(services.models, undefined).find(({ id }) => id === `us.${NOVA}`);
  const look = { width: 60, selected: false };
  expect(item && textOf(modelRow(item, look, account))).toMatch(/^Nova Lite +not here +\$/);
  expect(item && textOf(modelRow(item, look))).toMatch(/^Nova Lite +cache +\$/);
  expect(textOf(modelRow(givenModel(`eu.${NOVA}`, true), look, account))).not.toContain('not here');
  expect(textsOf(modelDetails(`us.${NOVA}`, listed, 60, account)).join(' ')).toContain(
    `Not listed in eu-west-1; there is eu.${NOVA}.`,
  );
  expect(textsOf(modelDetails(`us.${NOVA}`, listed, 60)).join(' ')).not.toContain('Not listed');
});

test('the frame keeps its size when the account becomes known', () => {
  const state = initialPicker(services, { model: `us.${NOVA}` });
  const base = { state, services, choice: choiceOf(state, services), notice: undefined };
  for (const [width, height] of [
    [80, 24],
    [120, 36],
  ] as const) {
    const { lines } = pickerFrame({ ...base, account, width, height });
    expect(lines).toHaveLength(height);
    expect(textsOf(lines).join('\n')).toContain('Not listed in eu-west-1');
    expect(textsOf(lines).every(text => text.length <= width)).toBe(true);
  }
});

test('a bare id that needs a profile offers its profiles, and not itself', () => {
  const { models } = initialPicker(services, {});
  const found = filterModels(models, textState('anthropic.claude-sonnet-4-6'));
  const ids = matching<{ id: string; label: string }>(found).map(({ id }) => id);
  expect(ids).toEqual(
    expect.arrayContaining(['us', 'eu', 'global'].map(prefix => `${prefix}.anthropic.claude-sonnet-4-6`)),
  );
  expect(ids).not.toContain('anthropic.claude-sonnet-4-6');
  expect(selectedItem(found)?.id).toBe('us.anthropic.claude-sonnet-4-6');
});

test('a bare id that can be invoked is meant as it is', () => {
  const { models } = initialPicker(services, {});
  expect(selectedItem(filterModels(models, textState(NOVA)))?.id).toBe(NOVA);
});

test('a price of the user is shown, for an unknown id too; an old one is marked', () => {
  const row = { input: 1, output: 2, asOf: '2026-01-01', source: 'contract' };
  const read = readPrices({ 'acme.rocket-v1': row, [`eu.${NOVA}`]: row }, '--prices');
  const prices = { today: '2026-11-24', own: read.ok ? read.prices : undefined };
  const look = { width: 60, selected: false };
  expect(textOf(modelRow(givenModel('acme.rocket-v1', true, prices), look))).toMatch(/ \$1 \/ \$2$/);
  const known = givenModel(`eu.${NOVA}`, true, prices);
  expect(textOf(modelRow(known, look))).toMatch(/ \$1 \/ \$2$/);
  expect(textsOf(modelDetails(known.id, known.listed, 60)).join(' ')).toContain('prices of 2026-01-01 (old)');
});
