import { SECOND_MS } from '../../../lambda/time.ts';
import { isStreaming } from '../../../monitor/log/live/live-sessions.ts';
import { type FollowedLog, readingLogs, troubledRegions } from '../../../monitor/log/tail/followed-log.ts';
import type { LogTailSnapshot } from '../../../monitor/log/tail/log-tail-snapshot.ts';
import { logsBehind, STILL_LIVE_MS } from '../../../monitor/log/tail/logs-behind.ts';
import { NO_CREDENTIALS } from '../../../monitor/source-error.ts';
import { cutLogName } from '../../../print/tail/log-names.ts';
import { padStart } from '../../../terminal/display-width.ts';
import type { Line } from '../../../terminal/line.ts';
import { leftRight, lineWidth } from '../../../terminal/line-layout.ts';
import { ageText, decimalText, groupedText, rateText } from '../../../terminal/quantity.ts';
import { joinSafe, safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, toned } from '../../../terminal/words.ts';
import { keyOf } from '../../keys/key-label.ts';
import { startingWord } from '../../log/tail-header-state.ts';
import { crumbs } from '../../parts/frame/crumbs.ts';
import { WIDE_SCREEN } from '../../parts/frame/wide-screen.ts';
import { STOPPED } from '../../parts/header/header-facts.ts';
import { clockTimes, momentText } from '../../parts/look/time-notation.ts';
import { isFollowing } from '../state/tail-state.ts';
import type { TailScene } from './tail-scene.ts';

/** Between the screen's position and the log's state. */
const GAP = 2;
/** In columns. */
const NARROW = 80;

/**
 * Numbers keep their width while they change, so that FOLLOW does not jitter. The last of them give way to the log's
 * name.
 */
export function tailStatusLine(scene: TailScene, width: number): Line {
  const { snapshot, path, look } = scene;
  const word = isHeldBack(scene) ? STOPPED_WORD : followWord(scene);
  const between = followNumbers(scene).length > 0 ? safe` ` : dotBetween(scene);
  const ways = numbersOf(scene).map((numbers) => [
    ...regionWords(snapshot),
    ...floodWord(scene),
    ...word,
    ...(numbers === '' ? [] : [toned('dim', safe`${between}${numbers}`)]),
  ]);
  const whichLog = lineWidth(crumbs(path.slice(-2), width, look));
  const roomBeside = (status: Line) => width - lineWidth(status) - GAP;
  const status = ways.find((way) => roomBeside(way) >= whichLog) ?? ways.at(-1) ?? word;
  return leftRight(crumbs(path, roomBeside(status), look), status, width, look.glyphs.ellipsis);
}

const FEWEST_NUMBERS = 1;

/** All numbers, then fewer and fewer. */
function numbersOf(scene: TailScene): readonly SafeText[] {
  const all = [...followNumbers(scene), ...readCount(scene.snapshot), ...readingNumbers(scene)];
  const dropped = Math.max(0, all.length - FEWEST_NUMBERS);
  return Array.from({ length: dropped + 1 }, (_, fewer) =>
    joinSafe(all.slice(0, all.length - fewer), betweenNumbers(scene)),
  );
}

/** Before a short number padded to a long one's width, a dot would look lost. */
function betweenNumbers(scene: TailScene): SafeText {
  return followNumbers(scene).length > 0 ? safe`   ` : dotBetween(scene);
}

function dotBetween({ look }: TailScene): SafeText {
  return safe` ${look.glyphs.middleDot} `;
}

const STOPPED_WORD: Line = [strong(STOPPED.word, 'warn')];

/** A log read to its end and its beginning has nothing to stop. */
export function isHeldBack({ isStopped, snapshot }: TailScene): boolean {
  return isStopped && (snapshot.status !== 'ended' || snapshot.readingBackToMs !== null);
}

/** A log that is read once has no lag and no rate; nor is either known before anything was read. */
function followNumbers(scene: TailScene): readonly SafeText[] {
  const { follow, environments, floodKeeps, readThroughMs } = scene.snapshot;
  const { columns } = scene;
  if (!follow) return [];
  const behind = behindText(scene);
  if (behind === null) return [];
  if (readThroughMs === null) return [behind];
  // Streamed lines are not behind: only polling is, which its own word says.
  const lag = streamsInTrouble(scene.snapshot) ? [] : [behind];
  const pace = paceWords(scene);
  return columns < (floodKeeps === null ? 100 : 110)
    ? [...lag, ...pace]
    : [
        ...lag,
        ...pace,
        safe`${padStart(groupedText(environments), 3)} ${environments === 1 ? safe`env ` : safe`envs`}`,
      ];
}

