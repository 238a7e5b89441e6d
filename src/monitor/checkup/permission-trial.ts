import type { RawText, SafeText } from '../../terminal/text.ts';
import { type Asking, ask } from '../calls/asking.ts';
import { PERMISSION_ACTIONS, type PermissionAction } from '../calls/permission.ts';
import type { Result, SourceError } from '../source-error.ts';

/** The result of trying a permission with one harmless call. */
export interface Trial {
  readonly action: PermissionAction;
  /** A function, stream or log group; null for what concerns the whole account. */
  readonly on: RawText | null;
  readonly outcome: TrialOutcome;
}

export type TrialOutcome =
  | { readonly kind: 'ok' }
  | { readonly kind: 'failed'; readonly error: SourceError }
  | { readonly kind: 'notTried'; readonly because: SafeText };

/** Tries permissions, and keeps the results. */
export class PermissionTrials {
  readonly #asking: Asking;
  readonly #trials = new Map<PermissionAction, Trial>();

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** The answer; null where there was none. */
  async attempt<Value>(
    action: PermissionAction,
    on: RawText | null,
    question: (signal: AbortSignal) => Promise<Result<Value>>,
  ): Promise<Value | null> {
    const answer = await ask(this.#asking, action, question);
    const outcome: TrialOutcome = answer.ok ? { kind: 'ok' } : { kind: 'failed', error: answer.error };
    this.#trials.set(action, { action, on, outcome });
    return answer.ok ? answer.value : null;
  }

  /** Not tried where there is no resource to try it `on`. */
  async attemptOn<Value>(
    action: PermissionAction,
    on: RawText | null,
    because: SafeText,
    question: (on: RawText, signal: AbortSignal) => Promise<Result<Value>>,
  ): Promise<Value | null> {
    if (on !== null) return this.attempt(action, on, (signal) => question(on, signal));
    this.#skip(action, because);
    return null;
  }

  skipTheRest(because: SafeText): void {
    for (const action of PERMISSION_ACTIONS) if (!this.#trials.has(action)) this.#skip(action, because);
  }

  lackCredentials(): boolean {
    return this.all().some(({ outcome }) => outcome.kind === 'failed' && outcome.error.kind === 'expired');
  }

  /** By action. */
  all(): readonly Trial[] {
    return PERMISSION_ACTIONS.flatMap((action) => this.#trials.get(action) ?? []);
  }

  #skip(action: PermissionAction, because: SafeText): void {
    this.#trials.set(action, { action, on: null, outcome: { kind: 'notTried', because } });
  }
}
