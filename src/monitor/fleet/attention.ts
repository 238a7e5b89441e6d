import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { RungAlarm } from '../../triage/timeline/alarm-events.ts';
import { asItWas, pastTroubleOf } from '../../triage/timeline/past-trouble.ts';
import type { Asking } from '../calls/asking.ts';
import { CaseProbe, type ReadCase } from '../case/case-probe.ts';
import { type FailureEvidence, FailureProbe, MOST_PROBED } from '../case/failure-probe.ts';
import type { AliasStatus, FunctionDetail } from '../function/detail/function-detail.ts';
import { FunctionFacts } from '../function/detail/function-facts.ts';
import { RingingAlarms } from '../function/detail/ringing-alarms.ts';
import { isShared, VersionFacts } from '../function/detail/version-facts.ts';
import type { FunctionStatus } from '../function/status/function-status.ts';
import type { Sources } from '../sources.ts';

/** Results of a closer look: a part of the fleet's snapshot. */
export interface CloserLook {
  /** Facts about the function on screen; null when none is. */
  readonly detail: FunctionDetail | null;
  /** The settled minute up to which that function was looked at; null before that. */
  readonly detailToMs: EpochMs | null;
  /** What was read about that function for a report; null where no report was asked for. */
  readonly caseReading: ReadCase | null;
  /** What the logs say of failures, by function. */
  readonly failures: ReadonlyMap<string, FailureEvidence>;
  /** Functions whose log is being read for the first time: it may name a different cause than metrics do. */
  readonly awaitedLogs: ReadonlySet<string>;
  /** For failing functions, the versions behind their aliases: one of them may be the cause. */
  readonly versions: ReadonlyMap<string, readonly AliasStatus[]>;
  /** Alarms that went off recently; empty where none were asked for. */
  readonly alarms: readonly RungAlarm[];
}

/** Extra facts wanted, at a price. */
export interface Wants {
  /** The last 24 hours. */
  readonly day?: boolean;
  /** The newest lines of a function that is called now: a call a minute. */
  readonly lines?: boolean;
  /** Facts for a report: versions, and log lines from before and after the onset. */
  readonly report?: boolean;
}

/** Which failing functions' logs are read, in which order, and who is notified. */
export interface Probing {
  /** Whether the log of a failing function may be read that is not on screen. */
  readonly mayProbe?: (status: FunctionStatus) => boolean;
  /** Functions whose log is read before others': it may name another cause than metrics alone do. */
  readonly needsLog?: (status: FunctionStatus) => boolean;
  /** Called when logs are awaited, and for each log, and the alarms, once read: none need wait for the others. */
  readonly onEvidence?: () => void;
  /** Whether the alarms of all functions are wanted, not only those of the function on screen. */
  readonly wantsAlarms?: boolean;
}

export const NO_CLOSER_LOOK: CloserLook = {
  detail: null,
  detailToMs: null,
  caseReading: null,
  failures: new Map(),
  awaitedLogs: new Set(),
  versions: new Map(),
  alarms: [],
};

/** Calls of the last failing minute keep writing lines for this long. */
const ENDS_WITHIN_MS = MINUTE_MS;

/** Looks closer at the function on screen, and into the logs of those that hurt most. */
export class Attention {
  readonly #sources: Sources;
  readonly #asking: Asking;
  readonly #untilMs: EpochMs | null;
  /** Null in the past: AWS does not say which alarms were ringing then. */
  readonly #alarms: RingingAlarms | null;
  readonly #mostProbed: number;
  #attended: RawText | null = null;
  #facts: FunctionFacts | null = null;
  #readingFacts: Promise<void> = Promise.resolve();
  #readToMs: EpochMs | null = null;
  #wants: Wants = {};
  #case: CaseProbe | null = null;
  #probes: ReadonlyMap<string, FailureProbe> = new Map();
  /** Functions whose logs the current look is still reading. */
  #reading: Set<string> = new Set();
  #versions: ReadonlyMap<string, VersionFacts> = new Map();