const PACE_WIDTH = 5;
const PACE_UNIT = safe` lines/s`;
const CATCHING_UP = padStart(safe`catching up`, PACE_WIDTH + PACE_UNIT.length);
const SAMPLED = padStart(safe`sampled`, PACE_WIDTH + PACE_UNIT.length);

/**
 * The lines read last of a log that is behind are of a minute long past: they tell nothing of its pace, nor of how fast
 * it is read. Those of a flood are a part of it. While nothing is read, there is no pace.
 */
function paceWords({ snapshot, header }: TailScene): readonly SafeText[] {
  const { status, live, floodKeeps, linesPerSecond, logs, readThroughMs } = snapshot;
  if (floodKeeps !== null) return [SAMPLED];
  const isLate = readThroughMs !== null && header.nowMs - readThroughMs > STILL_LIVE_MS;
  if (live === null && (isLate || logsBehind(logs, header.nowMs).length > 0))
    return status === 'live' ? [CATCHING_UP] : [];
  return [safe`${padStart(rateText(linesPerSecond), PACE_WIDTH)}${PACE_UNIT}`];
}

/** Whether lines come through Live Tail while polling fails. */
function streamsInTrouble({ status, live }: LogTailSnapshot): boolean {
  return isStreaming(live) && status !== 'live' && status !== 'starting' && status !== 'ended';
}

/** The logs that are behind while others are not, else how far all of them are. */
function behindText({ snapshot, header, isStopped, look, columns }: TailScene): SafeText | null {
  const { reachedMs, logs } = snapshot;
  if (reachedMs === null) return isStopped ? safe`not read` : null;
  const behind = logsBehind(logs, header.nowMs);
  const [furthest] = behind;
  if (furthest === undefined)
    return safe`${padStart(secondsText(Math.max(0, header.nowMs - reachedMs)), 6)} behind`;
  const age = secondsText(Math.max(0, furthest.behindMs));
  if (behind.length === 1) return safe`${logWord(furthest.log, look)} ${age} behind`;
  // The path beside it says of what they are so many.
  const ofLogs = columns < NARROW ? safe`` : safe` logs`;
  return safe`${behind.length} of ${logs.length}${ofLogs} up to ${age} behind`;
}

/** While many logs are read for the first time, one after the other. */
function readCount({ status, logs }: LogTailSnapshot): readonly SafeText[] {
  if (status !== 'starting') return [];
  const reading = readingLogs(logs);
  const read = reading.filter(({ readThroughMs }) => readThroughMs !== null).length;
  return read === 0 ? [] : [safe`${read} of ${reading.length} logs read`];
}

const WIDEST_NAME = 24;

function logWord({ origin }: FollowedLog, look: TailScene['look']): SafeText {
  return cutLogName(origin, WIDEST_NAME, look.glyphs.ellipsis);
}

function readingNumbers({ snapshot: { dropped, callsPerMinute }, columns }: TailScene): readonly SafeText[] {
  return columns < WIDE_SCREEN
    ? []
    : [
        safe`${groupedText(dropped)} older dropped`,
        padStart(callsText(callsPerMinute), callsText(10).length),
      ];
}

function callsText(perMinute: number): SafeText {
  return safe`${groupedText(perMinute)} ${perMinute === 1 ? safe`API call/min` : safe`API calls/min`}`;
}

/** Below it, tenths of a second do not round up to `60.0 s`. */
const READS_AS_A_MINUTE_MS = STILL_LIVE_MS - 50;

/** `1.1 s` even below a second, so that the unit does not flicker; where the header says BEHIND, as there. */
function secondsText(ms: number): SafeText {
  return ms >= READS_AS_A_MINUTE_MS ? ageText(ms) : safe`${decimalText(ms / SECOND_MS, 1)} s`;
}

