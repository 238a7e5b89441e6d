import type { ServerResponse } from 'node:http';
import type { EpochMs } from '../lambda/time.ts';
import type { EventStream, StreamStep } from './wire/http/event-stream.ts';

/** Wall time between two looks at the account's clock, which may run at any speed. */
const LOOK_EVERY_MS = 10;

/** Sends each message of the stream when account time has reached it, until either side ends the stream. */
export function sendStream(stream: EventStream, response: ServerResponse, now: () => EpochMs): void {
  if (response.destroyed) {
    stream.close();
    return;
  }
  let buffered: Buffer[] = [];
  let isFull = false;
  let dueMs = stream.startedMs + stream.everyMs;
  const write = (message: Buffer) => {
    isFull = !response.write(message);
  };
  const carryOut = (step: StreamStep) => {
    switch (step.kind) {
      case 'message':
        if (isFull) buffered = [...buffered, step.message].slice(-stream.mostBuffered);
        else write(step.message);
        return;
      case 'end':
        for (const message of buffered) response.write(message);
        response.end(step.lastWords);
        clearInterval(timer);
        return;
      case 'reset':
        response.socket?.resetAndDestroy();
        clearInterval(timer);
        return;
      case 'nothing':
        return;
    }
  };
  const timer = setInterval(() => {
    for (; dueMs <= now() && !response.writableEnded && !response.destroyed; dueMs += stream.everyMs) {
      carryOut(stream.update(dueMs));
    }
  }, LOOK_EVERY_MS).unref();

  response.on('drain', () => {
    isFull = false;
    while (!isFull) {
      const [oldest, ...rest] = buffered;
      if (oldest === undefined) return;
      buffered = rest;
      write(oldest);
    }
  });
  response.on('close', () => {
    clearInterval(timer);
    stream.close();
  });
  response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
  for (const message of stream.opening) write(message);
}
