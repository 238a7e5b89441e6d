// What the thread of row-thread.ts runs.
import { parentPort, workerData } from 'node:worker_threads';
import { createRowReader } from './row-reader.ts';
import type { RowAnswer, RowQuestion } from './row-thread.ts';

const rowsOf = createRowReader(workerData);

const say = (answer: RowAnswer) =>
  parentPort?.postMessage(answer, answer instanceof Uint8Array ? [answer.buffer as ArrayBuffer] : []);

parentPort?.on('message', ({ json, origin }: RowQuestion) => say(rowsOf(json, origin)));
say('ready');
