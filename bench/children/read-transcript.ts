/**
 * Reads a transcript in one of several ways, and prints how long that took, and how much memory the
 * process had at its most. A process of its own, because memory that was used once is not given back.
 *
 *   node bench/children/read-transcript.ts WAY FILE
 */
import { readFileSync } from 'node:fs';
import { readRun } from '../../src/library/read-run.ts';

const [way, file = ''] = process.argv.slice(2);

const WAYS: Readonly<Record<string, () => Promise<number> | number>> = {
  nothing: () => 0,
  parse() {
    for (const line of readFileSync(file, 'utf8').split('\n')) if (line !== '') JSON.parse(line);
    return 0;
  },
  async fold() {
    const content = await readRun(file);
    if (content.kind !== 'run') throw new Error(`the transcript was not read: ${content.kind}`);
    return content.texts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  },
};

const work = WAYS[way ?? ''];
if (!work) throw new Error(`There is no way "${way}".`);
const began = performance.now();
const textBytes = await work();
const ms = performance.now() - began;
console.log(JSON.stringify({ ms, textBytes, peakBytes: process.resourceUsage().maxRSS * 1024 }));
