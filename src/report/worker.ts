/** A thread that reads transcripts: it is sent batches of files, and answers each with their rows. */
import { parentPort } from 'node:worker_threads';
import { readBatch } from './read-batch.ts';

parentPort?.on('message', async (files: readonly string[]) => {
  parentPort?.postMessage(await readBatch(files));
});
