import type { Draft } from './draft.ts';
import type { Setting } from './setting.ts';

/** A failure, defined before lmon's report on it is seen. */
export interface Scenario {
  readonly name: string;
  /** The suspects of a report that name it, as its JSON calls them. */
  readonly answers: readonly string[];
  /** How busy the function must be for it to happen. */
  readonly rates: readonly number[];
  /** Whether a second one may happen to the same function. */
  readonly mixes: boolean;
  readonly stage: (draft: Draft, setting: Setting) => Staged;
}

export interface Staged {
  readonly draft: Draft;
  /** When callers or data began to suffer; null if there is no such moment. */
  readonly sinceMs: number | null;
  /** The last moment that is still a correct onset, if it came slowly or few calls show it; `sinceMs` if absent. */
  readonly beganByMs?: number;
  /** The new words in the log; null if there are none. */
  readonly pattern: NewWords | null;
  /** The name of who or what is affected or at fault; null if there is none. */
  readonly dimension: string | RegExp | null;
  /** Whether the share of failures is steady: such trouble can't be told from trouble that is older than the data. */
  readonly failsAsEver?: true;
  /** Whether there are metrics of the week before, which was normal when the incident's hours begin. */
  readonly hasPast?: true;
  /** Advice that makes it worse. */
  readonly harms: readonly RegExp[];
}

export interface NewWords {
  /** Whether the code logs it, or Lambda when it ends the call. */
  readonly by: 'code' | 'lambda';
  /** A part of the line. */
  readonly words: string;
  /** Alternatives to `words`. */
  readonly or?: readonly string[];
}

export const RAISED_TIMEOUT = /\b(?:raise|longer|higher|increase)\b[^.;:]*\btimeout/i;
export const RAISED_CONCURRENCY =
  /\b(?:raise|higher|more|increase)\b[^.;:]*\b(?:concurrency|limit that binds|environments|parallelization)/i;
export const MORE_RETRIES = /\b(?:more|raise|quicker|increase)\b[^.;:]*\b(?:retries|retry|tries)\b/i;
export const REDRIVEN_AT_ONCE = /^\s*redrive\b/i;
export const WIDE_PERMISSION = /\ballow(?:s|ing)?\b[^.;:]*\b(?:everything|all|\*)/i;
