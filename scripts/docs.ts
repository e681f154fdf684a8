/** Writes what the documentation takes from the program: the keys, the events, the exports, their schemas, the caches of models, the strategies, the faults and what is survived. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withCachingTables } from './document-caching.ts';
import { eventsPage, transcriptSchema } from './document-events.ts';
import { exportsPage, roundsSchema } from './document-exports.ts';
import { withFaults } from './document-faults.ts';
import { withKeys } from './document-keys.ts';
import { strategiesPage } from './document-strategies.ts';
import { faultsPage, survivals } from './document-survivals.ts';

const root = join(import.meta.dirname, '..');
const readme = join(root, 'README.md');
const caching = join(root, 'docs/caching.md');
const localBedrock = join(root, 'docs/local-bedrock.md');

mkdirSync(join(root, 'docs'), { recursive: true });
writeFileSync(readme, withKeys(readFileSync(readme, 'utf8')));
writeFileSync(join(root, 'docs/events.md'), eventsPage());
writeFileSync(join(root, 'docs/exports.md'), exportsPage());
writeFileSync(join(root, 'docs/rounds.schema.json'), `${JSON.stringify(roundsSchema(), null, 2)}\n`);
writeFileSync(join(root, 'docs/strategies.md'), strategiesPage());
writeFileSync(join(root, 'docs/transcript.schema.json'), `${JSON.stringify(transcriptSchema(), null, 2)}\n`);
writeFileSync(caching, withCachingTables(readFileSync(caching, 'utf8')));
writeFileSync(localBedrock, withFaults(readFileSync(localBedrock, 'utf8')));
writeFileSync(join(root, 'docs/faults.md'), faultsPage(await survivals(root)));
