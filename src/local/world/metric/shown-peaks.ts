import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { SLOT_MS } from '../record/peaks.ts';
import { PUBLICATION_DELAY_MS } from '../record/publication.ts';

/** The peaks above zero of the slots of a minute that are shown at `nowMs`. */
export function shownPeaks(
  peakOf: (slotMs: EpochMs) => number,
  minuteMs: EpochMs,
  nowMs: EpochMs,
): readonly number[] {
  const shown: number[] = [];
  for (let slotMs = minuteMs; slotMs < minuteMs + MINUTE_MS; slotMs += SLOT_MS) {
    if (slotMs + SLOT_MS + PUBLICATION_DELAY_MS > nowMs) break;
    const peak = peakOf(slotMs);
    if (peak > 0) shown.push(peak);
  }
  return shown;
}
