/**
 * Bedrock's model invocation logs, as S3 and CloudWatch keep them: records of single calls, spread over many
 * files, of which those of one conversation become a run.
 */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { priceOf } from '../models/prices.ts';
import { type Fields, fieldsOf, listOf, textIn } from '../text/unknown-json.ts';
import { questionText } from './chat-rounds.ts';
import { parseJson } from './finite-json.ts';
import type { ImportedRun } from './imported-run.ts';
import { ImportError, type Importer, type ImportProblem, type SourceFile } from './importer.ts';
import { type Invocation, invocationOf, isRecord } from './invocation-record.ts';
import { type Conversation, createConversations } from './invocation-threads.ts';
import { LARGEST_VALUE } from './limits.ts';
import { hashOf } from './requests-of.ts';
import { sourceFile } from './source-file.ts';
import { asFarAsReadable, linesWithin, valuesOf } from './values.ts';

export const invocationLogs: Importer = {
  id: 'bedrock-logs',
  name: "Bedrock's model invocation logs (.json, .json.gz; all files of a folder together)",
  detects: ({ text }) =>
    /\\?"schemaType\\?"\s*:\s*\\?"ModelInvocationLog\\?"/.test(text) || RECORD.test(text),
  runs: file => runsOfAll([file]),
  runsOfAll,
};

const RECORD = /"(?:inputBodyJson|inputBodyS3Path)"/;

async function* runsOfAll(files: readonly SourceFile[]): AsyncGenerator<ImportedRun | ImportProblem> {
  const conversations = createConversations();
  let others = 0;
  let elsewhere: string | undefined;
  let missing = 0;
  for (const file of files) {
    const inFile = files.length > 1 ? { file: file.path } : {};
    try {
      for await (const one of recordsOf(file)) {
        if ('problem' in one) {
          yield { ...one, ...inFile };
          continue;
        }
        const invocation = invocationOf(one.record, await bodiesBeside(file.path, one.record));
        if (!invocation) {
          others++;
          continue;
        }
        if (invocation.elsewhere.length > 0) missing++;
        elsewhere ??= invocation.elsewhere[0];
        yield* conversations.add(invocation, file.path).map(runOf);
      }
    } catch (thrown) {
      if (!(thrown instanceof ImportError)) throw thrown;
      yield { problem: thrown.message, ...inFile };
    }
  }
  yield* conversations.end().map(runOf);
  yield* remarks(conversations.begunMidway, others, missing, elsewhere);
}

function* remarks(
  midway: number,
  others: number,
  missing: number,
  elsewhere: string | undefined,
): Generator<ImportProblem> {
  if (midway > 0) {
    yield {
      problem: `More conversations were open at once than fit into the memory: ${midway} of these runs may go on with one that was closed before. Fewer files at once help.`,
    };
  }
  if (others > 0)
    yield { problem: `Left out as no chats (embeddings, images, other kinds): ${records(others)}.` };
  if (missing > 0) {
    yield {
      problem: `The request or the answer is not in the log, but in S3, as ${elsewhere}: of ${records(missing)}. With that file beside the log, or in a folder "data" there, it is read.`,
    };
  }
}

function records(count: number): string {
  return count === 1 ? '1 record' : `${count} records`;
}

interface Found {
  readonly record: Fields;
}

/** In JSON lines, lists, exports of CloudWatch, or the answer of `aws logs`. */
async function* recordsOf(file: SourceFile): AsyncGenerator<Found | ImportProblem> {
  for await (const piece of file.text()) {
    yield* STAMPED.test(piece) ? asFarAsReadable(stampedRecords(file)) : recordsInValues(file);
    return;
  }
}

async function* recordsInValues(file: SourceFile): AsyncGenerator<Found | ImportProblem> {
  for await (const one of valuesOf(file)) {
    if ('problem' in one) {
      yield one;
      continue;
    }
    const records = recordsIn(one.value);
    if (records.length === 0) yield { problem: 'It is no record of a model invocation.', place: one.place };
    yield* records.map(record => ({ record }));
  }
}

/** What CloudWatch exports to S3 has the time of each line before it. */
const STAMPED = /^\s*\d{4}-\d\d-\d\dT[\d:.]+Z\s+\{/;

async function* stampedRecords(file: SourceFile): AsyncGenerator<Found | ImportProblem> {
  for await (const { number, text = '' } of linesWithin(file.text())) {
    if (text.trim() === '') continue;
    const record = parsed(text.replace(/^\s*\S+\s+/, ''));
    yield isRecord(record)
      ? { record }
      : { problem: 'It is no record of a model invocation.', place: `line ${number}` };
  }
}

function recordsIn(value: unknown): Fields[] {
  if (isRecord(value)) return [value];
  const fields = fieldsOf(value);
  if (!fields) return listOf(value).flatMap(recordsIn);
  const message = textIn(fields.message) ?? textIn(fields['@message']);
  if (message !== undefined) return recordsIn(parsed(message));
  return [...listOf(fields.events), ...listOf(fields.Records), ...listOf(fields.results)].flatMap(recordsIn);
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** Bodies of more than 100 KB lie in files of their own. */
async function bodiesBeside(log: string, record: Fields): Promise<(path: string) => unknown> {
  const paths = [fieldsOf(record.input)?.inputBodyS3Path, fieldsOf(record.output)?.outputBodyS3Path];
  const bodies = new Map<string, unknown>();
  for (const path of paths.flatMap(one => textIn(one) ?? [])) {
    const name = basename(path);
    const beside = [join(dirname(log), name), join(dirname(log), 'data', name)].find(one => existsSync(one));
    if (beside !== undefined) bodies.set(path, await bodyIn(beside));
  }
  return path => bodies.get(path);
}

async function bodyIn(path: string): Promise<unknown> {
  const parts: string[] = [];
  let size = 0;
  try {
    for await (const piece of sourceFile(path).text()) {
      parts.push(piece);
      size += piece.length;
      if (size > LARGEST_VALUE) return undefined;
    }
  } catch (thrown) {
    if (thrown instanceof ImportError) return undefined;
    throw thrown;
  }
  return parsed(parts.join(''));
}

function runOf({ first, file, rounds, requestIds, models }: Conversation): ImportedRun {
  return {
    // A conversation of which more has come since is another run: what was imported stays as it is.
    key: hashOf(JSON.stringify([first.account, requestIds])),
    ...(first.at !== undefined && { startedAt: new Date(first.at).toISOString() }),
    question: questionOf(first),
    settings: { model: first.model },
    source: {
      from: invocationLogs.id,
      file: basename(file),
      place: `request ${first.requestId}`,
      unknown: [],
    },
    prices: [...models].flatMap(model => priceOf(model, first.region) ?? []),
    rounds,
  };
}

function questionOf({ thread, requestId }: Invocation): ImportedRun['question'] {
  return {
    id: `request-${requestId.slice(0, 8)}`,
    domain: 'Bedrock logs',
    text: questionText(thread),
    grader: 'text',
  };
}
