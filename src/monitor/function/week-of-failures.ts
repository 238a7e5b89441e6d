import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import {
  type ChronicFailures,
  type CountedHour,
  chronicFailures,
} from '../../triage/rules/chronic-failures.ts';
import { type WeekOnset, weekOnset } from '../../triage/rules/week-onset.ts';
import type { Asking } from '../calls/asking.ts';
import { LOOK_BACK_MINUTES, MetricHistory } from '../metric/metric-history.ts';
import { failureQueries } from '../metric/metric-plan.ts';
import { readMetrics } from '../metric/metric-reading.ts';
import { keepListed, type Listed } from '../metric-owner.ts';
import type { MetricSource } from '../sources.ts';

const WEEK_MS = 7 * DAY_MS;
/** Current failures are no part of the usual rate: their minutes are known separately. */
const HOURS_LEFT_OUT_MS = LOOK_BACK_MINUTES * MINUTE_MS;
const MINUTES_AN_HOUR = HOUR_MS / MINUTE_MS;
/** A week's usual rate changes slowly, and each reading costs two metrics a function. */
const READ_EVERY_MS = 6 * HOUR_MS;
/** Retried soon: what CloudWatch has not counted yet will be counted shortly. */
const READ_AGAIN_MS = 10 * MINUTE_MS;

interface JudgedWeek {
  readonly chronic: ChronicFailures | null;
  readonly onset: WeekOnset | null;
}

interface KnownWeek extends JudgedWeek {
  readonly counted: readonly CountedHour[];
  readonly readAgainMs: EpochMs;
}

/** How functions that fail now have failed all week, by the hour: read once each, and seldom again. */
export class WeekOfFailures {
  readonly #metrics: MetricSource;
  readonly #asking: Asking;
  #timesUsual: number;
  readonly #history = new MetricHistory(HOUR_MS, WEEK_MS / HOUR_MS + 1);
  /** Functions asked for; null for those not answered yet. */
  readonly #known = new Map<string, KnownWeek | null>();
  /** Functions whose answer is pending: it may take longer than the minute until the next request. */
  readonly #asked = new Set<RawText>();

  constructor(metrics: MetricSource, asking: Asking, timesUsual: number) {
    this.#timesUsual = timesUsual;
    this.#metrics = metrics;
    this.#asking = asking;
  }

  /** From now on this multiple of the usual rate is a finding. */
  judgeBy(timesUsual: number): void {
    this.#timesUsual = timesUsual;
    for (const [name, known] of this.#known)
      this.#known.set(name, known && { ...known, ...this.#judged(known.counted) });
  }

  /** Null where it does not always fail, or when not read yet. */
  chronicOf(functionName: RawText): ChronicFailures | null {
    return this.#known.get(functionName)?.chronic ?? null;
  }

  /** Whether the first answer is pending: only until then is the week unknown. */
  isAwaited(functionName: RawText): boolean {
    return !this.#known.has(functionName);
  }

  /** Whether one was asked for without an answer. */
  get hasUnread(): boolean {
    return [...this.#known.values()].includes(null);
  }

  /** Null where nothing began to fail this week, or when not read yet. */
  onsetOf(functionName: RawText): WeekOnset | null {
    return this.#known.get(functionName)?.onset ?? null;
  }

  /**
   * Answered functions are known from then on, even if others fail: each answer is billed.
   *
   * @param toMs the end of the window
   * @returns whether anything was read, or is no longer pending
   */
  async read(failing: readonly RawText[], toMs: EpochMs): Promise<boolean> {
    const due = failing.filter(
      (name) => !this.#asked.has(name) && toMs >= (this.#known.get(name)?.readAgainMs ?? 0),
    );
    if (due.length === 0) return false;
    const isFirst = due.some((name) => this.isAwaited(name));
    for (const name of due) this.#asked.add(name);
    try {
      return (await this.#readWeekOf(due, toMs)) || isFirst;
    } finally {
      for (const name of due) {
        this.#asked.delete(name);
        this.#known.set(name, this.#known.get(name) ?? null);
      }
    }
  }

  async #readWeekOf(due: readonly RawText[], toMs: EpochMs): Promise<boolean> {
    const endMs = Math.floor((toMs - HOURS_LEFT_OUT_MS) / HOUR_MS) * HOUR_MS;
    const startMs = endMs - WEEK_MS;
    const { unread } = await readMetrics(this.#metrics, this.#asking, this.#history, {
      queries: failureQueries(due),
      range: { startMs, endMs, periodMs: HOUR_MS },
      atMs: this.#asking.clock.now(),
      everyMs: READ_EVERY_MS,
    });
    const answered = due.filter((name) => !unread.has(name));
    for (const name of answered) {
      const hours = this.#history.functionMinutes(name, startMs, endMs - HOUR_MS);
      const counted = hours.map(countedHour);
      this.#known.set(name, {
        ...this.#judged(counted),
        counted,
        readAgainMs: toMs + (hours.every(isCounted) ? READ_EVERY_MS : READ_AGAIN_MS),
      });
    }
    return answered.length > 0;
  }

  keepOnly(listed: Listed): void {
    this.#history.keepOnly(listed);
    keepListed(this.#known, listed);
  }

  #judged(counted: readonly CountedHour[]): JudgedWeek {
    const chronic = chronicFailures(counted, this.#timesUsual);
    return { chronic, onset: chronic === null ? weekOnset(counted) : null };
  }
}

/** Where calls are counted, failures are too, if only as zero. */
function isCounted({
  invocations,
  errors,
}: {
  readonly invocations: number | null;
  readonly errors: number | null;
}): boolean {
  return (invocations ?? 0) === 0 || errors !== null;
}

function countedHour(hour: {
  readonly minuteMs: EpochMs;
  readonly invocations: number | null;
  readonly errors: number | null;
}): CountedHour {
  return {
    startMs: hour.minuteMs,
    invocations: (hour.invocations ?? 0) * MINUTES_AN_HOUR,
    errors: (hour.errors ?? 0) * MINUTES_AN_HOUR,
  };
}
