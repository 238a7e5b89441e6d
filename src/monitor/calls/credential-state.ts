import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { NO_CREDENTIALS, type SourceError } from '../source-error.ts';

/** Whether AWS accepts the credentials, as far as lmon's own calls show. */
export type CredentialState =
  | { readonly kind: 'accepted' }
  /** Missing: none were found, so there are none to renew. */
  | { readonly kind: 'expired' | 'missing'; readonly sinceMs: EpochMs };

export const ACCEPTED: CredentialState = { kind: 'accepted' };

/** In one Region, after one more call; the same object when nothing changed. Other kinds of failure don't count. */
function credentialsAfterCall(
  before: CredentialState,
  error: SourceError | null,
  atMs: EpochMs,
): CredentialState {
  if (error === null) return ACCEPTED;
  if (error.kind !== 'expired') return before;
  const kind = error.name === NO_CREDENTIALS ? 'missing' : 'expired';
  return before.kind === kind ? before : { kind, sinceMs: atMs };
}

/** An idle log among many may be asked for this seldom. */
const STALE_MS = 3 * MINUTE_MS;

/**
 * The state over all Regions. If one refuses the credentials, perhaps because the account has not enabled it, there is
 * no need to sign in again while another accepts them.
 */
export class RegionalCredentials {
  readonly #regions = new Map<string | null, { readonly state: CredentialState; readonly atMs: EpochMs }>();

  /** The state after one more call. @param region null for the Region of the session */
  afterCall(region: string | null, error: SourceError | null, atMs: EpochMs): CredentialState {
    const before = this.#regions.get(region)?.state ?? ACCEPTED;
    this.#regions.set(region, { state: credentialsAfterCall(before, error, atMs), atMs });
    const recent = [...this.#regions.values()].filter((each) => each.atMs > atMs - STALE_MS);
    return recent.find(({ state }) => state.kind === 'accepted')?.state ?? recent[0]?.state ?? ACCEPTED;
  }
}
