import type { Known } from '../capacity/evidence.ts';
import type { FunctionConfiguration } from '../lambda/function.ts';
import type { FunctionVersion } from '../lambda/function-version.ts';
import { type EpochMs, MINUTE_MS } from '../lambda/time.ts';
import { firstStarts, STARTS } from '../logs/environment-starts.ts';
import type { LogComparison } from '../logs/story/log-comparison.ts';
import type { CaseReading, EnvironmentStarts } from '../triage/report/case-reading.ts';
import { LOOK_AHEAD_MS, LOOK_BACK_MS } from '../triage/report/changes/change.ts';
import { onsetsOf } from '../triage/report/onsets.ts';
import { type Asking, askForAll } from './asking.ts';
import { readComparison } from './case-comparison.ts';
import { comparedSpans } from './compared-spans.ts';
import type { FunctionStatus } from './function-status.ts';
import { knownOf } from './known-answer.ts';
import { readLogPages } from './log-pages.ts';
import type { Sources } from './sources.ts';

/** What is long past does not change, and what is new is read by others. */
const SELDOM_MS = 5 * MINUTE_MS;
const MOST_PAGES_OF_STARTS = 3;

/** Reads what only a report about a function needs: what was changed around the time when its trouble began. */
export class CaseProbe {
  readonly configuration: FunctionConfiguration;
  readonly #sources: Sources;
  readonly #asking: Asking;
  #versions: Known<readonly FunctionVersion[]> = { known: false, because: 'unread' };
  #starts: EnvironmentStarts | null = null;
  #comparison: LogComparison | null = null;
  #readMs: EpochMs | null = null;
  #onsetMs: EpochMs | null = null;

  constructor(configuration: FunctionConfiguration, sources: Sources, asking: Asking) {
    this.configuration = configuration;
    this.#sources = sources;
    this.#asking = asking;
  }

  /** @param toMs the end of what is looked at */
  async read(status: FunctionStatus, toMs: EpochMs): Promise<void> {
    const { firstMs } = onsetsOf(status);
    const isFresh = this.#readMs !== null && toMs - this.#readMs < SELDOM_MS && firstMs === this.#onsetMs;
    if (isFresh) return;
    await Promise.all([
      this.#readVersions(),
      this.#readStarts(firstMs ?? toMs, toMs),
      this.#readComparison(status, firstMs, toMs),
    ]);
    this.#readMs = toMs;
    this.#onsetMs = firstMs;
  }

  /** Null before the first reading. */
  reading(): CaseReading | null {
    return this.#readMs === null
      ? null
      : { versions: this.#versions, starts: this.#starts, comparison: this.#comparison };
  }

  async #readVersions(): Promise<void> {
    const { name } = this.configuration;
    const versions = await askForAll(this.#asking, 'lambda:ListVersionsByFunction', (token, signal) =>
      this.#sources.functions.versions(name, token, signal),
    );
    this.#versions = knownOf(versions, this.#versions);
  }

  /** Where nothing hurts there is nothing to compare, and the calls are spared. */
  async #readComparison({ minutes, reasons }: FunctionStatus, onsetMs: EpochMs | null, toMs: EpochMs) {
    this.#comparison =
      reasons.length === 0
        ? null
        : await readComparison(
            this.#sources.logs,
            this.#asking,
            this.configuration,
            comparedSpans(minutes, onsetMs, toMs),
          );
  }

  async #readStarts(onsetMs: EpochMs, toMs: EpochMs): Promise<void> {
    const { logGroup, logFormat } = this.configuration;
    const range = { startMs: onsetMs - LOOK_BACK_MS, endMs: Math.min(toMs, onsetMs + LOOK_AHEAD_MS) };
    const answer = await readLogPages(this.#sources.logs, this.#asking, {
      group: logGroup,
      range,
      pattern: STARTS[logFormat],
      mostPages: MOST_PAGES_OF_STARTS,
    });
    if (!answer.ok) return;
    const { events, isAll } = answer.value;
    this.#starts = {
      fromMs: range.startMs,
      toMs: range.endMs,
      isComplete: isAll,
      firsts: firstStarts(events),
    };
  }
}
