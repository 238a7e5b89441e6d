import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { logName } from '../log-name.ts';
import { manyLogs } from '../many-logs.ts';
import type { ItemOfLogs, LogOrigin, Notice, TailItem, TroubleKind, TroubleNotice } from '../tail-item.ts';

/** Trouble that affects all logs alike, because its cause is not the log. */
const SHARED: ReadonlySet<Notice['kind']> = new Set(['busy', 'unreachable', 'unreadable', 'expired']);

/** Denials within this time are reported together: asking a hundred logs takes less. */
const ONE_DENIAL_MS = 60 * SECOND_MS;

export function isSharedTrouble(kind: Notice['kind']): boolean {
  return SHARED.has(kind);
}

/** Whether it is over only when the last affected log has recovered. */
export function endsWithTheLast(kind: TroubleKind): boolean {
  return isSharedTrouble(kind) || kind === 'denied';
}

/** Whether it concerns one log while the others go on: its group is gone, or denied. */
export function isOfOneLog(kind: Notice['kind']): boolean {
  switch (kind) {
    case 'denied':
    case 'malformed':
    case 'waiting':
      return true;
    default:
      return false;
  }
}

/**
 * Trouble of several logs, reduced to what is worth reporting: the first log to meet shared trouble reports it, and the
 * last to recover reports its end.
 */
export interface SharedTrouble {
  /** The news of a log that is shown individually. */
  newsOf(origin: LogOrigin, items: readonly TailItem[]): readonly TailItem[];
  /** How many logs are denied in the same way without having been reported. */
  untoldCount(): number;
  /** Reports those. Null for none. */
  told(): ItemOfLogs | null;
}

export function createSharedTrouble(): SharedTrouble {
  const troubled = new Map<TroubleKind, Set<RawText>>();

  /** The errors that notices have named, by kind. */
  const toldNames = new Map<TroubleKind, Set<RawText>>();

  /** Logs with slow answers. */
  const slow = new Set<RawText>();

  /** Unreported denials by log: each may be lifted before it is reported. */
  const untold = new Map<RawText, UntoldDenial>();

  /** When a log was last denied. */
  let deniedMs: EpochMs = Number.NEGATIVE_INFINITY;

  const isFirstDenial = (atMs: EpochMs): boolean => {
    const isFirst = atMs - deniedMs > ONE_DENIAL_MS;
    deniedMs = atMs;
    return isFirst;
  };

  const forget = (group: RawText) => {
    for (const groups of troubled.values()) groups.delete(group);
    untold.delete(group);
  };

  /** A network that is down, and then refuses connections, is told as both. */
  const isNewName = ({ kind, name }: TroubleNotice): boolean => {
    const told = toldNames.get(kind) ?? new Set();
    const isNew = !told.has(name);
    toldNames.set(kind, told.add(name));
    return isNew;
  };

  const isToldAtOnce = (origin: LogOrigin, notice: TroubleNotice, isAlone: boolean): boolean => {
    if (notice.kind !== 'denied') return !isSharedTrouble(notice.kind) || isNewName(notice) || isAlone;
    if (isFirstDenial(notice.atMs) || isAlone) return true;
    untold.set(origin.group, { origin, notice });
    return false;
  };

  const isNews = (origin: LogOrigin, item: TailItem): boolean => {
    const { group } = origin;
    if (item.type !== 'notice') return true;
    switch (item.kind) {
      case 'assumed':
      case 'joined':
      case 'streaming':
      case 'polling':
      case 'unsettled':
      case 'settled':
      case 'leftOut':
        return true;
      case 'slow':
        return slow.add(group).size === 1;
      case 'quick':
        return slow.delete(group) && slow.size === 0;
      case 'ended':
        slow.delete(group);
        forget(group);
        return true;
      case 'recovered':
        forget(group);
        return !endsWithTheLast(item.from) || troubled.get(item.from)?.size === 0;
      default: {
        const groups = troubled.get(item.kind) ?? new Set();
        if (groups.size === 0) toldNames.delete(item.kind);
        troubled.set(item.kind, groups.add(group));
        return isToldAtOnce(origin, item, groups.size === 1);
      }
    }
  };

  return {
    newsOf: (origin, items) =>
      items.some(({ type }) => type === 'notice') ? items.filter((item) => isNews(origin, item)) : items,
    untoldCount: () => untold.size,
    told() {
      const denials = [...untold.values()];
      const [first] = denials;
      untold.clear();
      if (first === undefined) return null;
      const { origin, notice } = first;
      const names = denials.map((each) => logName(each.origin));
      return {
        group: origin.group,
        item: denials.length === 1 ? notice : { ...notice, ...manyLogs(names) },
      };
    },
  };
}

interface UntoldDenial {
  readonly origin: LogOrigin;
  readonly notice: TroubleNotice;
}
