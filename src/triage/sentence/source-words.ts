import { DAY_MS } from '../../lambda/time.ts';
import { aboutLevelText, ageInWords, groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

interface SourceLimit {
  readonly value: number;
  readonly isQueue?: true;
}

/** The concurrency of a source, with its number: `10 shard workers`, `50 calls that its queue may make`. */
export function workersText({ value, isQueue }: SourceLimit): SafeText {
  return isQueue === true
    ? safe`${groupedText(value)} calls that its queue may make`
    : safe`${groupedText(value)} shard workers`;
}

/**
 * How many are busy on average, an estimate: `~10 of 10 shard workers busy`. Calls that run into the next minute are not
 * counted twice.
 */
export function busyWorkersText(limit: SourceLimit & { readonly inUse: number }, verb = safe``): SafeText {
  return safe`${aboutLevelText(Math.min(limit.value, limit.inUse))} of ${workersText(limit)}${verb} busy`;
}

/** A retention: `24 h` for a stream's default, otherwise like an age. */
export function keptText(ms: number): SafeText {
  return ms === DAY_MS ? safe`24 h` : ageInWords(ms);
}
