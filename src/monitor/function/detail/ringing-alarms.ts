import { type Known, UNREAD } from '../../../capacity/evidence.ts';
import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import type { RungAlarm } from '../../../triage/timeline/alarm-events.ts';
import { type Asking, askForAll } from '../../calls/asking.ts';
import { LOOK_PAUSE_MS } from '../../how-often.ts';
import { knownOf } from '../../known-answer.ts';
import { LOOK_BACK_MINUTES } from '../../metric/metric-history.ts';
import type { Alarm, AlarmSource } from '../../sources.ts';

/** Nobody reads more names. */
const MOST_KEPT = 100;

/** The Region's alarms, asked for at most once a minute however many readers there are. */
export class RingingAlarms {
  readonly #source: AlarmSource;
  readonly #asking: Asking;
  #ringing: Known<readonly Alarm[]> = UNREAD;
  #rang: readonly RungAlarm[] = [];
  #askedMs: EpochMs | null = null;
  #reading: Promise<void> = Promise.resolve();

  constructor(source: AlarmSource, asking: Asking) {
    this.#source = source;
    this.#asking = asking;
  }

  /** Alarms in ALARM now. */
  get ringing(): Known<readonly Alarm[]> {
    return this.#ringing;
  }

  /** Alarms that went off within the hours of a timeline, even if they are quiet again. */
  get rang(): readonly RungAlarm[] {
    return this.#rang;
  }

  read(nowMs: EpochMs): Promise<void> {
    if (this.#askedMs === null || nowMs - this.#askedMs >= LOOK_PAUSE_MS) {
      this.#askedMs = nowMs;
      this.#reading = this.#ask(nowMs);
    }
    return this.#reading;
  }

  async #ask(nowMs: EpochMs): Promise<void> {
    const answer = await askForAll(this.#asking, 'cloudwatch:DescribeAlarms', this.#source.ringing);
    this.#ringing = knownOf(answer, this.#ringing);
    if (!answer.ok) return;
    const ringing = answer.value.map((alarm): RungAlarm => ({ ...alarm, quietMs: null }));
    const known = new Set(ringing.map(ringOf));
    const againMs = new Map(ringing.map(({ name, sinceMs }) => [name, sinceMs]));
    const quiet = this.#rang
      .filter((alarm) => !known.has(ringOf(alarm)))
      // An alarm that rings again was quiet in between, even if no look saw it.
      .map((alarm) => ({ ...alarm, quietMs: alarm.quietMs ?? againMs.get(alarm.name) ?? nowMs }));
    const isRecent = ({ sinceMs }: RungAlarm) =>
      sinceMs !== null && sinceMs >= nowMs - LOOK_BACK_MINUTES * MINUTE_MS;
    this.#rang = [...quiet, ...ringing].filter(isRecent).slice(-MOST_KEPT);
  }
}

/** An alarm that rings again is a new event. */
function ringOf({ name, sinceMs }: RungAlarm): string {
  return `${name} ${sinceMs}`;
}
