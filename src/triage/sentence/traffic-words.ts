import type { Line } from '../../terminal/line.ts';
import { countText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import { strong, words } from '../../terminal/words.ts';
import type { TrafficChange } from '../change/traffic-change.ts';

/** How the traffic changed: at once, or gradually. */
export function trafficWords({ before, now, isRamp }: TrafficChange, tense: Tense): Line {
  const levels = strong(safe`${countText(before)} to ${countText(now)}`);
  if (isRamp)
    return now > before
      ? words`attempts ${inTense(tense, 'climb', 'climbed')}, from ${levels} a minute so far`
      : words`attempts ${inTense(tense, 'fall', 'fell')}, from ${levels} a minute so far`;
  return now > before
    ? words`attempts rose from ${levels} a minute`
    : words`attempts fell from ${levels} a minute`;
}
