import { type BindingLimit, shareOfLimit } from '../../capacity/assessment.ts';
import { countText, percentText, wholePercentText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

/** For calls: rounded as in the column beside it. */
export function percent(share: number): SafeText {
  return share > 0 && share < 0.0005 ? safe`under 0.1 %` : safe`${percentText(share)} %`;
}

/** For a limit or a timeout, as in its columns. */
export function wholePercent(share: number): SafeText {
  return safe`${wholePercentText(share)} %`;
}

export function percentOfUse(limit: BindingLimit): SafeText {
  const use = shareOfLimit(limit);
  return use === null ? safe`?` : wholePercent(use);
}

export function functions(count: number): SafeText {
  return count === 1 ? safe`1 function` : safe`${count} functions`;
}

export function events(count: number): SafeText {
  return count === 1 ? safe`1 event` : safe`${countText(count)} events`;
}
