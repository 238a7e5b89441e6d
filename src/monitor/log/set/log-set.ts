import type { EpochMs } from '../../../lambda/time.ts';
import { joinedChoice, type LogChoice, wantedItems } from '../../../logs/selection/log-choice.ts';
import type { Selection } from '../../../logs/selection/selection.ts';
import type { TailItem } from '../../../logs/tail-item.ts';
import type { LeftOutCount } from '../../../logs/trouble/left-out-count.ts';
import type { RawText } from '../../../terminal/text.ts';
import type { FollowEnd, FollowProgress, FollowRequest } from '../follow-request.ts';
import { followLive } from '../live/live-follower.ts';
import type { LiveLog } from '../live/live-sessions.ts';
import { followLog } from '../reading/log-follower.ts';
import { createOnceOnly, type MissedLines, type OnceOnly, readMissed } from './missed-lines.ts';

/** Logs followed as one: each log group is read once, however many choices include it. */
export interface LogSet {
  add(choice: LogChoice, sinceMs: EpochMs): void;
  choices(): readonly LogChoice[];
  /** The end of each log, once all have ended and nothing is read again. */
  ended(): Promise<readonly FollowEnd[]>;
}

export interface LogSetRequest
  extends Omit<
    FollowRequest,
    'group' | 'sinceMs' | 'mustBegin' | 'onItems' | 'onProgress' | 'onOverdue' | 'sweeper' | 'leftOutCount'
  > {
  /** For each log, as of `FollowRequest`; absent for none. */
  readonly mustBegin?: (group: RawText) => boolean;
  /** Selects lines of one log; absent for all. */
  readonly newSelection?: () => Selection;
  /** Shared with other readers of the logs, so that unplaceable events are counted once. */
  readonly leftOutOf?: (group: RawText) => LeftOutCount;
  /** How a group is streamed; null polls it, which is also the default. */
  readonly live?: (group: RawText) => LiveLog | null;
  /** Called with a page's items of one log, or when it ends before the others. */
  readonly onItems: (choice: LogChoice, items: readonly TailItem[]) => void;
  readonly onProgress?: (choice: LogChoice, progress: FollowProgress) => void;
  readonly onOverdue?: (choice: LogChoice) => void;
  readonly onEnd?: (choice: LogChoice, end: FollowEnd) => void;
}

/** The reading of one group. */
interface Reading {
  /** Hands on new and wanted lines of its writers: lines of one request belong together. */
  readonly bring: (items: readonly TailItem[]) => void;
  readonly once: OnceOnly;
  /** How many readings for newcomers are under way, whose lines come out of order. */
  rereadings: number;
  /** Whether anything has been read. */
  hasBegun: boolean;
  /** Null while it goes on. */
  endedMs: EpochMs | null;
}

export function createLogSet(request: LogSetRequest): LogSet {
  const { clock } = request;
  const choices = new Map<RawText, LogChoice>();
  const readings = new Map<RawText, Reading>();
  const ends: Promise<FollowEnd>[] = [];
  let reread: Promise<unknown> = Promise.resolve();
  const chosen = (group: RawText) => choices.get(group) ?? { group, writers: [] };

  function newReading(group: RawText): Reading {
    const once = createOnceOnly();
    const selected = request.newSelection?.() ?? ((items) => items);
    const reading: Reading = {
      bring(items) {
        const fresh = once.newOf(items);
        const news = selected(reading.rereadings === 0 ? fresh : fresh.map(asAhead));
        if (news.length > 0) request.onItems(chosen(group), news);
      },
      once,
      rereadings: 0,
      hasBegun: false,
      endedMs: null,
    };
    return reading;
  }

  async function follow(group: RawText, sinceMs: EpochMs, reading: Reading): Promise<FollowEnd> {
    readings.set(group, reading);
    reading.endedMs = null;
    const live = request.live?.(group) ?? null;
    const following: FollowRequest = {
      ...request,
      group,
      sinceMs,
      mustBegin: request.mustBegin?.(group) ?? false,
      ...(request.leftOutOf === undefined ? {} : { leftOutCount: request.leftOutOf(group) }),
      onItems(items) {
        reading.hasBegun ||= items.some(({ type }) => type === 'event');
        reading.bring(wantedItems(chosen(group), items));
      },
      onProgress(progress) {
        reading.hasBegun = true;
        request.onProgress?.(chosen(group), progress);
      },
      onOverdue: () => request.onOverdue?.(chosen(group)),
    };
    const end = await (live === null ? followLog(following) : followLive({ ...following, live }));
    reading.endedMs = clock.now();
    request.onEnd?.(chosen(group), end);
    const isOneOfMany = choices.size > 1;
    if (end.kind === 'failed' && isOneOfMany) {
      const { name, message } = end.error;
      reading.bring([{ type: 'notice', kind: 'ended', atMs: clock.now(), name, message }]);
    }
    return end;
  }

  /** When a group has been read already, the lines of `newcomer` have to be read again. */
  function rejoin(reading: Reading, missed: MissedLines): void {
    const { newcomer, sinceMs } = missed;
    const { hasBegun, endedMs } = reading;
    // Lines delivered before the end must not be delivered again.
    const onFromMs = hasBegun ? Math.max(sinceMs, endedMs ?? clock.now()) : sinceMs;
    if (endedMs !== null) ends.push(follow(newcomer.group, onFromMs, reading));
    if (onFromMs === sinceMs) return;
    reading.once.expect(sinceMs, clock.now());
    const mustBegin = request.mustBegin?.(missed.newcomer.group) ?? false;
    const { onOverdue: _, ...asked } = request;
    reading.rereadings += 1;
    const rereading = readMissed(missed, { ...asked, mustBegin, onItems: reading.bring }).finally(() => {
      reading.rereadings -= 1;
    });
    reread = Promise.all([reread, rereading]);
  }

  return {
    add(choice, sinceMs) {
      const { group } = choice;
      const known = choices.get(group);
      const reading = readings.get(group);
      choices.set(group, known === undefined ? choice : joinedChoice(known, choice));
      if (known === undefined || reading === undefined) ends.push(follow(group, sinceMs, newReading(group)));
      else rejoin(reading, { known, newcomer: choice, sinceMs });
    },
    choices: () => [...choices.values()],
    async ended() {
      let all: readonly FollowEnd[] = [];
      do all = await Promise.all(ends);
      while (all.length < ends.length);
      await reread;
      return all;
    },
  };
}

/** A line beside which earlier ones are still to come. */
function asAhead(item: TailItem): TailItem {
  return item.type === 'event' ? { ...item, isAhead: true } : item;
}
