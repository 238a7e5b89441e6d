import type { Line } from '../../terminal/line.ts';
import { countText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { strong, words } from '../../terminal/words.ts';
import type { TrafficChange } from '../change/traffic-change.ts';

/** How the traffic changed: at once, or gradually. */
export function trafficWords({ before, now, isRamp }: TrafficChange): Line {
  const levels = strong(safe`${countText(before)} to ${countText(now)}`);
  if (isRamp)
    return now > before
      ? words`attempts climb, from ${levels} a minute so far`
      : words`attempts fall, from ${levels} a minute so far`;
  return now > before
    ? words`attempts rose from ${levels} a minute`
    : words`attempts fell from ${levels} a minute`;
}
