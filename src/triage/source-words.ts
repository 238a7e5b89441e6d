import { groupedText } from '../terminal/quantity.ts';
import { safe } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';

interface SourceLimit {
  readonly value: number;
  readonly isQueue?: true;
}

/** What a source may keep busy, with its number: `10 shard workers`, `50 calls that its queue may make`. */
export function workersText({ value, isQueue }: SourceLimit): SafeText {
  return isQueue === true
    ? safe`${groupedText(value)} calls that its queue may make`
    : safe`${groupedText(value)} shard workers`;
}
