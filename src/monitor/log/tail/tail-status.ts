import type { EpochMs } from '../../../lambda/time.ts';
import type { RecoveryNotice, TailItem, TroubleKind, TroubleNotice } from '../../../logs/tail-item.ts';
import type { RawText } from '../../../terminal/text.ts';
import type { FollowEnd } from '../follow-request.ts';

/**
 * | status      | means                                                     |
 * | ----------- | --------------------------------------------------------- |
 * | starting    | the log has not been read up to now yet                   |
 * | live        | read, and being read on                                   |
 * | busy        | AWS asks lmon to slow down                                |
 * | unreachable | no answer, or none that can be read                       |
 * | unanswered  | asked, and waiting for longer than usual                  |
 * | waiting     | the log group does not exist yet                          |
 * | denied      | the identity may not read the log                         |
 * | expired     | the credentials have run out                              |
 * | ended       | nothing more is read; if an error ended it, that says why |
 */
export type TailStatus =
  | 'starting'
  | 'live'
  | 'busy'
  | 'unreachable'
  | 'unanswered'
  | 'waiting'
  | 'denied'
  | 'expired'
  | 'ended';

export interface TailError {
  readonly name: RawText;
  readonly message: RawText;
  readonly sinceMs: EpochMs | null;
}

export interface TailCondition {
  readonly status: TailStatus;
  readonly error: TailError | null;
}

export function statusAfterItems(before: TailCondition, items: readonly TailItem[]): TailCondition {
  const notice = items.findLast(isAboutTrouble);
  if (notice === undefined) return before;
  if (notice.kind === 'recovered') return { status: 'starting', error: null };
  const { name, message, sinceMs } = notice;
  return { status: statusOf(notice.kind), error: { name, message, sinceMs } };
}

function isAboutTrouble(item: TailItem): item is TroubleNotice | RecoveryNotice {
  return item.type === 'notice' && 'sinceMs' in item;
}

/** The first complete reading makes a tail live. Trouble ends with its notice, not here. */
export function statusAfterProgress(status: TailStatus, readThroughMs: EpochMs | null): TailStatus {
  if (status !== 'starting' && status !== 'unanswered') return status;
  return readThroughMs === null ? 'starting' : 'live';
}

export function statusAfterEnd(before: TailCondition, end: FollowEnd): TailCondition {
  switch (end.kind) {
    case 'done':
    case 'aborted':
      return { status: 'ended', error: null };
    case 'failed': {
      const { name, message } = end.error;
      return { status: 'ended', error: { name, message, sinceMs: before.error?.sinceMs ?? null } };
    }
  }
}

function statusOf(kind: TroubleKind): TailStatus {
  return kind === 'malformed' || kind === 'unreadable' ? 'unreachable' : kind;
}
