import type { Session } from './session.ts';

/**
 * Spreads the retries of those who call AWS. In a replay each comes as soon as it may have come then, and waits for the
 * call that is recorded.
 */
export function retryChance({ replay }: Pick<Session, 'replay'>): () => number {
  return replay === null ? Math.random : () => 0;
}
