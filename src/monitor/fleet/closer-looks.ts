import { MINUTE_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { isNamedByLog } from '../../triage/cause/log-named-cause.ts';
import type { Asking } from '../calls/asking.ts';
import type { FleetFacts } from '../facts/fleet-facts.ts';
import type { FunctionStatus } from '../function/status/function-status.ts';
import type { Attention, Wants } from './attention.ts';
import type { LimitsAndWeek } from './limits-and-week.ts';
import type { PublishedFleet } from './published-fleet.ts';

interface LookedAt {
  readonly fleet: PublishedFleet;
  readonly attention: Attention;
  readonly facts: FleetFacts;
  readonly limitsAndWeek: LimitsAndWeek;
}

interface LookSettings {
  /** Whether they are into a past window, after whose first poll there is no other. */
  readonly isPast: boolean;
  readonly looksCloser: boolean;
  readonly looksAfterLimits: boolean;
  readonly showsTimeline: boolean;
  readonly mayProbe: (status: FunctionStatus, cause: Cause | undefined) => boolean;
}

/** When a closer look is taken, and what it publishes first: evidence follows the rows, and no row waits for it. */
export class CloserLooks {
  readonly #looked: LookedAt;
  readonly #asking: Asking;
  readonly #settings: LookSettings;
  #isSeen: boolean;
  #looking = Promise.resolve();
  #readingVersions = Promise.resolve();
  /** One queued look is enough: it will look at whatever function is on screen by then. */
  #isLookAhead = false;
  /** What the function on screen broke when the last look began. */
  #lookedAtRules = '';
  /** Whether the next look finds the facts of the function on screen asked for. */
  #areFactsAsked = false;
  /** The same for version reads, of which one waits for the limits. */
  #areVersionsAhead = false;
  /** The same for a look that goes on in a past window. */
  #isLookPlanned = false;

  constructor(looked: LookedAt, asking: Asking, settings: LookSettings) {
    this.#looked = looked;
    this.#asking = asking;
    this.#settings = settings;
    this.#isSeen = settings.looksCloser;
  }

  /** Resolves when the function on screen has been looked at. */
  get looked(): Promise<void> {
    return this.#looking;
  }

  get versionsRead(): Promise<void> {
    return this.#readingVersions;
  }

  attend(functionName: RawText | null, wants: Wants): void {
    const { attention, fleet } = this.#looked;
    attention.attend(functionName, wants, fleet.snapshot.functions);
    if (functionName === null) return;
    // Its facts need not wait for the look that goes on, only for the limits of all functions.
    this.#areFactsAsked = this.#isSeen && fleet.snapshot.hasLimits;
    if (this.#areFactsAsked) this.#readFacts();
    if (this.#isSeen) {
      this.#showEvidence();
      // One call, which need not wait for the look that goes on.
      void this.#readLimitsOf(functionName);
    }
    this.look();
  }

  show(isSeen: boolean): void {
    this.#isSeen = isSeen && this.#settings.looksCloser;
    this.look();
  }

  look(): void {
    if (!this.#isSeen || this.#isLookAhead) return;
    this.#isLookAhead = true;
    const limits = this.#settings.looksAfterLimits ? this.#looked.limitsAndWeek.read : null;
    this.#looking = Promise.all([this.#looking, limits]).then(() => this.#look());
  }

  /** A look taken before all facts were known may have looked at the wrong trouble, or at none. */
  judgeAgain(): void {
    this.#looked.fleet.judgeAgain();
    if (this.#rulesOfAttended() !== this.#lookedAtRules) this.look();
  }

  #readFacts(): void {
    const { fleet, attention } = this.#looked;
    if (this.#asking.signal.aborted) return;
    attention.readFacts(fleet.snapshot.functions, this.#asking.clock.now(), () => this.#showEvidence());
  }

  async #look(): Promise<void> {
    this.#isLookAhead = false;
    if (!this.#isSeen) return;
    this.#lookedAtRules = this.#rulesOfAttended();
    const { fleet, attention } = this.#looked;
    if (!this.#areFactsAsked) this.#readFacts();
    this.#areFactsAsked = false;
    this.#readVersionsLater();
    await Promise.all([
      attention.read(fleet.snapshot.functions, this.#asking.clock.now(), {
        mayProbe: (status) => this.#mayProbe(status),
        needsLog: ({ name }) => {
          const cause = fleet.measuredCause(name);
          return cause !== undefined && isNamedByLog(cause);
        },
        onEvidence: () => this.#showEvidence(),
        wantsAlarms: this.#settings.showsTimeline,
      }),
      attention.attended === null ? null : this.#readLimitsOf(attention.attended),
    ]);
    if (this.#asking.signal.aborted) return;
    const nowMs = this.#asking.clock.now();
    fleet.showLook({
      ...attention.look(fleet.snapshot.functions, nowMs),
      lookedMs: nowMs,
      api: this.#asking.ledger.snapshot(nowMs),
    });
    if (this.#settings.isPast && attention.isUnfinished) void this.#lookLater();
  }

  /** For what had no answer: no poll leads to another look. */
  async #lookLater(): Promise<void> {
    if (this.#isLookPlanned) return;
    this.#isLookPlanned = true;
    await this.#asking.clock.sleep(MINUTE_MS, this.#asking.signal);
    this.#isLookPlanned = false;
    if (!this.#asking.signal.aborted) this.look();
  }

  /** The limits, which every judgement needs, go first: both share a quota. */
  #readVersionsLater(): void {
    if (this.#areVersionsAhead) return;
    this.#areVersionsAhead = true;
    this.#readingVersions = Promise.all([this.#readingVersions, this.#looked.limitsAndWeek.read]).then(() =>
      this.#readVersions(),
    );
  }

  async #readVersions(): Promise<void> {
    this.#areVersionsAhead = false;
    if (this.#asking.signal.aborted || !this.#isSeen) return;
    const { fleet, attention } = this.#looked;
    const failing = fleet.snapshot.functions.filter(
      (status) => fleet.measuredCause(status.name)?.kind === 'failing' && this.#mayProbe(status),
    );
    await attention.readVersions(failing, this.#asking.clock.now());
    this.#showEvidence();
  }

  /** Publishes at once: the cause is what users wait for. */
  #showEvidence(): void {
    if (this.#asking.signal.aborted) return;
    const { fleet, attention } = this.#looked;
    fleet.showLook(attention.look(fleet.snapshot.functions, this.#asking.clock.now()));
  }

  async #readLimitsOf(functionName: RawText): Promise<void> {
    const { facts } = this.#looked;
    const before = facts.catalogue;
    await facts.readLimitsOf(functionName);
    if (facts.catalogue !== before && !this.#asking.signal.aborted) this.judgeAgain();
  }

  #mayProbe(status: FunctionStatus): boolean {
    // Before it is listed, it is not known where its log is.
    if (status.configuration.isUnlisted) return false;
    return this.#settings.mayProbe(status, this.#looked.fleet.measuredCause(status.name));
  }

  #rulesOfAttended(): string {
    const { fleet, attention } = this.#looked;
    const attended = fleet.snapshot.functions.find(({ name }) => name === attention.attended);
    return attended?.reasons.map(({ rule, sinceMs }) => `${rule} ${sinceMs}`).join() ?? '';
  }
}
