import { startRelay } from '../test/faults/relay.ts';
import { lmonTail } from './peer.ts';
import { median, quantile, type Report } from './report.ts';
import { LIVE_GROUP, startWrittenLog } from './written-log.ts';

const EVENTS = 150;

/** Only messages of Live Tail contain this word. */
const UPDATE = 'sessionUpdate';

/** The time from sending a Live Tail frame to the line in the pipe of `lmon tail --live`. */
export async function streamed(): Promise<Report> {
  const leftMs = new Map<number, number>();
  const seenMs = new Map<number, number>();
  const log = await startWrittenLog();
  const { port } = new URL(log.url);
  const relay = await startRelay(Number(port), (piece) => {
    const text = piece.toString('latin1');
    if (!text.includes(UPDATE)) return;
    for (const [, number] of text.matchAll(/live event (\d+)/g))
      leftMs.set(Number(number), performance.now());
  });
  const env = { ...log.env, AWS_ENDPOINT_URL: `http://127.0.0.1:${relay.port}` };
  const command = lmonTail(LIVE_GROUP, '--live', '--output', 'json');
  await log.followedBy([{ command, env, onLine: (line) => noteStreamed(line, seenMs) }], EVENTS);
  await relay.hangUp();

  const delaysMs = [...seenMs].flatMap(([number, ms]) => {
    const left = leftMs.get(number);
    return left === undefined ? [] : [ms - left];
  });
  return {
    title: `a frame of Live Tail to the line in a pipe, ${EVENTS} events`,
    head: ['', 'seen', 'median ms', 'p95 ms', 'budget'],
    rows: [
      [
        'lmon tail --live',
        String(delaysMs.length),
        Math.round(median(delaysMs)).toString(),
        Math.round(quantile(delaysMs, 0.95)).toString(),
        '≤ 150 ms',
      ],
    ],
    measured: { 'lmon tail --live': delaysMs },
  };
}

/** Streamed events have no id; polled ones have one. */
function noteStreamed(line: string, seenMs: Map<number, number>): void {
  const number = /live event (\d+)/.exec(line)?.[1];
  if (number !== undefined && line.includes('"eventId":null')) seenMs.set(Number(number), performance.now());
}
