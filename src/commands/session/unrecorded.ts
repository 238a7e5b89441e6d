import type { EpochMs } from '../../lambda/time.ts';
import { isoTime } from '../../terminal/quantity.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import type { Session } from './session.ts';

/** A replay may ask slightly earlier or later than the live session did. */
const TOLERATED_MS = 10_000;

/**
 * A warning where a recording begins later than the requested window: unread time must not pass for silence. Else null.
 */
export function unrecordedWords(
  { replay }: Pick<Session, 'replay'>,
  group: RawText,
  sinceMs: EpochMs,
): RawText | null {
  const fromMs = replay?.logFromMs(group) ?? null;
  return fromMs === null || fromMs <= sinceMs + TOLERATED_MS
    ? null
    : rawText(`of ${group} nothing was recorded before ${isoTime(fromMs)}`);
}
