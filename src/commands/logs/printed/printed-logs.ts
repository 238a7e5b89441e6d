import type { EpochMs } from '../../../lambda/time.ts';
import { createReadEnds } from '../../../logs/read-ends.ts';
import type { Stretch } from '../../../logs/runs-under-way.ts';
import { originOf } from '../../../logs/selection/log-choice.ts';
import { createSelection } from '../../../logs/selection/selection.ts';
import type { LineSelection } from '../../../logs/selection/selection-rules.ts';
import { createWholeReading } from '../../../logs/selection/whole-reading.ts';
import type { TailItem } from '../../../logs/tail-item.ts';
import { ledgeredLogs } from '../../../monitor/calls/ledgered-logs.ts';
import type { FollowEnd } from '../../../monitor/log/follow-request.ts';
import { readAhead } from '../../../monitor/log/reading/read-ahead.ts';
import { createLogSet, type LogSet } from '../../../monitor/log/set/log-set.ts';
import { createSharedNews } from '../../../monitor/log/set/shared-news.ts';
import { NOT_RECORDED, type SourceError } from '../../../monitor/source-error.ts';
import { logClassWords } from '../../../print/log-class.ts';
import { noEventText } from '../../../print/tail/no-event-text.ts';
import type { RawText } from '../../../terminal/text.ts';
import { errorSentence } from '../../command/error-sentence.ts';
import { EXIT_STATUS, type ExitStatus, exitStatusOf } from '../../command/exit-status.ts';
import type { Session } from '../../session/session.ts';
import {
  createPagePrinter,
  MOST_PAGES,
  MOST_PAGES_OF_ONE_LOG,
  type PagePrinter,
} from '../../streams/page-printer.ts';
import { boundRoomForPages } from '../../streams/short-lived-pages.ts';
import { watchReader } from '../../streams/slow-reader.ts';
import { printNotice } from '../../streams/standard-streams.ts';
import type { ChosenLogs } from '../chosen-logs.ts';
import { liveLogs } from '../live-log.ts';
import { lookForNewcomers } from '../newcomers.ts';
import { refusedPattern } from '../typed/line-selection.ts';
import type { RequestedTail } from '../typed/requested-tail.ts';
import type { TailRange } from '../typed/tail-range.ts';
import { createEndNotices, type EndNotices } from './end-notices.ts';
import { type PrintedPage, tailPrinter } from './tail-printer.ts';

/** A tail whose logs and range are known. */
export interface FoundTail extends RequestedTail {
  readonly chosen: ChosenLogs;
  readonly range: TailRange;
}

/**
 * Prints the lines of the chosen logs as they arrive, page by page. A log that can't be read is reported at once; the
 * others go on, and the exit status is that of the first failure.
 */
export async function printLogs(tail: FoundTail, session: Session, signal: AbortSignal): Promise<ExitStatus> {
  const { chosen, wanted, range } = tail;
  const { clock, sleeps, settings, replay } = session;
  replay?.begin();
  const follow = settings.follow && range.untilMs === null;
  const isJson = settings.output === 'json';
  const mustBegin = (group: RawText) => !follow || !wasOnceRead(session, group);
  const printer = pagePrinter(tail, session, follow);
  const begun = new Set<RawText>();
  const stretches = new Map<RawText, (items: readonly TailItem[]) => Stretch | null>();
  let isEmpty = true;
  const shared = createSharedNews({
    clock,
    sleeps,
    signal,
    logCount: () => logs.choices().length,
    tell({ group, item }) {
      const choice = logs.choices().find((each) => each.group === group);
      if (choice !== undefined) printer.print({ choice, items: [item] });
    },
  });
  const endings = createEndNotices({ clock, signal, tell: printNotice });
  const logs = createLogSet({
    ...readingOf(tail, session, follow, signal),
    mustBegin,
    pageRoom: printer.room,
    onItems(choice, items) {
      const stretchOf = stretches.get(choice.group) ?? createWholeReading();
      stretches.set(choice.group, stretchOf);
      const stretch = wanted.pattern === null ? stretchOf(items) : null;
      const news = isJson ? items : shared.newsOf(originOf(choice), items);
      const printing = { follow, isJson, hasBegun: !mustBegin(choice.group) || begun.has(choice.group) };
      const said = news.filter((item) => !isSaidAtTheEnd(item, printing));
      isEmpty &&= said.length === 0;
      printer.print({ choice, items: said, stretch });
    },
    onProgress({ group }) {
      begun.add(group);
      boundRoomForPages();
    },
    onEnd({ group }, end) {
      if (end.kind === 'failed') tellFailure(group, end.error, tail, endings);
    },
  });
  for (const choice of chosen.choices) logs.add(choice, range.sinceMs);
  if (follow) void joinNewcomers(tail, session, signal, { printer, logs });
  const ends = await logs.ended().finally(shared.close);
  endings.close();
  await printer.finished();
  const status = statusOf(ends, wanted);
  // Nothing at all would look the same as a log that was not read.
  if (!follow && isEmpty && status === EXIT_STATUS.done && !signal.aborted) {
    const span = { ...range, untilMs: range.untilMs ?? clock.now() };
    printNotice(noEventText(chosen.choices, wanted, span, demoStartMs(session)));
  }
  return status;
}

