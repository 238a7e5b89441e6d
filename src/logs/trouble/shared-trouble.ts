import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { manyLogs } from '../many-logs.ts';
import type { ItemOfLogs, LogOrigin, Notice, TailItem, TroubleKind, TroubleNotice } from '../tail-item.ts';

/** What befalls all logs alike, because it is not a matter of the log. */
const SHARED: ReadonlySet<Notice['kind']> = new Set(['busy', 'unreachable', 'expired']);

/** Denials that follow each other within so long are one: a hundred logs are asked in less. */
const ONE_DENIAL_MS = 60 * SECOND_MS;

export function isSharedTrouble(kind: Notice['kind']): boolean {
  return SHARED.has(kind);
}

/** Whether its end is that of the last log that met it. */
export function endsWithTheLast(kind: TroubleKind): boolean {
  return isSharedTrouble(kind) || kind === 'denied';
}

/** Whether it lasts for one log while the others go on: its group is gone, or may not be read. */
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

/** Of what happens to several logs, what is worth telling: trouble that they share is told by the first that meets it, and its end by the last that recovers. */
export interface SharedTrouble {
  /** What of the news of a log is told by itself. */
  newsOf(origin: LogOrigin, items: readonly TailItem[]): readonly TailItem[];
  /** How many logs are denied as another one is, without anybody being told. */
  untoldCount(): number;
  /** Tells of those. Null where there are none. */
  told(): ItemOfLogs | null;
}

export function createSharedTrouble(): SharedTrouble {
  const troubled = new Map<TroubleKind, Set<RawText>>();

  /** Logs whose answers take long. */
  const slow = new Set<RawText>();

  /** Denials like the one that was told, by log: each may be lifted before anybody is told. */
  const untold = new Map<RawText, UntoldDenial>();

  /** When a log was last found to be denied. */
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

  const isToldAtOnce = (origin: LogOrigin, notice: TroubleNotice, isAlone: boolean): boolean => {
    if (notice.kind !== 'denied') return !isSharedTrouble(notice.kind) || isAlone;
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
      const names = denials.map((each) => each.origin.functionName ?? each.origin.group);
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
