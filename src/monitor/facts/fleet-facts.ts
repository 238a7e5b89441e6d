import type { Known } from '../../capacity/evidence.ts';
import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { aborted } from '../abort.ts';
import type { Asking } from '../calls/asking.ts';
import { type Catalogue, readCatalogue } from '../function/catalogue/catalogue.ts';
import { listedIn } from '../function/catalogue/listed.ts';
import type { ProvisionedStatus } from '../function/catalogue/provisioned-facts.ts';
import { SELDOM_MS } from '../how-often.ts';
import type { MetricHistory } from '../metric/metric-history.ts';
import type { SourceError } from '../source-error.ts';
import type { Sources } from '../sources.ts';
import { FleetLimits } from './fleet-limits.ts';
import { FleetMetrics } from './fleet-metrics.ts';
import { FleetProvisioned } from './fleet-provisioned.ts';
import { NewestCatalogue } from './newest-catalogue.ts';

/** How long a poll waits for the list of functions; one of many thousands takes most of a minute. */
const LIST_WITHIN_MS = SECOND_MS;

const EVERYONE = () => true;

interface FactSettings {
  /** The end of a past window; null follows the present. */
  readonly untilMs: EpochMs | null;
  /** Called when more functions are known while they are being listed; null waits until all are. */
  readonly onPart: (() => void) | null;
  /** Whose metrics and limits are wanted, at first; by default everyone's. */
  readonly isWanted?: (functionName: string) => boolean;
}

/** What AWS has said so far. Each `read` updates it, and keeps old facts if new ones are unavailable. */
export class FleetFacts {
  readonly #sources: Sources;
  readonly #asking: Asking;
  readonly #settings: FactSettings;
  readonly #catalogue = new NewestCatalogue();
  readonly #metrics: FleetMetrics;
  readonly #limits: FleetLimits;
  readonly #provisioned: FleetProvisioned;
  #catalogueAskedMs: EpochMs | null = null;
  #listing: Promise<void> | null = null;
  /** Why the list could not be read, until a poll has told it. */
  #listError: SourceError | null = null;
  #firstPart = new AbortController();
  #isWanted: (functionName: string) => boolean;

  constructor(sources: Sources, asking: Asking, settings: FactSettings = { untilMs: null, onPart: null }) {
    this.#sources = sources;
    this.#asking = asking;
    this.#settings = settings;
    const { untilMs } = settings;
    this.#isWanted = settings.isWanted ?? EVERYONE;
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

  /** Whether a limit could not be read. */
  get limitsHaveFailed(): boolean {
    return this.#limits.haveFailed;
  }

  /** Resolves when the list that is being read is complete, or could not be read; null while none is. */
  get listed(): Promise<void> | null {
    return this.#listing;
  }

  /** Whether all functions are listed, and the called ones have been read. */
  get hasReadCalled(): boolean {
    return this.catalogue?.isComplete === true && this.#metrics.hasReadCalled(this.catalogue);
  }

  get areAllWanted(): boolean {
    return this.#isWanted === EVERYONE;
  }

  /** From the next reading on. */
  wantAll(): void {
    this.#isWanted = EVERYONE;
  }

  /** Null when everything required was read; else the error that prevented it. */
  async read(): Promise<SourceError | null> {
    const listError = await this.#readCatalogue();
    const { catalogue } = this;
    if (catalogue === null) return listError;
    const error = await this.#readMetrics(catalogue);
    // Functions change seldom: an old list of them still allows a judgement.
    return catalogue.isComplete ? error : (error ?? listError);
  }

  /** Updates facts that take a call for each function. False when there was nothing to ask. */
  async readLimits(): Promise<boolean> {
    const hasAsked = await this.#limits.read();
    if (this.catalogue === null) return hasAsked;
    if (hasAsked) await this.#metrics.readNew(this.catalogue);
    // Who shares the pool is known once all reservations are.
    if (!this.catalogue.isComplete || !this.hasAskedLimits) return hasAsked;
    const hasProvisioned = await this.#provisioned.read(this.catalogue, this.history);
    return hasAsked || hasProvisioned;
  }

  /** The same for the wanted functions only. */
  async readLimitsOfWanted(): Promise<void> {
    await this.#limits.readFirst(this.#isWanted);
    if (this.catalogue === null) return;
    await this.#metrics.readNew(this.catalogue);
    await this.#provisioned.read(this.catalogue, this.history);
  }

  /** Those that could not be read, again. False when nothing new is known. */
  readLimitsThatFailed(): Promise<boolean> {
    return this.#limits.readThatFailed();
  }

  /** @param settledMs the newest minute to look at */
  provisionedOf(functionName: RawText, settledMs: EpochMs): Known<readonly ProvisionedStatus[]> {
    return this.#provisioned.statusOf(functionName, settledMs);
  }

  /** Limits of one function on screen: idle functions are otherwise not asked for. */
  readLimitsOf(functionName: RawText): Promise<void> {
    return this.#limits.readOf(functionName);
  }

  /** Where parts are wanted, a long list is read on behind the polls, which use what is known of it. */
  async #readCatalogue(): Promise<SourceError | null> {
    if (this.#isListDue()) this.#startListing();
    const whole = this.#listing ?? Promise.resolve();
    await (this.#settings.onPart === null ? whole : Promise.race([whole, this.#someOfIt()]));
    if (this.#listing !== null) return null;
    // Told once: the next poll tries again.
    const error = this.#listError;
    this.#listError = null;
    return error;
  }

  #isListDue(): boolean {
    if (this.#listing !== null || this.#listError !== null) return false;
    const { catalogue } = this;
    if (catalogue?.isComplete !== true) return true;
    return this.#asking.clock.now() - (this.#catalogueAskedMs ?? catalogue.asOfMs) >= SELDOM_MS;
  }

  async #someOfIt(): Promise<void> {
    const { clock, signal } = this.#asking;
    await clock.sleep(LIST_WITHIN_MS, signal);
    if (this.catalogue === null) await aborted(this.#firstPart.signal);
  }

  #startListing(): void {
    this.#catalogueAskedMs = this.#asking.clock.now();
    this.#listing = this.#list(this.catalogue).then((error) => {
      this.#listError = error;
      this.#listing = null;
    });
  }

  async #list(before: Catalogue | null): Promise<SourceError | null> {
    const answer = await readCatalogue(this.#sources, this.#asking, {
      before,
      isAwake: (name) => this.#metrics.isCalledNow(name),
      onPart: (part) => this.#takePart(part),
    });
    if (!answer.ok) return answer.error;
    this.#take(answer.value);
    const listed = listedIn(this.catalogue ?? answer.value);
    this.history.keepOnly(listed);
    this.#provisioned.keepOnly(listed);
    return null;
  }

  #takePart(part: Catalogue): void {
    if (this.#settings.onPart === null || this.catalogue?.isComplete === true) return;
    this.#take(part);
    this.#firstPart.abort();
    this.#settings.onPart();
  }

  /** ListMetrics shows which functions are active now, which says nothing about the past. */
  #take(read: Catalogue): void {
    this.#catalogue.take(this.#settings.untilMs === null ? read : { ...read, active: null });
  }

  async #readMetrics(catalogue: Catalogue): Promise<SourceError | null> {
    const functions = catalogue.functions.filter(({ name }) => this.#isWanted(name));
    const { awake, error } = await this.#metrics.read({ ...catalogue, functions });
    this.#limits.wake(awake);
    this.#catalogue.wake(awake);
    return error;
  }
}
