import type { Invocation } from '../../logs/lines/invocation.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';

/** A floor: no line tells of attempts before those that were read. Empty for a single one. */
export function attemptWords({ attempt, attempts }: Pick<Invocation, 'attempt' | 'attempts'>): SafeText {
  if (attempts < 2) return safe``;
  return attempt === 1 ? safe`first attempt seen` : safe`attempt ${attempt} at least`;
}