/** In account time, to which its clock is anchored; null for an account that is no demo. */
function demoStartMs({ demo, settings }: Session): EpochMs | null {
  return demo === null ? null : settings.clock.anchorMs;
}

/** How the logs are read, whatever becomes of their lines. */
function readingOf(
  { chosen, wanted, range }: FoundTail,
  session: Session,
  follow: boolean,
  signal: AbortSignal,
) {
  const { clock, sleeps, wall, settings } = session;
  const { pattern, rules } = wanted;
  // Raw lines do not show how a run ended, and only a level selects them by it.
  const isUntold = settings.output === 'raw' && (rules === null || rules.level === null);
  const ends = isUntold ? 'untold' : pattern === null ? 'ofAll' : 'ofPart';
  return {
    // With many logs, pages wait for each other anyway, and following has nothing to read ahead.
    ...(isOneOfMany(chosen) || follow ? pagesInTurn(session) : readAhead(pagesInTurn(session), signal)),
    clock,
    sleeps,
    wall,
    untilMs: range.untilMs,
    follow,
    live: liveLogs(chosen, session),
    pattern,
    ...(rules === null ? {} : { newSelection: () => createSelection(rules, ends) }),
    signal,
    wholePages: rules !== null && rules.before + rules.after > 0,
  };
}

function tellFailure(
  group: RawText,
  error: SourceError,
  { chosen, wanted }: FoundTail,
  endings: EndNotices,
): void {
  const sentence = refusedPattern(error, wanted)?.complaint ?? errorSentence(error);
  // For an absent log, AWS's message does not name it.
  if (error.kind === 'absent') printNotice(`${group}: ${sentence}`);
  else if (isOneOfMany(chosen)) endings.ended(group, sentence);
  else printNotice(sentence);
}

interface Printed {
  readonly printer: PagePrinter<PrintedPage>;
  readonly logs: LogSet;
}

function joinNewcomers(
  { selection, chosen, range }: FoundTail,
  session: Session,
  signal: AbortSignal,
  { printer, logs }: Printed,
): Promise<void> {
  return lookForNewcomers(selection, chosen, session, {
    signal,
    onNewcomer({ choice, notice, sinceMs }) {
      printer.print({ choice, items: [notice] });
      logs.add(choice, Math.max(range.sinceMs, sinceMs));
    },
  });
}

/**
 * Whether a replay's session read the log at some time: it went on despite trouble, and so does the replay, even where it
 * begins within the trouble. A log that it never read ends as it did then.
 */
function wasOnceRead({ replay }: Session, group: RawText): boolean {
  return replay?.wasLogRead(group) === true;
}

function isOneOfMany({ choices }: ChosenLogs): boolean {
  return choices.length > 1;
}

function pagesInTurn({ sources, ledger, clock, budget, region }: Session) {
  return { source: ledgeredLogs(sources.logs, ledger, clock, region), budget };
}

/** Writes each page after the one before, and reports when the output's reader falls behind. */
function pagePrinter({ chosen, wanted }: FoundTail, { clock, settings }: Session, follow: boolean) {
  // A selection has seen the lines that it leaves out, too.
  const ends = wanted.rules === null ? createReadEnds() : null;
  const print = tailPrinter(settings.output ?? 'text', chosen.choices, ends);
  const reader = follow ? watchReader(clock, printNotice) : null;
  return createPagePrinter<PrintedPage>(
    (page) => reader?.handOver(newestOf(page), () => print(page)) ?? print(page),
    isOneOfMany(chosen) ? MOST_PAGES : MOST_PAGES_OF_ONE_LOG,
  );
}

/** Null for a page without lines. */
function newestOf({ items }: PrintedPage): EpochMs | null {
  return items.reduce<EpochMs | null>(
    (newestMs, item) =>
      item.type === 'event' ? Math.max(newestMs ?? item.event.timestampMs, item.event.timestampMs) : newestMs,
    null,
  );
}

function statusOf(ends: readonly FollowEnd[], wanted: LineSelection): ExitStatus {
  const failed = ends.find((end) => end.kind === 'failed');
  if (failed === undefined) return EXIT_STATUS.done;
  // AWS answers, but waiting won't help: lmon can't read this log class.
  if (logClassWords(failed.error) !== null) return EXIT_STATUS.usage;
  return refusedPattern(failed.error, wanted)?.status ?? exitStatusOf(failed.error);
}

interface Printing {
  readonly follow: boolean;
  readonly isJson: boolean;
  /** Whether the log was read at all, or trouble does not end its reading. */
  readonly hasBegun: boolean;
}

/** The error that ends a log's reading is printed on standard error at the end, in one line. */
function isSaidAtTheEnd(item: TailItem, { follow, isJson, hasBegun }: Printing): boolean {
  switch (item.type) {
    case 'event':
      return false;
    case 'gap':
      return !(follow && hasBegun) && (item.reason === 'denied' || item.reason === 'expired');
    case 'notice':
      if (item.kind === 'waiting') return !follow || (!hasBegun && item.name === NOT_RECORDED);
      if (item.kind === 'ended') return !isJson;
      return !(follow && hasBegun) && (item.kind === 'denied' || item.kind === 'expired');
  }
}
