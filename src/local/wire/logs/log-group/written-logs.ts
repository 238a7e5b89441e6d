import type { EpochMs } from '../../../../lambda/time.ts';
import { WrittenLog } from './written-log.ts';

export const LOG_GROUP_CLASSES = ['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'] as const;

export type LogGroupClass = (typeof LOG_GROUP_CLASSES)[number];

interface WrittenGroup {
  readonly createdMs: EpochMs;
  readonly logGroupClass: LogGroupClass;
  readonly log: WrittenLog;
}

/** Logs written with PutLogEvents and related calls. */
export class WrittenLogs {
  /** How long after PutLogEvents an event can be read. */
  readonly ingestionDelayMs: number;
  readonly #groups = new Map<string, WrittenGroup>();
  #eventCount = 0;

  constructor(ingestionDelayMs: number) {
    this.ingestionDelayMs = ingestionDelayMs;
  }

  get groupNames(): readonly string[] {
    return [...this.#groups.keys()];
  }

  group(name: string): WrittenGroup | null {
    return this.#groups.get(name) ?? null;
  }

  /** The group of that name, created if necessary. */
  ensureGroup(name: string, nowMs: EpochMs, logGroupClass: LogGroupClass = 'STANDARD'): WrittenGroup {
    const known = this.#groups.get(name);
    if (known !== undefined) return known;
    const group: WrittenGroup = { createdMs: nowMs, logGroupClass, log: new WrittenLog() };
    this.#groups.set(name, group);
    return group;
  }

  deleteGroup(name: string): void {
    this.#groups.delete(name);
  }

  /** A unique id of 56 digits, in order of writing. */
  nextEventId(): string {
    this.#eventCount += 1;
    return `9${String(this.#eventCount).padStart(55, '0')}`;
  }
}
