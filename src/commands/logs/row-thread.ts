import { Worker } from 'node:worker_threads';
import type { LogOrigin } from '../../logs/tail-item.ts';
import type { RowFormat } from '../../print/tail/tail-rows.ts';

/** A list of events as JSON, of which rows are wanted. */
export interface RowQuestion {
  readonly json: string;
  readonly origin: LogOrigin;
}

/** What the thread says first, and then of each question in its turn: null where it does not tell. */
export type RowAnswer = 'ready' | Uint8Array | null;

/** Makes rows while this thread does something else. */
export interface RowThread {
  /** Not before it has started, and never again once it has failed. */
  readonly isReady: boolean;
  /** Null where whoever asks has to make them. */
  rows(question: RowQuestion): Promise<Uint8Array | null>;
}

/** Run from its source it has another name. */
const PROGRAM = import.meta.url.endsWith('.ts') ? './row-worker.ts' : './row-worker.js';

/** It keeps nothing alive: the process may end when only the thread is left, and nobody waits for it. */
export function startRowThread(format: RowFormat): RowThread {
  const worker = new Worker(new URL(PROGRAM, import.meta.url), { workerData: format });
  const asked: ((rows: Uint8Array | null) => void)[] = [];
  let isReady = false;
  let hasFailed = false;

  const fail = () => {
    isReady = false;
    hasFailed = true;
    for (const answer of asked.splice(0)) answer(null);
  };
  worker.on('message', (answer: RowAnswer) => {
    if (answer === 'ready') isReady = true;
    else asked.shift()?.(answer);
    if (asked.length === 0) worker.unref();
  });
  worker.on('error', fail);
  worker.on('exit', fail);
  worker.unref();

  return {
    get isReady() {
      return isReady;
    },
    rows(question) {
      if (hasFailed) return Promise.resolve(null);
      worker.ref();
      worker.postMessage(question);
      return new Promise((resolve) => asked.push(resolve));
    },
  };
}
