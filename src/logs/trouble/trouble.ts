import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Notice, TroubleKind } from '../tail-item.ts';

/** A run of failed calls. */
export interface Trouble {
  readonly kind: TroubleKind;
  /** From the last failure. */
  readonly name: RawText;
  readonly sinceMs: EpochMs;
  /** Consecutive failed calls, of any kind. */
  readonly failures: number;
  readonly announced: boolean;
  /** All names that notices have told. */
  readonly toldNames: readonly RawText[];
}

export interface Failure {
  readonly kind: TroubleKind;
  /** The time up to which the log had been read; null for never. */
  readonly readThroughMs: EpochMs | null;
  readonly name: RawText;
  readonly message: RawText;
  /** Whether AWS had time enough for an answer, and gave none. */
  readonly wasGivenUp: boolean;
}

/** The trouble after one more failed call, and the notice to give: one for each lasting kind, and each name. */
export function troubleAfterFailure(
  before: Trouble | null,
  failure: Failure,
  nowMs: EpochMs,
): { trouble: Trouble; notice: Notice | null } {
  const { kind, readThroughMs, name, message, wasGivenUp } = failure;
  const sameKind = before?.kind === kind;
  const sinceMs = before?.sinceMs ?? nowMs;
  const toldNames = before?.toldNames ?? [];
  const isTold = sameKind && before.announced && toldNames.includes(name);
  const announce = !isTold && (lasts(kind) || wasGivenUp || before !== null);
  const trouble: Trouble = {
    kind,
    name,
    sinceMs,
    failures: (before?.failures ?? 0) + 1,
    announced: announce || (sameKind && before.announced),
    toldNames: announce ? [...toldNames, name] : toldNames,
  };
  return {
    trouble,
    notice: announce ? { type: 'notice', kind, atMs: nowMs, sinceMs, readThroughMs, name, message } : null,
  };
}

/** The notice for the first good answer after `trouble`; null when the trouble was never reported. */
export function recoveryNotice(trouble: Trouble | null, nowMs: EpochMs): Notice | null {
  if (trouble === null || !trouble.announced) return null;
  return { type: 'notice', kind: 'recovered', atMs: nowMs, sinceMs: trouble.sinceMs, from: trouble.kind };
}

/** Whether one failed call means that the next ones will fail as well. A single blip is not worth a notice. */
function lasts(kind: TroubleKind): boolean {
  switch (kind) {
    case 'waiting':
    case 'denied':
    case 'expired':
      return true;
    case 'busy':
    case 'unreachable':
    case 'unreadable':
    case 'malformed':
      return false;
  }
}
