import type { RequestedWindow } from '../session/requested-window.ts';
import type { Session } from '../session/session.ts';

/** Costly or personal facts, asked for only on request. */
export const EXTRAS = ['insights', 'cloudtrail'] as const;
export type Extra = (typeof EXTRAS)[number];

/** The means to print a report. */
export interface Printing {
  readonly session: Session;
  readonly window: RequestedWindow;
  readonly extras: readonly Extra[];
  readonly signal: AbortSignal;
}
