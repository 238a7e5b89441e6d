import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
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
 * The beginning of a JSON line, up to its timestamp. With hundreds of lines a second, the parts before and after the
 * milliseconds are shared.
 */
export function timesJson(ms: EpochMs): string {
  const second = Math.floor(ms / SECOND_MS);
  const digits = THREE_DIGITS[ms - second * SECOND_MS];
  if (second < 1 || digits === undefined)
    return `${BEFORE_TIME}${isoTime(ms)}"${BEFORE_TIMESTAMP}${timeJson(ms)}`;
  if (lastSecond.second !== second) lastSecond = secondAt(second);
  return `${lastSecond.before}${digits}${lastSecond.between}${digits}`;
}
