import { expect, test } from 'vitest';
import { z } from 'zod';
import { listModels } from '../models/list.ts';
import { modelsJson } from '../models/models-json.ts';
import { runMain } from './testing/in-process.ts';

test('the table fits 80 columns and names every id and every price', async () => {
  const { code, stdout, stderr } = await runMain(['models']);
  const lines = stdout.split('\n');
  expect(lines.filter(line => line.length > 80)).toEqual([]);
  expect(lines.filter(line => line.includes('…'))).toEqual([]);
  for (const { id, priceText, model } of listModels()) {
    expect(stdout).toContain(`\n    ${id}`);
    const row = lines.find(line => line.startsWith(`  ${model.name}  `));
    expect(row).toContain(` ${priceText} `);
  }
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('the other prefixes and what is retired stand beside the id', async () => {
  const { stdout } = await runMain(['models']);
  expect(stdout).toMatch(/ {4}us\.amazon\.nova-lite-v1:0 \+ bare eu\. apac\. ca\.( +\(old price\))?\n/);
  expect(stdout).toMatch(/us\.anthropic\.claude-3-5-haiku-20241022-v1:0 .*\s+\(retired(, old price)?\)\n/);
});

/** As the issue that ordered it describes it. */
const rate = z.number().nullable();
const Contract = z.array(
  z.looseObject({
    id: z.string(),
    name: z.string(),
    provider: z.string(),
    prices: z.object({ input: rate, output: rate, cacheRead: rate, cacheWrite5m: rate, cacheWrite1h: rate }),
    pricesAsOf: z.iso.date(),
    contextTokens: z.int().nullable(),
    maxOutputTokens: z.int().nullable(),
    cache: z
      .looseObject({ minimumTokens: z.int().nullable(), ttl: z.array(z.enum(['5m', '1h'])) })
      .nullable(),
    thinking: z.unknown(),
  }),
);

test('--json is the catalogue in the shape that others rely on', async () => {
  const { stdout } = await runMain(['models', '--json']);
  const models = Contract.parse(JSON.parse(stdout));
  expect(models.length).toBeGreaterThan(20);
  expect(JSON.parse(stdout)).toEqual(
    JSON.parse(JSON.stringify(modelsJson({ today: new Date().toISOString() }))),
  );
});
