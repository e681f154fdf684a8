/** Reads many transcripts, on several threads where there are many, and keeps of each what the report needs. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type ReadRows, readBatch } from './read-batch.ts';

/** Files that one thread reads before it is asked again. */
const BATCH = 200;
/** With fewer files a second thread would not have begun before they are read. */
const MANY = 600;
const MOST_THREADS = 4;

/**
 * In the order of the files. `tell` is told how many have been read; once `isOver` it ends, with what it has.
 */
export async function readRows(
  files: readonly string[],
  tell: (done: number) => void = () => {},
  isOver: () => boolean = () => false,
): Promise<ReadRows> {
  const batches = Array.from({ length: Math.ceil(files.length / BATCH) }, (_, index) =>
    files.slice(index * BATCH, (index + 1) * BATCH),
  );
  const read: (ReadRows | undefined)[] = [];
  let next = 0;
  let done = 0;
  const work = async (reads: (batch: readonly string[]) => Promise<ReadRows>) => {
    for (let place = next++; place < batches.length && !isOver(); place = next++) {
      const batch = batches[place] ?? [];
      // Where a thread cannot be had, this one reads.
      read[place] = await reads(batch).catch(() => readBatch(batch));
      done += batch.length;
      tell(done);
      await new Promise(resolve => setImmediate(resolve));
    }
  };
  const threads = files.length < MANY ? [] : openThreads(Math.min(MOST_THREADS, availableParallelism()) - 1);
  try {
    await Promise.all([work(readBatch), ...threads.map(thread => work(batch => ask(thread, batch)))]);
  } finally {
    for (const thread of threads) void thread.terminate();
  }
  return {
    rows: read.flatMap(one => one?.rows ?? []),
    unread: read.flatMap(one => one?.unread ?? []),
  };
}

function openThreads(count: number): Worker[] {
  const here = new URL(import.meta.url);
  // Beside the bundle lies the command line, which knows that it was loaded as a thread.
  const entry = new URL(here.pathname.endsWith('/bundle.js') ? './cli.js' : './worker.ts', here);
  return Array.from({ length: count }, () => new Worker(entry));
}

function ask(thread: Worker, batch: readonly string[]): Promise<ReadRows> {
  return new Promise((resolve, reject) => {
    const settle = (how: () => void) => {
      thread.off('message', answered).off('error', failed).off('exit', ended);
      how();
    };
    const answered = (rows: ReadRows) => settle(() => resolve(rows));
    const failed = (thrown: unknown) => settle(() => reject(thrown));
    const ended = () => settle(() => reject(new Error('the thread has ended')));
    thread.on('message', answered).on('error', failed).on('exit', ended);
    thread.postMessage(batch);
  });
}
