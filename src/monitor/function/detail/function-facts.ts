import { type Known, UNREAD } from '../../../capacity/evidence.ts';
import type { AsyncDelivery } from '../../../lambda/delivery/async-delivery.ts';
import type { FunctionConfiguration } from '../../../lambda/function/function.ts';
import { type CallSample, callSample } from '../../../lambda/line/call-sample.ts';
import { parseLogLine } from '../../../lambda/line/log-line.ts';
import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../../lambda/time.ts';
import type { LogEvent } from '../../../logs/event.ts';
import { type RawText, rawText } from '../../../terminal/text.ts';
import type { FunctionMinute } from '../../../triage/minute/function-minute.ts';
import { type Asking, ask } from '../../calls/asking.ts';
import { askFirstEvents } from '../../calls/whole-log-page.ts';
import { SELDOM_MS } from '../../how-often.ts';
import { isUnread, knownOf } from '../../known-answer.ts';
import { mayBeAnsweredLater, type SourceError } from '../../source-error.ts';
import type { Alarm, Sources } from '../../sources.ts';
import { ProvisionedFacts } from '../catalogue/provisioned-facts.ts';
import { callSpans } from './call-spans.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { FunctionDay } from './function-day.ts';
import type { FunctionDetail } from './function-detail.ts';
import { LastLinesReading } from './last-lines.ts';
import type { RingingAlarms } from './ringing-alarms.ts';
import { VersionFacts } from './version-facts.ts';
import { createVersionReports } from './version-reports.ts';

/** Lines are usually at most this late: until then a span is read again. */
const SETTLING_MS = 90 * SECOND_MS;
/** The last minute, and what had not settled at the previous reading. */
const REPORT_SPANS_MS = [MINUTE_MS + SETTLING_MS, 15 * MINUTE_MS];
const FEWEST_EVENTS = 10;

/** What AWS has said of the function on screen. Facts that can't be read are marked so; the others go on. */
export class FunctionFacts {
  readonly configuration: FunctionConfiguration;
  readonly #sources: Sources;
  readonly #asking: Asking;
  readonly #alarms: RingingAlarms | null;
  readonly #versions: VersionFacts;
  readonly #provisioned: ProvisionedFacts;
  readonly #deadLetters: DeadLetterQueue;
  readonly #day: FunctionDay;
  #described: Known<FunctionConfiguration> = UNREAD;
  #asyncDelivery: Known<AsyncDelivery | null> = UNREAD;
  #sample: CallSample | null = null;
  #reportsError: SourceError | null = null;
  readonly #reported = createVersionReports(SETTLING_MS);
  #askedSeldomMs: EpochMs | null = null;
  #wantsLines = false;
  #isRead = false;
  #areLinesDue = false;
  #reading: Promise<void> = Promise.resolve();
  readonly #lastLines: LastLinesReading;

  /** @param alarms null in the past: AWS gives only the present state of alarms */
  constructor(
    configuration: FunctionConfiguration,
    sources: Sources,
    asking: Asking,
    alarms: RingingAlarms | null = null,
  ) {
    this.configuration = configuration;
    this.#sources = sources;
    this.#asking = asking;
    this.#alarms = alarms;
    this.#versions = new VersionFacts(configuration.name, sources, asking);
    this.#provisioned = new ProvisionedFacts(configuration.name, sources, asking);
    this.#deadLetters = new DeadLetterQueue(configuration, sources.metrics, asking);
    this.#day = new FunctionDay(configuration, sources.metrics, asking);
    this.#lastLines = new LastLinesReading(configuration, sources.logs, asking);
  }

