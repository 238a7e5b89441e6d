import type { EpochMs } from '../../lambda/time.ts';
import { joinedChoice, type LogChoice, wantedItems } from '../../logs/selection/log-choice.ts';
import type { Selection } from '../../logs/selection/selection.ts';
import type { TailItem } from '../../logs/tail-item.ts';
import type { LeftOutCount } from '../../logs/trouble/left-out-count.ts';
import type { RawText } from '../../terminal/text.ts';
import type { FollowEnd, FollowProgress, FollowRequest } from './follow-request.ts';
import { followLive } from './live-follower.ts';
import type { LiveLog } from './live-sessions.ts';
import { followLog } from './log-follower.ts';
import { createOnceOnly, type MissedLines, type OnceOnly, readMissed } from './missed-lines.ts';

/** Logs that are followed as one: each log group is read once, whoever's lines of it are wanted. */
export interface LogSet {
  add(choice: LogChoice, sinceMs: EpochMs): void;
  choices(): readonly LogChoice[];
  /** How each log ended, once all of them have. */
  ended(): Promise<readonly FollowEnd[]>;
}

export interface LogSetRequest
  extends Omit<FollowRequest, 'group' | 'sinceMs' | 'onItems' | 'onProgress' | 'sweeper' | 'leftOutCount'> {
  /** Lets through what is wanted of the lines of one log; all of them where it is absent. */
  readonly newSelection?: () => Selection;
  /** Where others read the logs as well, what counts together what of each has no place. */
  readonly leftOutOf?: (group: RawText) => LeftOutCount;
  /** How a group may be streamed; null polls it, as all are where it does not say. */
  readonly live?: (group: RawText) => LiveLog | null;
  /** Each call carries what one page of one log brought, or that it has ended before the others. */
  readonly onItems: (choice: LogChoice, items: readonly TailItem[]) => void;
  readonly onProgress?: (choice: LogChoice, progress: FollowProgress) => void;
  readonly onEnd?: (choice: LogChoice, end: FollowEnd) => void;
}

/** How a group of the set is read. */
interface Reading {
  /** Hands on what is new and wanted of what its writers said: lines of one request belong together. */
  readonly bring: (items: readonly TailItem[]) => void;
  readonly once: OnceOnly;
  /** Whether anything of it has been read. */
  hasBegun: boolean;
  /** Null while it goes on. */
  endedMs: EpochMs | null;
}

export function createLogSet(request: LogSetRequest): LogSet {
  const { clock } = request;
  const choices = new Map<RawText, LogChoice>();
  const readings = new Map<RawText, Reading>();
  const ends: Promise<FollowEnd>[] = [];
  const chosen = (group: RawText) => choices.get(group) ?? { group, writers: [] };

  function newReading(group: RawText): Reading {
    const once = createOnceOnly();
    const selected = request.newSelection?.() ?? ((items) => items);
    return {
      bring(items) {
        const news = selected(once.newOf(items));
        if (news.length > 0) request.onItems(chosen(group), news);
      },
      once,
      hasBegun: false,
      endedMs: null,
    };
  }

  async function follow(group: RawText, sinceMs: EpochMs, reading: Reading): Promise<FollowEnd> {
    readings.set(group, reading);
    reading.endedMs = null;
    const live = request.live?.(group) ?? null;
    const following: FollowRequest = {
      ...request,
      group,
      sinceMs,
      ...(request.leftOutOf === undefined ? {} : { leftOutCount: request.leftOutOf(group) }),
      onItems(items) {
        reading.hasBegun ||= items.some(({ type }) => type === 'event');
        reading.bring(wantedItems(chosen(group), items));
      },
      onProgress(progress) {
        reading.hasBegun = true;
        request.onProgress?.(chosen(group), progress);
      },
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

  /** Of a group that has been read already, the lines of `newcomer` have to be read once more. */
  function rejoin(reading: Reading, missed: MissedLines): void {
    const { newcomer, sinceMs } = missed;
    const { hasBegun, endedMs } = reading;
    // What was given before the end must not be given again.
    const onFromMs = hasBegun ? Math.max(sinceMs, endedMs ?? clock.now()) : sinceMs;
    if (endedMs !== null) ends.push(follow(newcomer.group, onFromMs, reading));
    if (onFromMs === sinceMs) return;
    reading.once.expect(sinceMs, clock.now());
    void readMissed(missed, { ...request, onItems: reading.bring });
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
      return all;
    },
  };
}
