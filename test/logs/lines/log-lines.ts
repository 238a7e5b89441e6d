import type { StoryItem } from '../../../src/logs/lines/story-item.ts';
import type { TailEvent } from '../../../src/logs/tail-item.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { logEvent } from '../../monitor/log/scripted-log.ts';

export const REQUEST = '7c1e02b9-69d2-45e7-a8bc-f805f7fd517a';
export const OTHER_REQUEST = 'e90a7714-3f0e-4c15-9a77-02d1c9b0a7f1';

/** The line that Lambda or the function writes for a mark. */
export function messageOf(mark: string, requestId = REQUEST): string {
  switch (mark) {
    case 'START':
      return `START RequestId: ${requestId} Version: 119\n`;
    case 'END':
      return `END RequestId: ${requestId}\n`;
    case 'REPORT':
      return `REPORT RequestId: ${requestId}\tDuration: 41.00 ms\tBilled Duration: 41 ms\tMemory Size: 512 MB\tMax Memory Used: 171 MB\t\n`;
    case 'TRACEBACK':
      return "[ERROR] KeyError: 'customerId'\nTraceback (most recent call last):";
    case 'PRINTED':
      return '2026/11/20 09:00:00 processing batch of 25 records\n';
    case 'NAMELESS':
      return '{"level":"ERROR","message":{"errorType":"TypeError","errorMessage":"no cart"}}';
    case 'INIT_TIMEOUT':
      return 'INIT_REPORT Init Duration: 9998.12 ms\tPhase: init\tStatus: timeout\n';
    case 'INIT_START':
      return 'INIT_START Runtime Version: nodejs:22.v61\tRuntime Version ARN: arn:aws:lambda:eu-west-1::runtime:cd\n';
    case 'THROWN':
      return `{"level":"ERROR","requestId":"${requestId}","message":{"errorType":"TypeError","errorMessage":"no cart"}}`;
    default:
      return `2026-11-24T03:12:01.000Z\t${requestId}\tINFO\t${mark}`;
  }
}

/** One line: `START@10` is the START of a request at 10 ms. */
export function logged(words: string, requestId = REQUEST, logStream = 'stream'): TailEvent {
  const [mark = '', at = '0'] = words.split('@');
  const timestampMs = Number(at);
  const event = logEvent(
    `${mark} ${at} ${requestId} ${logStream}`,
    timestampMs,
    timestampMs,
    messageOf(mark, requestId),
  );
  return { type: 'event', event: { ...event, logStream: rawText(logStream) }, lateMs: null };
}

/** Each row in words: `REPORT 30 (START 10, END 20) 1/2`. */
export function rowsInWords(items: readonly StoryItem[]): readonly string[] {
  return items.map((item) => {
    if (item.type !== 'event') return item.type;
    const { invocation, repeats } = item;
    const name = nameOf(item.event.eventId);
    const times = repeats === undefined ? '' : ` x${repeats.count}`;
    if (invocation === null) return `${name}${times}`;
    const hidden = [invocation.start, invocation.end].flatMap((event) =>
      event === null || event === item.event ? [] : [nameOf(event.eventId)],
    );
    return `${name} (${hidden.join(', ')}) ${invocation.attempt}/${invocation.attempts}`;
  });
}

function nameOf(eventId: string): string {
  return eventId.split(' ').slice(0, -2).join(' ');
}
