import type { FunctionConfiguration } from '../lambda/function.ts';
import type { EpochMs } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';
import type { Asking } from './asking.ts';
import { type FailureEvidence, FailureProbe, MOST_PROBED } from './failure-probe.ts';
import type { FunctionDetail } from './function-detail.ts';
import { FunctionFacts } from './function-facts.ts';
import type { FunctionStatus } from './function-status.ts';
import type { Sources } from './sources.ts';

/** What a closer look has shown: a part of the fleet's snapshot. */
export interface CloserLook {
  /** Of the function that somebody looks at; null while nobody does. */
  readonly detail: FunctionDetail | null;
  /** The settled minute of that function up to which it was looked at; null before that. */
  readonly detailToMs: EpochMs | null;
  /** What the logs say of failures, by function. */
  readonly failures: ReadonlyMap<string, FailureEvidence>;
}

export const NO_CLOSER_LOOK: CloserLook = { detail: null, detailToMs: null, failures: new Map() };

/** Looks closer at the function that somebody has before them, and into the logs of those that hurt most. */
export class Attention {
  readonly #sources: Sources;
  readonly #asking: Asking;
  readonly #untilMs: EpochMs | null;
  readonly #mostProbed: number;
  #attended: RawText | null = null;
  #facts: FunctionFacts | null = null;
  #readToMs: EpochMs | null = null;
  #wantsDay = false;
  #probes: ReadonlyMap<string, FailureProbe> = new Map();

  /**
   * @param untilMs the end of what is looked at, where that is the past
   * @param mostProbed functions that hurt whose logs are read without being asked for
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
    this.#mostProbed = mostProbed;
  }

  /** @param wantsDay whether the last 24 hours are looked at too */
  attend(functionName: RawText | null, wantsDay: boolean): void {
    this.#attended = functionName;
    this.#wantsDay = wantsDay;
  }

  /** Reads what is looked at. `functions` are worst first. */
  async read(functions: readonly FunctionStatus[], nowMs: EpochMs): Promise<void> {
    const toMs = this.#untilMs ?? nowMs;
    const attended = functions.find(({ name }) => name === this.#attended);
    const hurting = functions.filter(({ severity }) => severity === 'warn' || severity === 'crit');
    const probed = new Set([
      ...(attended === undefined ? [] : [attended]),
      ...hurting.slice(0, this.#mostProbed),
    ]);
    this.#facts = attended === undefined ? null : this.#factsOf(attended);
    this.#probes = new Map([...probed].map((status) => [status.name, this.#probeOf(status)]));
    await Promise.all([
      this.#facts?.read(toMs, attended?.minuteMs ?? toMs),
      ...[...this.#probes.values()].map((probe) => probe.read(toMs)),
    ]);
    this.#readToMs = attended?.minuteMs ?? null;
  }

  look(functions: readonly FunctionStatus[], nowMs: EpochMs): CloserLook {
    const toMs = this.#untilMs ?? nowMs;
    const attended = functions.find(({ name }) => name === this.#attended);
    const facts = this.#facts?.configuration.name === attended?.name ? this.#facts : null;
    return {
      detail: facts === null ? null : facts.detail(attended?.minuteMs ?? toMs),
      detailToMs: facts === null ? null : this.#readToMs,
      failures: new Map(
        [...this.#probes].flatMap(([name, probe]) => {
          const evidence = probe.evidence();
          return evidence === null ? [] : [[name, evidence] as const];
        }),
      ),
    };
  }

  #factsOf({ configuration }: FunctionStatus): FunctionFacts {
    const facts =
      this.#facts !== null && hasSameLog(this.#facts.configuration, configuration)
        ? this.#facts
        : new FunctionFacts(configuration, this.#sources, this.#asking, this.#untilMs !== null);
    if (this.#wantsDay) facts.wantDay();
    return facts;
  }

  #probeOf({ name, configuration }: FunctionStatus): FailureProbe {
    const probe = this.#probes.get(name);
    return probe !== undefined && hasSameLog(probe.configuration, configuration)
      ? probe
      : new FailureProbe(this.#sources.logs, this.#asking, configuration);
  }
}

/** A deployment may have moved the log, or changed what it is written in. */
function hasSameLog(one: FunctionConfiguration, other: FunctionConfiguration): boolean {
  return one.name === other.name && one.logGroup === other.logGroup && one.logFormat === other.logFormat;
}
