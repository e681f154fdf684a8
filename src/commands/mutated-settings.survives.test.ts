import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPrices } from '../models/price-file.ts';
import { sanitize, sanitizeLine } from '../text/sanitize.ts';
import { effort } from '../text/testing/effort.ts';
import { anyDocumentChange, mutated } from '../text/testing/mutations.ts';
import { expectNothingPolluted, expectSentence } from '../text/testing/sentence.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { layKeys } from '../ui/key-bindings.ts';
import { openChoices } from './choices.ts';
import { storedPrompts } from './stored-prompts.ts';

const PRICE = { input: 3, output: 15, cacheRead: 0.3, asOf: '2026-11-10', source: 'mine' };
const SETTINGS = {
  version: 1,
  last: { model: 'm', question: 'bat-and-ball', ownQuestion: 'Why?', overrides: { rounds: '3' } },
  recent: { models: ['m'], questions: ['bat-and-ball'] },
  presets: { careful: { rounds: '5', thinking: 'high' } },
  prompts: { mine: { text: 'Look again at {question}.' } },
  look: { theme: 'dark', animation: true, bell: false },
  keys: { quit: ['q'], 'next-round': 'right' },
  prices: { m: PRICE },
};
const PRICES = [{ model: 'm', ...PRICE, tiers: [{ above: 200_000, input: 6, output: 22.5 }] }];
const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));

describe('Fuzz', () => {
  test('a settings file changed anywhere: what can be read of it, the rest said, and nothing of it lost', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'config.json');
    fc.assert(
      fc.property(mutated([bytesOf(SETTINGS)], anyDocumentChange), bytes => {
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(folder, { recursive: true });
        writeFileSync(file, bytes);
        const store = openChoices(folder);
        if (store.notice !== undefined) expect(store.notice).toBe(sanitize(store.notice));
        if (store.keys !== undefined)
          for (const problem of layKeys([], store.keys).problems) expectSentence(sanitizeLine(problem));
        storedPrompts(folder);
        // What cannot be used lies under another name, byte for byte, or was never touched.
        const kept = readdirSync(folder).map(name => readFileSync(join(folder, name)));
        expect(kept.some(one => one.equals(bytes))).toBe(true);
        store.remember({ model: 'm', question: 'q' });
        store.keepPresets({ careful: {} });
        if (existsSync(file)) openChoices(folder);
        expectNothingPolluted();
      }),
      { numRuns: effort(40, 3_000) },
    );
  });

  test('prices changed anywhere: prices, or what is wrong and where', () => {
    fc.assert(
      fc.property(mutated([bytesOf(PRICES), bytesOf(SETTINGS.prices)], anyDocumentChange), bytes => {
        let content: unknown;
        try {
          content = JSON.parse(bytes.toString());
        } catch {
          return;
        }
        const read = readPrices(content, '--prices');
        if (read.ok) for (const { input } of read.prices.values()) expect(input).toBeGreaterThanOrEqual(0);
        else expectSentence(sanitizeLine(`${read.problem}.`));
        expectNothingPolluted();
      }),
      { numRuns: effort(100, 10_000) },
    );
  });
});
