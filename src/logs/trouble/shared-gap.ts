import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { areFew, type ManyLogs, manyLogs } from '../many-logs.ts';
import type { Gap, GapReason, ItemOfLogs, LogOrigin, TailItem } from '../tail-item.ts';
import { isOfOneLog } from './shared-trouble.ts';

/**
 * A gap shared by many logs for one reason: reported once when they can't be seen, and once when they have been read
 * again.
 */
export interface SharedGap {
  /** The news of a log that is shown individually. */
  newsOf(origin: LogOrigin, items: readonly TailItem[]): readonly TailItem[];
  /** Whether logs have an unreported gap. */
  readonly isUntold: boolean;
  /** Reports what is pending. Null for nothing. */
  told(): ItemOfLogs | null;
}

/** One of the logs, with its own gap. */
interface LogGap {
  readonly origin: LogOrigin;
  readonly gap: Gap;
}

/** The common gap. */
interface CommonGap {
  /** As reported; null before. */
  told: Gap | null;
  /** The log that reported its own gap before there were others; null for none. */
  alone: RawText | null;
  /** Logs that are not read up to now yet. */
  readonly behind: Map<RawText, LogGap>;
  /** Logs that are, with nothing missing. */
  readonly whole: Map<RawText, LogGap>;
  throughMs: EpochMs;
  /**
   * When the first of them had been read again: later gaps that began before this are part of it. Null while none has.
   */
  firstOverMs: EpochMs | null;
  /** Whether its end was told before. */
  readonly goesOn: boolean;
}

/** An update is reported at this many times the reported number. */
const MUCH_MORE = 2;

export function createSharedGap(reason: GapReason): SharedGap {
  // Permission may return for some logs and not for others, so their number is always news.
  const isDenial = reason === 'denied';
  let common: CommonGap | null = null;
  /** The last gap reported as over. */
  let last: CommonGap | null = null;
  let isUntold = false;

  /** The gap is over for all logs. */
  const end = (shared: CommonGap): Gap => {
    const { told, whole, throughMs } = shared;
    common = null;
    isUntold = false;
    const startMs = told?.startMs ?? earliestOf(whole);
    const gap: Gap = { type: 'gap', startMs, endMs: throughMs, reason, ...logsIn(whole) };
    last = { ...shared, told: gap };
    return gap;
  };

  /** The gap that a log's loss belongs to: the last one, if the log merely had not noticed it yet. */
  const gapSince = (startMs: EpochMs): CommonGap => {
    const isLast = last?.firstOverMs != null && startMs < last.firstOverMs;
    return last === null || !isLast || isDenial ? newGap(startMs) : goingOn(last);
  };

  const over = (origin: LogOrigin, gap: Gap | null): readonly Gap[] => {
    const own = gap === null ? [] : [gap];
    const shared = common;
    if (shared?.behind.delete(origin.group) !== true) return own;
    const isWhole = gap !== null && gap.missing === undefined;
    if (isWhole) shared.whole.set(origin.group, { origin, gap });
    shared.throughMs = Math.max(shared.throughMs, gap?.endMs ?? shared.throughMs);
    if (gap !== null) shared.firstOverMs ??= gap.endMs;
    const lacking = isWhole && shared.alone !== origin.group ? [] : own;
    if (shared.behind.size > 0) {
      isUntold ||= isDenial;
      return lacking;
    }
    if (shared.goesOn) {
      // More logs may notice it as late: their ends are told together.
      isUntold = true;
      return lacking;
    }
    const all = end(shared);
    // Not reported: a single log is best reported on its own.
    return isOfOneLogAlone(shared, isWhole) ? own : [...lacking, all];
  };

  const overAgain = (shared: CommonGap): ItemOfLogs | null => {
    const [group] = shared.whole.keys();
    const item = end(shared);
    return group === undefined ? null : { group, item };
  };

  /** A log that may never be read again: the others do not wait for it. */
  const apart = (origin: LogOrigin, item: TailItem): readonly TailItem[] => {
    if (isDenial) return [item];
    const own = common?.behind.get(origin.group)?.gap;
    if (own === undefined) return [item];
    return [...(common?.alone === origin.group ? [] : [own]), item, ...over(origin, null)];
  };

  const newsOf = (origin: LogOrigin, item: TailItem): readonly TailItem[] => {
    if (item.type === 'notice' && item.kind === 'ended') return [item, ...over(origin, null)];
    if (item.type === 'notice' && isOfOneLog(item.kind)) return apart(origin, item);
    if (item.type !== 'gap' || item.reason !== reason) return [item];
    if (item.endMs !== null) return over(origin, item);
    common ??= gapSince(item.startMs);
    common.behind.set(origin.group, { origin, gap: item });
    common.whole.delete(origin.group);
    isUntold = true;
    return [];
  };

  return {
    newsOf: (origin, items) =>
      items.some(({ type }) => type !== 'event') ? items.flatMap((item) => newsOf(origin, item)) : items,
    get isUntold() {
      return isUntold;
    },
    told() {
      const [first] = common?.behind ?? [];
      if (common === null || !isUntold) return null;
      if (first === undefined) return overAgain(common);
      isUntold = false;
      const [group, { gap }] = first;
      const { told, behind, whole } = common;
      const count = behind.size;
      if (told === null && count + whole.size === 1) {
        common.alone = group;
        return { group, item: gap };
      }
      // All logs notice a sleep at once, so another report means another sleep. For other reasons, not every log that
      // notices it is news.
      if (reason !== 'asleep' && !isDenial && count < MUCH_MORE * (told?.logCount ?? 0)) return null;
      if (isDenial && !areFew(count) && count === told?.logCount) return null;
      const startMs = told?.startMs ?? earliestOf(new Map([...behind, ...whole]));
      common.told = { type: 'gap', startMs, endMs: null, reason, ...logsIn(behind) };
      return { group, item: common.told };
    },
  };
}

function newGap(startMs: EpochMs): CommonGap {
  const logs = { behind: new Map(), whole: new Map() };
  return { ...logs, told: null, alone: null, throughMs: startMs, firstOverMs: null, goesOn: false };
}

/** The same gap for logs that notice it after its end was reported: they have not been reported. */
function goingOn(last: CommonGap): CommonGap {
  return { ...last, alone: null, told: last.told && { ...last.told, logCount: 0 }, goesOn: true };
}

function isOfOneLogAlone({ told, whole }: CommonGap, isWhole: boolean): boolean {
  return told === null && whole.size < 2 && (isWhole || whole.size === 0);
}

function earliestOf(logs: ReadonlyMap<RawText, LogGap>): EpochMs {
  return Math.min(...[...logs.values()].map(({ gap }) => gap.startMs));
}

function logsIn(logs: ReadonlyMap<RawText, LogGap>): ManyLogs {
  return manyLogs([...logs.values()].map(({ origin }) => origin.functionName ?? origin.group));
}
