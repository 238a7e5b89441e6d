/** When a request was sent and its answer received, by this machine's clock. */
export interface Exchange {
  readonly sentMs: number;
  readonly receivedMs: number;
}

/** The header has whole seconds. */
const DATE_RESOLUTION_MS = 1_000;

/**
 * How far the answering server's clock is ahead of this machine's at least, in milliseconds (negative when behind);
 * null without a valid Date header. All that is certain is that the answer was dated between sending and receiving: if
 * the header fits in between, no difference can be proven, and slowness makes no clock wrong.
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
