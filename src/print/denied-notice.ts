import type { DeniedCall } from '../monitor/calls/api-ledger.ts';
import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';

/** A denied call: which one, AWS's name for the error, and what lmon can't show for lack of it. */
export function deniedNotice({ action, code, without }: DeniedCall): SafeText {
  return safe`access denied: ${safeText(action)} (${safeText(code)}): ${without}`;
}
