import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { logName } from '../log-name.ts';
import { type ManyLogs, manyLogs } from '../many-logs.ts';
import type { Gap, GapReason, LogOrigin } from '../tail-item.ts';

/** One of the logs, with its own gap. */
interface LogGap {
  readonly origin: LogOrigin;
  readonly gap: Gap;
}

/** A gap of several logs, or of one that others may join. */
export interface CommonGap {
  /** Of the log that noticed it first. */
  readonly reason: GapReason;
  /** As reported; null before. */
  told: Gap | null;
  /** The log that reported its own gap before there were others; null for none. */
  alone: RawText | null;
  /** Logs that are not yet read up to now. */
  readonly behind: Map<RawText, LogGap>;
  /** Logs that are, with nothing missing. */
  readonly whole: Map<RawText, LogGap>;
  throughMs: EpochMs;
  /**
   * When the first of them had been read again: gaps that began before this are part of it, later ones of another gap.
   * Null while none has.
   */
  firstOverMs: EpochMs | null;
  /** Whether its end was reported before. */
  readonly goesOn: boolean;
  isUntold: boolean;
}

/** Which gap a log's loss is part of. */
export interface CommonGaps {
  /** Several, where one log is not read again between two outages, and others are. */
  readonly open: readonly CommonGap[];
  /** Of a loss that began then: an open one, or one that was reported as over, if the log merely had not noticed it. */
  since(startMs: EpochMs, reason: GapReason): CommonGap;
  /** The one that still waits for this log. */
  behindIn(origin: LogOrigin): CommonGap | undefined;
  /** It is over for all logs. */
  end(shared: CommonGap): Gap;
}

/** @param isDenial whether the logs are denied, one by one */
export function createCommonGaps(isDenial: boolean): CommonGaps {
  const open: CommonGap[] = [];
  /** The last gap reported as over. */
  let last: CommonGap | null = null;

  const opened = (shared: CommonGap): CommonGap => {
    open.push(shared);
    return shared;
  };

  return {
    open,
    since(startMs, reason) {
      if (isDenial) return open[0] ?? opened(newGap(startMs, reason));
      const goingOnNow = open.find((shared) => beganWithin(shared, startMs));
      if (goingOnNow !== undefined) return goingOnNow;
      if (last !== null && beganWithin(last, startMs)) return opened(goingOn(last));
      return open.find(({ firstOverMs }) => firstOverMs === null) ?? opened(newGap(startMs, reason));
    },
    behindIn: ({ group }) => open.find(({ behind }) => behind.has(group)),
    end(shared) {
      const { told, whole, throughMs, reason } = shared;
      open.splice(open.indexOf(shared), 1);
      const startMs = told?.startMs ?? earliestOf(whole);
      const gap: Gap = {
        type: 'gap',
        startMs,
        endMs: throughMs,
        reason,
        ...laterReasonIn(whole, reason),
        ...logsIn(whole),
      };
      last = { ...shared, told: gap };
      return gap;
    },
  };
}

function beganWithin({ firstOverMs }: CommonGap, startMs: EpochMs): boolean {
  return firstOverMs !== null && startMs < firstOverMs;
}

function newGap(startMs: EpochMs, reason: GapReason): CommonGap {
  const logs = { behind: new Map(), whole: new Map() };
  return {
    reason,
    ...logs,
    told: null,
    alone: null,
    throughMs: startMs,
    firstOverMs: null,
    goesOn: false,
    isUntold: false,
  };
}

/** The same gap for logs that notice it after its end was reported: they have not been reported. */
function goingOn(last: CommonGap): CommonGap {
  return { ...last, alone: null, told: last.told && { ...last.told, logCount: 0 }, goesOn: true };
}

export function earliestOf(logs: ReadonlyMap<RawText, LogGap>): EpochMs {
  return Math.min(...[...logs.values()].map(({ gap }) => gap.startMs));
}

/** What else kept any of them from being read. */
export function laterReasonIn(
  logs: ReadonlyMap<RawText, LogGap>,
  first: GapReason,
): Pick<Gap, 'laterReason'> {
  const reasons = [...logs.values()].flatMap(({ gap }) => [gap.reason, gap.laterReason]);
  const laterReason = reasons.find((reason) => reason !== undefined && reason !== first);
  return laterReason === undefined ? {} : { laterReason };
}

export function logsIn(logs: ReadonlyMap<RawText, LogGap>): ManyLogs {
  return manyLogs([...logs.values()].map(({ origin }) => logName(origin)));
}