  /** Whether something was asked for without an answer that may come yet. */
  get isUnfinished(): boolean {
    if (!this.#isRead) return false;
    const parts = [this.#versions, this.#provisioned, this.#deadLetters, this.#day];
    return (
      this.#askedSeldomMs === null ||
      mayBeAnsweredLater(this.#reportsError) ||
      (this.#areLinesDue && this.#lastLines.isUnfinished) ||
      parts.some(({ isUnfinished }) => isUnfinished)
    );
  }

  /** From now on also reads the last 24 hours, which cost as much as a minute of the function, and again each hour. */
  wantDay(): void {
    this.#day.want();
  }

  /** From now on whether to read the newest lines of the log each minute as well. */
  wantLines(isWanted: boolean): void {
    this.#wantsLines = isWanted;
  }

  /**
   * @param toMs the end of the window
   * @param settledMs the newest minute that no longer changes
   * @param onPart called whenever some of it is known: none need wait for the others
   * @param newest the newest settled minutes, which were read for the fleet
   */
  read(
    toMs: EpochMs,
    settledMs: EpochMs,
    onPart: () => void = () => {},
    newest: readonly FunctionMinute[] = [],
  ): Promise<void> {
    this.#reading = this.#reading.then(() => this.#readParts(toMs, settledMs, onPart, newest));
    return this.#reading;
  }

  async #readParts(
    toMs: EpochMs,
    settledMs: EpochMs,
    onPart: () => void,
    newest: readonly FunctionMinute[],
  ): Promise<void> {
    await Promise.all(
      [
        this.#alarms?.read(toMs) ?? Promise.resolve(),
        this.#readSeldom(toMs),
        this.#versions.readAliases(toMs),
        this.#day.read(toMs, settledMs),
        this.#readSample(toMs),
        this.#deadLetters.read(toMs),
      ].map((part) => part.then(onPart)),
    );
    await Promise.all([
      this.#versions.readOutcomes(toMs, settledMs),
      this.#provisioned.readUse(toMs, settledMs),
      this.#readLastLines(toMs, this.#day.minutes(settledMs, newest)),
    ]);
    this.#isRead = true;
    onPart();
  }

  /** @param newest the newest settled minutes, which were read for the fleet */
  detail(settledMs: EpochMs, newest: readonly FunctionMinute[] = []): FunctionDetail {
    return {
      functionName: this.#name,
      isRead: this.#isRead,
      described: this.#described,
      // Without the outcomes, versions would look like ones that are not called.
      aliases: this.#isRead ? this.#versions.status(settledMs) : UNREAD,
      provisioned: this.#provisioned.status(settledMs),
      asyncDelivery: this.#asyncDelivery,
      deadLetters: this.#deadLetters.waiting,
      alarms: this.#ownAlarms(),
      sample: this.#sample,
      versions: this.#reported.reported(),
      reportsError: this.#reportsError,
      day: this.#day.minutes(settledMs, newest),
      lastLines: this.#lastLines.lines,
    };
  }

  #ownAlarms(): Known<readonly Alarm[]> {
    const ringing = this.#alarms?.ringing ?? UNREAD;
    return ringing.known
      ? { ...ringing, value: ringing.value.filter(({ functionName }) => functionName === this.#name) }
      : ringing;
  }

  async #readSeldom(toMs: EpochMs): Promise<void> {
    if (this.#askedSeldomMs !== null && toMs - this.#askedSeldomMs < SELDOM_MS) return;
    this.#askedSeldomMs = toMs;
    const { functions } = this.#sources;
    const [described, asyncDelivery] = await Promise.all([
      ask(this.#asking, 'lambda:GetFunctionConfiguration', (signal) =>
        functions.configuration(this.#name, signal),
      ),
      ask(this.#asking, 'lambda:GetFunctionEventInvokeConfig', (signal) =>
        functions.asyncDelivery(this.#name, signal),
      ),
      this.#provisioned.readConfigs(),
    ]);
    this.#described = knownOf(described, this.#described);
    this.#asyncDelivery = knownOf(asyncDelivery, this.#asyncDelivery);
    const hasUnread = isUnread(this.#described) || isUnread(this.#asyncDelivery);
    if (hasUnread || this.#provisioned.areUnread) this.#askedSeldomMs = null;
  }

  /** One page with events is enough: it holds the REPORTs of thousands of calls. */
  async #readSample(toMs: EpochMs): Promise<void> {
    const { logGroup, logFormat } = this.configuration;
    for (const spanMs of REPORT_SPANS_MS) {
      const range = { startMs: toMs - spanMs, endMs: toMs };
      const question = { group: logGroup, range, pattern: REPORTS[logFormat], token: null };
      const page = await askFirstEvents(this.#sources.logs, this.#asking, question);
      this.#reportsError = page.ok ? null : page.error;
      if (!page.ok) return;
      const { events, nextToken, hasGaps } = page.value;
      const reports = events.map((event) => ({ event, line: parseLogLine(event.message) }));
      const isWhole = nextToken === null && !hasGaps;
      const readToMs = isWhole ? range.endMs : searchedToMs(events);
      this.#sample = callSample(
        reports.map(({ line }) => line),
        readToMs === null ? null : readToMs - range.startMs,
      );
      if (this.#sample === null) continue;
      this.#reported.add(reports, range, isWhole);
      return;
    }
  }

  /** Where no newest lines are wanted, a function without a call in the newest minutes is told by its last run. */
  async #readLastLines(toMs: EpochMs, day: readonly FunctionMinute[] | null): Promise<void> {
    const spans = this.#sample === null ? callSpans(day ?? []) : [];
    const ran = spans.find(({ calls }) => calls > 0);
    this.#areLinesDue = this.#wantsLines || ran !== undefined;
    if (this.#wantsLines) await this.#lastLines.readNewest(toMs, this.#sample);
    else if (ran !== undefined) await this.#lastLines.read(ran, toMs);
  }

  get #name(): RawText {
    return this.configuration.name;
  }
}

/**
 * How far a part of the span was searched: it begins with the oldest events, and ends somewhere behind the last that
 * matched. Null where so few did that this may be most of it.
 */
function searchedToMs(events: readonly LogEvent[]): EpochMs | null {
  return events.length < FEWEST_EVENTS ? null : (events.at(-1)?.timestampMs ?? null);
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
const REPORTS = {
  json: rawText('{ $.type = "platform.report" }'),
  text: rawText('"REPORT RequestId"'),
} as const;
