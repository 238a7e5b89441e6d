import { type BindingLimit, shareOfLimit } from '../../capacity/assessment.ts';
import { countText, percentText, wholePercentText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

export function percent(share: number): SafeText {
  if (share > 0 && share < 0.0005) return safe`under 0.1 %`;
  return safe`${share < 0.1 ? percentText(share) : wholePercentText(share)} %`;
}

export function percentOfUse(limit: BindingLimit): SafeText {
  const use = shareOfLimit(limit);
  return use === null ? safe`?` : percent(use);
}

export function functions(count: number): SafeText {
  return count === 1 ? safe`1 function` : safe`${count} functions`;
}

export function events(count: number): SafeText {
  return count === 1 ? safe`1 event` : safe`${countText(count)} events`;
}
