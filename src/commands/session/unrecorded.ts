import type { EpochMs } from '../../lambda/time.ts';
import { isoTime } from '../../terminal/quantity.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import type { Session } from './session.ts';

/** A replay asks a moment earlier or later than was asked then. */
const TOLERATED_MS = 10_000;

/** Where a recording begins later than what is asked of it: nobody may take what was not read for silence. Else null. */
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