/** Regions that can't be read, while the log goes on with others. */
function regionWords({ logs }: LogTailSnapshot): Line {
  return troubledRegions(logs).flatMap(({ region, status }): Line => {
    if (region === null || status === 'live' || status === 'starting' || status === 'ended') return [];
    return [strong(safe`${safeText(region)} ${TROUBLE_WORDS[status]}`, 'warn'), toned('dim', safe` `)];
  });
}

const TROUBLE_WORDS: Readonly<
  Record<Exclude<LogTailSnapshot['status'], 'live' | 'starting' | 'ended'>, SafeText>
> = {
  busy: safe`API BUSY`,
  unreachable: safe`NO ANSWER`,
  unanswered: safe`NO ANSWER YET`,
  waiting: safe`WAITING`,
  denied: safe`DENIED`,
  expired: safe`EXPIRED`,
};

/** Beside the word for the view: a flood can be followed or held. Of many logs, seldom all are in flood. */
function floodWord({ snapshot: { floodKeeps, logs }, look }: TailScene): Line {
  if (floodKeeps === null) return [];
  const which = whichLogs((log) => log.floodKeeps !== null, logs, look);
  return [strong(safe`FLOOD`, 'warn'), toned('dim', safe`${which} `)];
}

/** Those of several logs: by name, or else their number. Nothing where it is all of them. */
function whichLogs(
  isOne: (log: FollowedLog) => boolean,
  logs: readonly FollowedLog[],
  look: TailScene['look'],
): SafeText {
  const those = logs.filter(isOne);
  const [first] = those;
  if (first === undefined || those.length === logs.length) return safe``;
  return those.length === 1 ? safe` ${logWord(first, look)}` : safe` ${those.length} of ${logs.length} logs`;
}

function followWord(scene: TailScene): Line {
  const { snapshot, state } = scene;
  const held = [strong(state.frozen === null ? safe`HELD` : safe`FROZEN`, 'warn')];
  const isHeld = !isFollowing(state);
  const follow = isHeld ? held : [strong(safe`FOLLOW`, 'focus')];
  switch (snapshot.status) {
    case 'starting':
      return isHeld ? held : [toned('dim', startingWord(snapshot))];
    case 'live':
      return follow;
    case 'ended':
      return [toned('dim', readingBackWords(scene) ?? safe`ended`)];
    default: {
      const trouble =
        snapshot.error?.name === NO_CREDENTIALS ? safe`NO CREDENTIALS` : TROUBLE_WORDS[snapshot.status];
      if (!isStreaming(snapshot.live)) {
        const which = troubledLogs(scene);
        const goesOn = which === '' || !snapshot.follow ? [] : [toned('dim', safe`  `), ...follow];
        return [strong(trouble, 'warn'), toned('dim', which), ...retryWords(scene), ...goesOn];
      }
      return [strong(trouble, 'warn'), toned('dim', safe`, ${streamWords(scene)}  `), ...follow];
    }
  }
}

/** An outage may be of some logs, while the others go on; a throttled or expired account is one for all. */
function troubledLogs({ snapshot: { status, logs }, look }: TailScene): SafeText {
  if (status !== 'unreachable' && status !== 'unanswered') return safe``;
  return whichLogs((log) => log.status === status, logs, look);
}

/** Live Tail brings all lines while polling fails, once polling has read those from before it. */
function streamWords({ snapshot: { readThroughMs }, header: { nowMs } }: TailScene): SafeText {
  const behindMs = readThroughMs === null ? 0 : nowMs - readThroughMs;
  return behindMs < BACKFILL_BEHIND_MS
    ? safe`lines stream on`
    : safe`lines stream on, backfill ${secondsText(behindMs)} behind`;
}

/** More than a pause between two of its updates. */
const BACKFILL_BEHIND_MS = 15 * SECOND_MS;

/** Without an answer, the next try may be a quarter of a minute away. */
function retryWords({ snapshot: { status }, look }: TailScene): Line {
  const tries = keyOf('refresh', look.keymap);
  return status === 'unreachable' && tries !== '' ? [toned('dim', safe` ${tries} tries now`)] : [];
}

/** How far back a past log is still being read; null where nothing of it is. */
export function readingBackWords({ snapshot, header, look }: TailScene): SafeText | null {
  const { readingBackToMs } = snapshot;
  if (readingBackToMs === null) return null;
  return safe`reading back to ${momentText(readingBackToMs, clockTimes({ ...header, look }))}`;
}
