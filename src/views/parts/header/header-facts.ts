import type { EpochMs } from '../../../lambda/time.ts';
import type { ApiLedgerSnapshot } from '../../../monitor/calls/api-ledger.ts';
import type { Identity } from '../../../monitor/sources.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';

/** The identity and account, as far as known before AWS has answered. */
export interface Whereabouts {
  /** The profile name, or a substitute. */
  readonly who: string;
  readonly region: string;
  /** Minutes east of UTC of the user's clock. */
  readonly localOffsetMinutes: number;
  /** Whether a requested recording is still running; absent without one. */
  readonly isRecording?: () => boolean;
  /** Set when a recording is played instead of an account. */
  readonly replay?: Replay;
}

/** A recording being played. */
export interface Replay {
  /** The end of the recording. */
  readonly endMs: EpochMs;
  /** Account seconds in a second. */
  readonly speed: () => number;
  readonly setSpeed: (speed: number) => void;
  /** Whether its time stands still. */
  readonly isPaused: () => boolean;
  readonly setPaused: (isPaused: boolean) => void;
  /** What follows `lmon replay` to play it again. */
  readonly words: readonly string[];
}

export function isReplay({ whereabouts }: { readonly whereabouts: Whereabouts }): boolean {
  return whereabouts.replay !== undefined;
}

export interface HeaderFacts {
  /** Whether a past moment is shown that `:at` chose, and can change. */
  readonly isPast?: true;
  readonly whereabouts: Whereabouts;
  readonly identity: Identity | null;
  readonly state: HeaderState;
  readonly nowMs: EpochMs;
  /** Null where calls are not counted: then nothing is shown, rather than 0. */
  readonly api: OwnCalls | null;
}

interface OwnCalls extends Pick<ApiLedgerSnapshot, 'isPaceSettling' | 'recentFailures'> {
  /** Null where there is no room for it. */
  readonly dollarsPerHour: number | null;
}

export interface HeaderState {
  readonly word: SafeText;
  readonly tone: 'good' | 'warn' | 'dim';
  /** Details of the state: up to which minute, since when, why. */
  readonly note: SafeText;
  /** The same for the narrowest screens, where it would leave no room for the identity. */
  readonly briefNote?: SafeText;
  /** Current trouble. It appears to the left of the state, where nothing has to make room for it. */
  readonly trouble?: Trouble;
}

export interface Trouble {
  readonly kind: SafeText;
  /** Dropped on narrow screens. */
  readonly detail: SafeText;
}

export const STOPPED: HeaderState = { word: safe`STOPPED`, tone: 'warn', note: safe`` };

/** Replaces whatever would be waiting for an answer, while no calls are made. */
export const CALLS_ARE_STOPPED = safe`calls to AWS are stopped; :stop again resumes`;
