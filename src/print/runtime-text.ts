import { safe, safeText } from '../terminal/safe-text.ts';
import type { RawText, SafeText } from '../terminal/text.ts';

/** @param runtime null for a function that is deployed as an image, and names none */
export function runtimeText(runtime: RawText | null): SafeText {
  return runtime === null ? safe`container image` : safeText(runtime);
}
