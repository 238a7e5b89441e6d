import { spentText } from '../../terminal/quantity.ts';
import type { Session } from './session.ts';

/** What lmon has asked of AWS, and what that cost. */
export function ownCalls({ replay, ledger, clock }: Session): string {
  if (replay !== null) return 'made no AWS API calls: this was a recording';
  const { calls, dollars } = ledger.snapshot(clock.now());
  return `made ${calls} AWS API calls, ${spentText(dollars)}`;
}
