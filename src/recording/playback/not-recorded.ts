import type { EpochMs, TimeRange } from '../../lambda/time.ts';
import type { NOT_RECORDED, Result, SourceError, SourceErrorKind } from '../../monitor/source-error.ts';
import type { RawText } from '../../terminal/text.ts';

const NAME: typeof NOT_RECORDED = 'NotRecorded';

/** Of a log: which other time is recorded, that only what filters found is, or when its session read this time. */
export type Held = TimeRange | 'matches' | { readonly readAtMs: EpochMs };

/**
 * @param of the function, log or other subject of the question; null for account-wide ones
 * @param held what is recorded instead; null when unknown
 * @param kind `absent`, or `malformed` where absence would mean that the account has no such thing
 */
export function notRecorded(
  action: string,
  of: string | null,
  kind: Extract<SourceErrorKind, 'absent' | 'malformed'>,
  held: Held | null = null,
): Result<never> {
  const message = `${wordsFor(of ?? 'the account', held)} (${action})`;
  return {
    ok: false,
    error: { kind, action, name: NAME as string as RawText, message: message as RawText },
  };
}

function wordsFor(of: string, held: Held | null): string {
  if (held === 'matches')
    return `the recording holds only those lines of ${of} that filters found, such as errors and REPORTs`;
  if (held !== null && 'readAtMs' in held)
    return `the recorded session read this time of ${of} only later, at ${isoSecond(held.readAtMs)}`;
  const others = held === null ? '' : `, but of ${isoSecond(held.startMs)} to ${isoSecond(held.endMs)}`;
  return `the recording holds nothing of ${of} at this time${others}`;
}

/** `2026-11-24T03:12:00Z` */
function isoSecond(timeMs: EpochMs): string {
  return new Date(timeMs).toISOString().replace(/\.\d+/, '');
}

export function isNotRecorded({ name }: SourceError): boolean {
  return name === NAME;
}
