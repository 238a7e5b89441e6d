import type { EpochMs } from '../../lambda/time.ts';
import type { SourceError } from '../sources.ts';

/** Whether AWS accepts the credentials, as far as lmon's own calls show. */
export type CredentialState =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'expired'; readonly sinceMs: EpochMs };

export const ACCEPTED: CredentialState = { kind: 'accepted' };

/** The state after one more call; the same object when nothing changed. Other kinds of failure don't count. */
export function credentialsAfterCall(
  before: CredentialState,
  error: SourceError | null,
  atMs: EpochMs,
): CredentialState {
  if (error === null) return ACCEPTED;
  return error.kind === 'expired' && before.kind === 'accepted' ? { kind: 'expired', sinceMs: atMs } : before;
}
