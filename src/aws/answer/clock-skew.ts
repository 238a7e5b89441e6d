/** When a question left this machine and when its answer was there, by the clock of this machine. */
export interface Exchange {
  readonly sentMs: number;
  readonly receivedMs: number;
}

/** The header tells whole seconds. */
const DATE_RESOLUTION_MS = 1_000;

/**
 * How much the clock of whoever answered is ahead of this machine's, in milliseconds; null without a Date header that is a time.
 * All that is sure is that the answer was dated between the sending and the receiving: where a time in between is the one of the
 * header, the clocks agree as far as anybody can tell, however slow the answer was.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-date
 */
export function clockSkew(date: string | undefined, { sentMs, receivedMs }: Exchange): number | null {
  const datedMs = Date.parse(date ?? '');
  if (Number.isNaN(datedMs)) return null;
  const leastMs = datedMs - receivedMs;
  const mostMs = datedMs + DATE_RESOLUTION_MS - sentMs;
  return leastMs <= 0 && mostMs >= 0 ? 0 : Math.round((leastMs + mostMs) / 2);
}
