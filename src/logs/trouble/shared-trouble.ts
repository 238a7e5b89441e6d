import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Notice, TailItem, TroubleKind } from '../tail-item.ts';

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
export function createSharedTrouble(): (group: RawText, items: readonly TailItem[]) => readonly TailItem[] {
  const troubled = new Map<TroubleKind, Set<RawText>>();

  /** Logs whose answers take long. */
  const slow = new Set<RawText>();

  /** When a log was last found to be denied. */
  let deniedMs: EpochMs = Number.NEGATIVE_INFINITY;

  const isFirstDenial = (atMs: EpochMs): boolean => {
    const isFirst = atMs - deniedMs > ONE_DENIAL_MS;
    deniedMs = atMs;
    return isFirst;
  };

  const forget = (group: RawText) => {
    for (const groups of troubled.values()) groups.delete(group);
  };

  const isNews = (group: RawText, item: TailItem): boolean => {
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
        if (item.kind === 'denied') return isFirstDenial(item.atMs) || groups.size === 1;
        return !isSharedTrouble(item.kind) || groups.size === 1;
      }
    }
  };

  return (group, items) =>
    items.some(({ type }) => type === 'notice') ? items.filter((item) => isNews(group, item)) : items;
}
