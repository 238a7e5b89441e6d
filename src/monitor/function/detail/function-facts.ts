import { type Known, UNREAD } from '../../../capacity/evidence.ts';
import type { AsyncDelivery } from '../../../lambda/delivery/async-delivery.ts';
import type { FunctionConfiguration } from '../../../lambda/function/function.ts';
import { type CallSample, callSample } from '../../../lambda/line/call-sample.ts';
import { parseLogLine } from '../../../lambda/line/log-line.ts';
import { DAY_MS, type EpochMs, MINUTE_MS, SECOND_MS } from '../../../lambda/time.ts';
import { type RawText, rawText } from '../../../terminal/text.ts';
import { type Asking, ask } from '../../calls/asking.ts';
import { askFirstEvents } from '../../calls/whole-log-page.ts';
import { SELDOM_MS } from '../../how-often.ts';
import { knownOf } from '../../known-answer.ts';
import { MetricHistory } from '../../metric/metric-history.ts';
import { activeQueries } from '../../metric/metric-plan.ts';
import { readMetrics } from '../../metric/metric-reading.ts';
import { isUnrecorded, type SourceError } from '../../source-error.ts';
import type { Alarm, Sources } from '../../sources.ts';
import { ProvisionedFacts } from '../catalogue/provisioned-facts.ts';
import { callSpans } from './call-spans.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { FunctionDetail } from './function-detail.ts';
import { LastLinesReading } from './last-lines.ts';
import type { RingingAlarms } from './ringing-alarms.ts';
import { VersionFacts } from './version-facts.ts';
import { createVersionReports } from './version-reports.ts';

const DAY_PERIOD_MS = 5 * MINUTE_MS;
/** Lines are usually at most this late: until then a span is read again. */
const SETTLING_MS = 90 * SECOND_MS;
/** The last minute, and what had not settled at the previous reading. */
const REPORT_SPANS_MS = [MINUTE_MS + SETTLING_MS, 15 * MINUTE_MS];
const DAY_PERIODS = DAY_MS / DAY_PERIOD_MS;

/** What AWS has said of the function on screen. Facts that can't be read are marked so; the others go on. */
export class FunctionFacts {
  readonly configuration: FunctionConfiguration;
  readonly #sources: Sources;
  readonly #asking: Asking;
  readonly #alarms: RingingAlarms | null;
  readonly #versions: VersionFacts;
  readonly #provisioned: ProvisionedFacts;
  readonly #deadLetters: DeadLetterQueue;
  readonly #day = new MetricHistory(DAY_PERIOD_MS, DAY_PERIODS);
  #described: Known<FunctionConfiguration> = UNREAD;
  #asyncDelivery: Known<AsyncDelivery | null> = UNREAD;
  #sample: CallSample | null = null;
  #reportsError: SourceError | null = null;
  readonly #reported = createVersionReports(SETTLING_MS);
  #askedSeldomMs: EpochMs | null = null;
  #dayReadMs: EpochMs | null = null;
  #wantsDay = false;
  #wantsLines = false;
  #isRead = false;
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
    this.#lastLines = new LastLinesReading(configuration, sources.logs, asking);
  }

  /** From now on also reads the last 24 hours, which cost as much as a minute of three functions. */
  wantDay(): void {
    this.#wantsDay = true;
  }

  /** From now on whether to read the newest lines of the log each minute as well. */
  wantLines(isWanted: boolean): void {
    this.#wantsLines = isWanted;
  }

  /**
   * @param toMs the end of the window
   * @param settledMs the newest minute that no longer changes
   * @param onPart called whenever some of it is known: none need wait for the others
   */
  read(toMs: EpochMs, settledMs: EpochMs, onPart: () => void = () => {}): Promise<void> {
    this.#reading = this.#reading.then(() => this.#readParts(toMs, settledMs, onPart));
    return this.#reading;
  }

  async #readParts(toMs: EpochMs, settledMs: EpochMs, onPart: () => void): Promise<void> {
    await Promise.all(
      [
        this.#alarms?.read(toMs) ?? Promise.resolve(),
        this.#readSeldom(toMs),
        this.#versions.readAliases(toMs),
        this.#readDay(toMs, settledMs),
        this.#readSample(toMs),
        this.#deadLetters.read(toMs),
      ].map((part) => part.then(onPart)),
    );
    await Promise.all([
      this.#versions.readOutcomes(toMs, settledMs),
      this.#provisioned.readUse(toMs, settledMs),
      this.#readLastLines(toMs, settledMs),
    ]);
    this.#isRead = true;
    onPart();
  }

  detail(settledMs: EpochMs): FunctionDetail {
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
      day: this.#dayOf(settledMs),
      lastLines: this.#lastLines.lines,
    };
  }

  #dayOf(settledMs: EpochMs): FunctionDetail['day'] {
    if (this.#dayReadMs === null) return null;
    const endMs = dayEnd(settledMs);
    return this.#day.functionMinutes(this.#name, endMs - DAY_MS, endMs - DAY_PERIOD_MS);
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
    if (isUnrecorded(described) || isUnrecorded(asyncDelivery)) this.#askedSeldomMs = null;
    this.#described = knownOf(described, this.#described);
    this.#asyncDelivery = knownOf(asyncDelivery, this.#asyncDelivery);
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
      // A page begins with the oldest events.
      const readToMs = nextToken === null ? range.endMs : (events.at(-1)?.timestampMs ?? range.endMs);
      this.#sample = callSample(
        reports.map(({ line }) => line),
        readToMs - range.startMs,
      );
      if (this.#sample === null) continue;
      this.#reported.add(reports, range, nextToken === null && !hasGaps);
      return;
    }
  }

  async #readDay(toMs: EpochMs, settledMs: EpochMs): Promise<void> {
    if (!this.#wantsDay || (this.#dayReadMs !== null && toMs - this.#dayReadMs < DAY_PERIOD_MS)) return;
    const queries = activeQueries([
      {
        configuration: this.configuration,
        hasStreamSource: null,
        isAsynchronous: false,
        queueNames: [],
        redriveQueueNames: [],
      },
    ]);
    const endMs = dayEnd(settledMs);
    const range = { startMs: endMs - DAY_MS, endMs, periodMs: DAY_PERIOD_MS };
    const { error } = await readMetrics(this.#sources.metrics, this.#asking, this.#day, {
      queries,
      range,
      atMs: toMs,
      everyMs: DAY_PERIOD_MS,
    });
    if (error === null) this.#dayReadMs = toMs;
  }

  /** Where no newest lines are wanted, a function without a call in the newest minutes is told by its last run. */
  async #readLastLines(toMs: EpochMs, settledMs: EpochMs): Promise<void> {
    if (this.#wantsLines) return this.#lastLines.readNewest(toMs, this.#sample);
    if (this.#sample !== null) return;
    const ran = callSpans(this.#dayOf(settledMs) ?? []).find(({ calls }) => calls > 0);
    if (ran !== undefined) await this.#lastLines.read(ran, toMs);
  }

  get #name(): RawText {
    return this.configuration.name;
  }
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
const REPORTS = {
  json: rawText('{ $.type = "platform.report" }'),
  text: rawText('"REPORT RequestId"'),
} as const;

/**
 * The end of the last period whose minutes have all settled: an incomplete one would look like a dip at the end of the
 * chart.
 */
function dayEnd(settledMs: EpochMs): EpochMs {
  return Math.floor((settledMs + MINUTE_MS) / DAY_PERIOD_MS) * DAY_PERIOD_MS;
}
