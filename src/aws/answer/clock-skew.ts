/** When a question left this machine and when its answer was there, by the clock of this machine. */
export interface Exchange {
  readonly sentMs: number;
  readonly receivedMs: number;
}

/** The header tells whole seconds. */
const DATE_RESOLUTION_MS = 1_000;

/**
 * How much the clock of whoever answered is ahead of this machine's at least, in milliseconds (below zero: behind it); null without
 * a Date header that is a time. All that is sure is that the answer was dated between the sending and the receiving: where a time
 * in between is the one of the header, nobody can tell the clocks apart, and what is slow makes no clock wrong.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-date
 */
export function clockSkew(date: string | undefined, { sentMs, receivedMs }: Exchange): number | null {
  const datedMs = Date.parse(date ?? '');
  if (Number.isNaN(datedMs)) return null;
  const leastAheadMs = datedMs - receivedMs;
  const leastBehindMs = sentMs - (datedMs + DATE_RESOLUTION_MS);
  if (leastAheadMs > 0) return leastAheadMs;
  return leastBehindMs > 0 ? -leastBehindMs : 0;
}
