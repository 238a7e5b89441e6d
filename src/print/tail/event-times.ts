import { SECOND_MS } from '../../lambda/time.ts';
import type { LogEvent } from '../../logs/event.ts';
import { isoTime } from '../../terminal/quantity.ts';
import { timeJson } from '../json-line.ts';

/** The text around the milliseconds, shared by all lines of one second. */
interface Second {
  readonly second: number;
  readonly before: string;
  readonly between: string;
}

const THREE_DIGITS = Array.from({ length: SECOND_MS }, (_, ms) => String(ms).padStart(3, '0'));
const BEFORE_TIME = '{"v":1,"type":"event","time":"';
const BEFORE_TIMESTAMP = ',"timestamp":';

let lastSecond = secondAt(1);

function secondAt(second: number): Second {
  const time = isoTime(second * SECOND_MS).slice(0, -'000Z'.length);
  return {
    second,
    before: `${BEFORE_TIME}${time}`,
    between: `Z"${BEFORE_TIMESTAMP}${second}`,
  };
}

/**
 * The beginning of a JSON line, up to its ingestion time. With hundreds of lines a second, the parts before and after
 * the milliseconds are shared.
 */
export function timesJson({ timestampMs, ingestionMs }: LogEvent): string {
  const second = Math.floor(timestampMs / SECOND_MS);
  const ms = THREE_DIGITS[timestampMs - second * SECOND_MS];
  const taken = `,"ingestionTime":${timeJson(ingestionMs)}`;
  if (second < 1 || ms === undefined)
    return `${BEFORE_TIME}${isoTime(timestampMs)}"${BEFORE_TIMESTAMP}${timeJson(timestampMs)}${taken}`;
  if (lastSecond.second !== second) lastSecond = secondAt(second);
  return `${lastSecond.before}${ms}${lastSecond.between}${ms}${taken}`;
}