  /**
   * @param untilMs the end of a past window
   * @param mostProbed how many failing functions' logs are read unasked
   */
  constructor(
    sources: Sources,
    asking: Asking,
    untilMs: EpochMs | null = null,
    mostProbed: number = MOST_PROBED,
  ) {
    this.#sources = sources;
    this.#asking = asking;
    this.#untilMs = untilMs;
    this.#alarms = untilMs === null ? new RingingAlarms(sources.alarms, asking) : null;
    this.#mostProbed = mostProbed;
  }

  get attended(): RawText | null {
    return this.#attended;
  }

  /** Whether the last look had no answer to some question, which a later one may have. */
  get isUnfinished(): boolean {
    return [...this.#probes.values(), this.#case, this.#facts].some((each) => each?.isUnfinished === true);
  }

  /** @param functions those known so far: alarms of the function may be known already */
  attend(functionName: RawText | null, wants: Wants, functions: readonly FunctionStatus[] = []): void {
    this.#attended = functionName;
    this.#wants = wants;
    this.#openFacts(functions);
  }

  #openFacts(functions: readonly FunctionStatus[]): void {
    const attended = functions.find(({ name }) => name === this.#attended);
    const facts = attended === undefined ? null : this.#factsOf(attended);
    if (facts !== this.#facts) this.#readToMs = null;
    this.#facts = facts;
  }

  /** Reads the facts of the function on screen, which wait for no log of another. */
  readFacts(functions: readonly FunctionStatus[], nowMs: EpochMs, onPart: () => void = () => {}): void {
    const toMs = this.#untilMs ?? nowMs;
    const { minuteMs = null, minutes = [] } = functions.find(({ name }) => name === this.#attended) ?? {};
    this.#openFacts(functions);
    if (this.#facts !== null) this.#readingFacts = this.#facts.read(toMs, minuteMs ?? toMs, onPart, minutes);
  }

  /** Takes the closer look, which ends with the facts asked for so far. `functions` are worst first. */
  async read(functions: readonly FunctionStatus[], nowMs: EpochMs, probing: Probing = {}): Promise<void> {
    const toMs = this.#untilMs ?? nowMs;
    const attended = functions.find(({ name }) => name === this.#attended);
    const wantsReport = attended !== undefined && this.#wants.report === true;
    // A report also covers trouble that is over: its lines are those of that time.
    const past = wantsReport ? pastTroubleOf(attended) : null;
    const lookedToMs = ({ name }: FunctionStatus) =>
      past !== null && name === attended?.name ? Math.min(toMs, past.endedMs + ENDS_WITHIN_MS) : toMs;
    const probed = new Set([
      ...(attended === undefined ? [] : [attended]),
      ...mostInNeed(functions, probing).slice(0, this.#mostProbed),
    ]);
    this.#probes = new Map(
      [...probed].map((status) => [status.name, this.#probeOf(status, lookedToMs(status))]),
    );
    this.#case = wantsReport ? this.#caseOf(attended) : null;
    this.#reading = new Set([...probed].map(({ name }) => name));
    if (this.#awaitedLogs().size > 0) probing.onEvidence?.();
    await Promise.all([
      attended && this.#case?.read(asItWas(attended, past), lookedToMs(attended)),
      this.#readingFacts,
      probing.wantsAlarms === true ? this.#alarms?.read(toMs).then(probing.onEvidence) : null,
      ...[...probed].map(async (status) => {
        await this.#probes.get(status.name)?.read(lookedToMs(status), probing.onEvidence);
        this.#reading.delete(status.name);
        probing.onEvidence?.();
      }),
    ]);
    // Another function may have come on screen in the meantime.
    if (this.#attended === (attended?.name ?? null)) this.#readToMs = attended?.minuteMs ?? null;
  }

  /**
   * Reads the versions behind the aliases of `failing` functions, except for the one on screen, which is read
   * completely anyway.
   */
  async readVersions(failing: readonly FunctionStatus[], nowMs: EpochMs): Promise<void> {
    const toMs = this.#untilMs ?? nowMs;
    const others = failing.filter(({ name }) => name !== this.#attended).slice(0, this.#mostProbed);
    // A function that was on screen keeps the facts that were read for it.
    const kept = failing.filter((status) => others.includes(status) || this.#versions.has(status.name));
    this.#versions = new Map(kept.map(({ name }) => [name, this.#versionsOf(name)]));
    await Promise.all(
      others.map(async ({ name, minuteMs }) => {
        const versions = this.#versionsOf(name);
        await versions.readAliases(toMs);
        await versions.readOutcomes(toMs, minuteMs ?? toMs, isShared);
      }),
    );
  }

  look(functions: readonly FunctionStatus[], nowMs: EpochMs): CloserLook {
    const toMs = this.#untilMs ?? nowMs;
    const attended = functions.find(({ name }) => name === this.#attended);
    const facts = this.#facts?.configuration.name === attended?.name ? this.#facts : null;
    const ownCase = this.#case?.configuration.name === attended?.name ? this.#case : null;
    return {
      detail: facts === null ? null : facts.detail(attended?.minuteMs ?? toMs, attended?.minutes),
      caseReading: facts === null ? null : (ownCase?.reading() ?? null),
      detailToMs: facts === null ? null : this.#readToMs,
      failures: new Map(
        [...this.#probes].flatMap(([name, probe]) => {
          const evidence = probe.evidence();
          return evidence === null ? [] : [[name, evidence] as const];
        }),
      ),
      awaitedLogs: this.#awaitedLogs(),
      alarms: this.#alarms?.rang ?? [],
      versions: new Map(
        functions.flatMap(({ name, minuteMs }) => {
          const aliases = this.#versions.get(name)?.status(minuteMs ?? toMs);
          return aliases?.known ? [[name, aliases.value] as const] : [];
        }),
      ),
    };
  }

  #awaitedLogs(): ReadonlySet<string> {
    return new Set([...this.#reading].filter((name) => this.#probes.get(name)?.isFirstAwaited));
  }

  #versionsOf(functionName: RawText): VersionFacts {
    return this.#versions.get(functionName) ?? new VersionFacts(functionName, this.#sources, this.#asking);
  }

  #factsOf({ configuration }: FunctionStatus): FunctionFacts {
    const facts =
      this.#facts !== null && hasSameLog(this.#facts.configuration, configuration)
        ? this.#facts
        : new FunctionFacts(configuration, this.#sources, this.#asking, this.#alarms);
    if (this.#wants.day === true) facts.wantDay();
    facts.wantLines(this.#wants.lines === true);
    return facts;
  }

  #caseOf({ configuration }: FunctionStatus): CaseProbe {
    return this.#case !== null && hasSameLog(this.#case.configuration, configuration)
      ? this.#case
      : new CaseProbe(configuration, this.#sources, this.#asking);
  }

  #probeOf({ name, configuration }: FunctionStatus, toMs: EpochMs): FailureProbe {
    const probe = this.#probes.get(name);
    return probe !== undefined && hasSameLog(probe.configuration, configuration) && probe.mayTellOf(toMs)
      ? probe
      : new FailureProbe(this.#sources.logs, this.#asking, configuration);
  }
}

/**
 * The failing functions in the order in which their logs are read: the worst always comes first, as it tops the fleet
 * screen.
 */
function mostInNeed(
  functions: readonly FunctionStatus[],
  { mayProbe = () => true, needsLog = () => false }: Probing,
): readonly FunctionStatus[] {
  const hurting = functions.filter(({ severity }) => severity === 'warn' || severity === 'crit');
  const [worst, ...others] = hurting.filter(mayProbe);
  if (worst === undefined) return [];
  return [worst, ...others.filter(needsLog), ...others.filter((each) => !needsLog(each))];
}

/** A deployment may have moved the log, or changed its format. */
function hasSameLog(one: FunctionConfiguration, other: FunctionConfiguration): boolean {
  return one.name === other.name && one.logGroup === other.logGroup && one.logFormat === other.logFormat;
}
