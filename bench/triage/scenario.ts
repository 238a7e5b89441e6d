import type { Draft } from './draft.ts';
import type { Setting } from './setting.ts';

/** Something that goes wrong, written down before anybody looks at what lmon makes of it. */
export interface Scenario {
  readonly name: string;
  /** The suspects of a report that name it, as its JSON calls them. */
  readonly answers: readonly string[];
  /** How busy the function must be for it to happen. */
  readonly rates: readonly number[];
  /** Whether another one may happen to the same function. */
  readonly mixes: boolean;
  readonly stage: (draft: Draft, setting: Setting) => Staged;
}

export interface Staged {
  readonly draft: Draft;
  /** When callers or data began to suffer; null where no moment can be named. */
  readonly sinceMs: number | null;
  /** The last moment that is a right answer too, where it came slowly or is seen by few calls; `sinceMs` where it is absent. */
  readonly beganByMs?: number;
  /** What the log began to say; null where it says nothing new. */
  readonly pattern: NewWords | null;
  /** Who or what is hit or to blame, as it is called; null where it could be anybody. */
  readonly dimension: string | RegExp | null;
  /** Whether calls fail alike all along: nobody can tell that from trouble that is older than what is known. */
  readonly failsAsEver?: true;
  /** Whether metrics tell of the week before, in which all was as it is when the incident's hours begin. */
  readonly hasPast?: true;
  /** Advice that makes it worse. */
  readonly harms: readonly RegExp[];
}

export interface NewWords {
  /** Whether the code says it, or Lambda as it ends the call. */
  readonly by: 'code' | 'lambda';
  /** A part of it. */
  readonly words: string;
  /** Other words for the same. */
  readonly or?: readonly string[];
}

export const RAISED_TIMEOUT = /\b(?:raise|longer|higher|increase)\b[^.;:]*\btimeout/i;
export const RAISED_CONCURRENCY =
  /\b(?:raise|higher|more|increase)\b[^.;:]*\b(?:concurrency|limit that binds|environments|parallelization)/i;
export const MORE_RETRIES = /\b(?:more|raise|quicker|increase)\b[^.;:]*\b(?:retries|retry|tries)\b/i;
export const REDRIVEN_AT_ONCE = /^\s*redrive\b/i;
export const WIDE_PERMISSION = /\ballow(?:s|ing)?\b[^.;:]*\b(?:everything|all|\*)/i;
