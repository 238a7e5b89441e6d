import type { DeniedCall } from '../monitor/calls/api-ledger.ts';
import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';

/** A call that this identity may not make: which, what AWS calls that, and what is not known for it. */
export function deniedNotice({ action, code, without }: DeniedCall): SafeText {
  return safe`access denied: ${safeText(action)} (${safeText(code)}): ${without}`;
}
