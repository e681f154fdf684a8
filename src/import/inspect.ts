/** The logs of Inspect, the evaluation framework of the UK AI Security Institute: `.json`, and `.eval`, a zip. */
import { basename } from 'node:path';
import { type Fields, fieldsOf, numberIn } from '../text/unknown-json.ts';
import { parseJson } from './finite-json.ts';
import type { ImportedRun } from './imported-run.ts';
import {
  type Beginning,
  ImportError,
  type Importer,
  type ImportProblem,
  type SourceFile,
} from './importer.ts';
import { INSPECT, sampleRun } from './inspect-sample.ts';
import { asFarAsReadable, streamed } from './values.ts';
import { openZip, textInZip, type Zip, type ZipEntry } from './zip.ts';

export const inspectLogs: Importer = {
  id: INSPECT,
  name: 'logs of Inspect (.json, .eval)',
  detects: beginning =>
    isZip(beginning) ||
    (/^\s*\{\s*"version"\s*:\s*\d+\s*,/.test(beginning.text) && /"eval"\s*:\s*\{/.test(beginning.text)),
  runs: file => asFarAsReadable(runsOf(file)),
};

/** LOG_SCHEMA_VERSION of inspect_ai; its own reader refuses a greater one, too (November 2026). */
const NEWEST_VERSION = 2;

const IN_A_LOG = /^(?:_journal\/|samples\/|header\.json|summaries\.json|reductions\.json)/;

/** A zip whose first file is one of a log. */
function isZip({ path, bytes }: Pick<Beginning, 'path' | 'bytes'>): boolean {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return false;
  const nameLength = (bytes[26] ?? 0) + 256 * (bytes[27] ?? 0);
  const name = Buffer.from(bytes.subarray(30, 30 + nameLength)).toString('utf8');
  return path.endsWith('.eval') || IN_A_LOG.test(name);
}

async function* runsOf(file: SourceFile): AsyncGenerator<ImportedRun | ImportProblem> {
  for await (const first of file.bytes()) {
    yield* isZip({ path: file.path, bytes: first }) ? runsInZip(file.path) : runsInJson(file);
    return;
  }
  throw new ImportError(`${file.path} is empty.`);
}

async function* runsInJson(file: SourceFile): AsyncGenerator<ImportedRun | ImportProblem> {
  const log: Header = { file: basename(file.path), path: file.path, eval: {}, version: undefined };
  let samples = 0;
  for await (const { value, path } of streamed(file.text(), ['$.version', '$.eval', '$.samples.*'])) {
    if (path[0] === 'version') {
      log.version = value;
      checkVersion(file.path, value);
    } else if (path[0] === 'eval') {
      log.eval = fieldsOf(value) ?? {};
    } else {
      samples++;
      yield runOfSample(log, value, `sample number ${samples}`);
    }
  }
  if (samples === 0) yield { problem: 'The log has no samples: only its results were kept.' };
}

/** Between two releases logs said 3, and are read as 2 by Inspect: their samples have a pool of messages. */
const BETWEEN_RELEASES = 3;

/** `isPooled` is not known before the first sample. */
function checkVersion(path: string, version: unknown, isPooled = true): void {
  const number = numberIn(version);
  if (number === undefined) {
    throw new ImportError(
      `${path} is a log that does not say its version as a number, so that it cannot be read as one. "inspect log convert" may help.`,
    );
  }
  if (number <= NEWEST_VERSION || (number === BETWEEN_RELEASES && isPooled)) return;
  throw new ImportError(
    `${path} is a log of version ${number} of Inspect's format, and versions up to ${NEWEST_VERSION} are known here. "inspect log convert" of an older Inspect, or a newer reflectoscope, may help.`,
  );
}

/** What is known of a log before its samples come. */
interface Header {
  readonly file: string;
  readonly path: string;
  eval: Fields;
  version: unknown;
}

function runOfSample(log: Header, value: unknown, place: string): ImportedRun | ImportProblem {
  const sample = fieldsOf(value);
  if (!sample) return { problem: 'It is no sample.', place };
  checkVersion(log.path, log.version ?? NEWEST_VERSION, sample.message_pool !== undefined);
  return sampleRun(log, sample);
}

const SAMPLE = /^samples\/(.+)_epoch_(\d+)\.json$/;

async function* runsInZip(path: string): AsyncGenerator<ImportedRun | ImportProblem> {
  const zip = await openZip(path);
  const log = { file: basename(path), path, ...(await headerIn(path, zip)) };
  const samples = zip.entries.filter(({ name }) => SAMPLE.test(name)).sort(byName);
  for (const entry of samples) {
    const read = await jsonIn(path, entry);
    yield 'problem' in read ? { ...read, place: entry.name } : runOfSample(log, read.value, entry.name);
  }
  if (zip.isCutOff) {
    yield {
      problem: 'The end of the file is missing: what is there was read, and some samples may be lost.',
    };
  } else if (samples.length === 0) {
    yield { problem: 'The log has no samples: only its results were kept.' };
  }
}

/** Sample 10 comes behind sample 9. */
function byName(a: ZipEntry, b: ZipEntry): number {
  return a.name.localeCompare(b.name, 'en', { numeric: true });
}

/** A log that was not finished has only what was known at its start. */
async function headerIn(path: string, { entries }: Zip): Promise<Pick<Header, 'eval' | 'version'>> {
  for (const wanted of ['header.json', '_journal/start.json']) {
    const entry = entries.find(({ name }) => name === wanted);
    const read = entry && (await jsonIn(path, entry));
    const header = read && 'value' in read ? fieldsOf(read.value) : undefined;
    if (!header) continue;
    checkVersion(path, header.version);
    return { eval: fieldsOf(header.eval) ?? {}, version: header.version };
  }
  return { eval: {}, version: undefined };
}

async function jsonIn(path: string, entry: ZipEntry): Promise<{ readonly value: unknown } | ImportProblem> {
  try {
    return { value: parseJson(await textInZip(path, entry)) };
  } catch (thrown) {
    if (thrown instanceof ImportError) return { problem: `It ${thrown.message.replace(/^It /, '')}` };
    if (thrown instanceof SyntaxError) return { problem: 'It is no JSON.' };
    throw thrown;
  }
}
