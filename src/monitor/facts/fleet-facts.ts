import type { Known } from '../../capacity/evidence.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Asking } from '../calls/asking.ts';
import { type Catalogue, readCatalogue } from '../function/catalogue.ts';
import type { ProvisionedStatus } from '../function/provisioned-facts.ts';
import type { MetricHistory } from '../metric/metric-history.ts';
import type { SourceError } from '../source-error.ts';
import type { Sources } from '../sources.ts';
import { FleetLimits } from './fleet-limits.ts';
import { FleetMetrics } from './fleet-metrics.ts';
import { FleetProvisioned } from './fleet-provisioned.ts';
import { NewestCatalogue } from './newest-catalogue.ts';
import { SELDOM_MS } from './unlisted-round.ts';

/** What AWS has said so far. Each `read` updates it, and keeps old facts if new ones are unavailable. */
export class FleetFacts {
  readonly #sources: Sources;
  readonly #asking: Asking;
  /** The end of a past window; null follows the present. */
  readonly #untilMs: EpochMs | null;
  readonly #catalogue = new NewestCatalogue();
  readonly #metrics: FleetMetrics;
  readonly #limits: FleetLimits;
  readonly #provisioned: FleetProvisioned;
  #catalogueAskedMs: EpochMs | null = null;

  constructor(sources: Sources, asking: Asking, untilMs: EpochMs | null = null) {
    this.#sources = sources;
    this.#asking = asking;
    this.#untilMs = untilMs;
    this.#metrics = new FleetMetrics(sources.metrics, asking, untilMs);
    this.#limits = new FleetLimits(
      this.#catalogue,
      (functions) => this.#metrics.throttledOf(functions),
      sources,
      asking,
    );
    this.#provisioned = new FleetProvisioned(sources, asking, untilMs);
  }

  get history(): MetricHistory {
    return this.#metrics.history;
  }

  /** Null before the first was read. */
  get catalogue(): Catalogue | null {
    return this.#catalogue.newest;
  }

  /** Whether the limits of all functions of a catalogue have been asked for. */
  get hasAskedLimits(): boolean {
    return this.#limits.hasAskedAll;
  }

  /** Null when everything required was read; else the error that prevented it. */
  async read(): Promise<SourceError | null> {
    const catalogueError = await this.#readCatalogue();
    // Functions change seldom: an old list of them still allows a judgement.
    return this.catalogue === null ? catalogueError : this.#readMetrics(this.catalogue);
  }

  /** Updates facts that take a call for each function. False when there was nothing to ask. */
  async readLimits(): Promise<boolean> {
    const hasAsked = await this.#limits.read();
    if (this.catalogue === null) return hasAsked;
    if (hasAsked) await this.#metrics.readNew(this.catalogue);
    const hasProvisioned = await this.#provisioned.read(this.catalogue, this.history);
    return hasAsked || hasProvisioned;
  }

  /** @param settledMs the newest minute to look at */
  provisionedOf(functionName: RawText, settledMs: EpochMs): Known<readonly ProvisionedStatus[]> {
    return this.#provisioned.statusOf(functionName, settledMs);
  }

  /** Limits of one function on screen: idle functions are otherwise not asked for. */
  readLimitsOf(functionName: RawText): Promise<void> {
    return this.#limits.readOf(functionName);
  }

  async #readCatalogue(): Promise<SourceError | null> {
    const nowMs = this.#asking.clock.now();
    const { catalogue: before } = this;
    if (before !== null && nowMs - (this.#catalogueAskedMs ?? before.asOfMs) < SELDOM_MS) return null;
    this.#catalogueAskedMs = nowMs;
    const answer = await readCatalogue(this.#sources, this.#asking, before, (name) =>
      this.#metrics.isCalledNow(name),
    );
    if (!answer.ok) return answer.error;
    // ListMetrics shows which functions are active now, which says nothing about the past.
    this.#catalogue.take(this.#untilMs === null ? answer.value : { ...answer.value, active: null });
    this.history.keepOnly(new Set(answer.value.functions.map(({ name }) => name)));
    return null;
  }

  async #readMetrics(catalogue: Catalogue): Promise<SourceError | null> {
    const { awake, error } = await this.#metrics.read(catalogue);
    this.#limits.wake(awake);
    this.#catalogue.wake(awake);
    return error;
  }
}
