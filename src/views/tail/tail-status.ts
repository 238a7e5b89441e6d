import { SECOND_MS } from '../../lambda/time.ts';
import { troubledRegions } from '../../monitor/log/followed-log.ts';
import { DEFAULT_LIMITS } from '../../monitor/log/log-tail.ts';
import type { LogTailSnapshot } from '../../monitor/log/log-tail-snapshot.ts';
import { NO_CREDENTIALS } from '../../monitor/source-error.ts';
import { padStart } from '../../terminal/display-width.ts';
import type { Line, Span } from '../../terminal/line.ts';
import { leftRight, lineWidth } from '../../terminal/line-layout.ts';
import { ageText, decimalText, groupedText, rateText } from '../../terminal/quantity.ts';
import { replacedIn } from '../../terminal/safe-edits.ts';
import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { keyOf } from '../keys/key-label.ts';
import { isStreamed, startingWord } from '../log/tail-header-state.ts';
import { crumbs } from '../parts/crumbs.ts';
import { STOPPED } from '../parts/header.ts';
import { clockTimes, momentText, notationName } from '../parts/time-notation.ts';
import { choiceWords } from './tail-choice-words.ts';
import type { TailScene } from './tail-scene.ts';
import { isFollowing, type TailState } from './tail-state.ts';

/** Between the screen's position and the log's state. */
const GAP = 2;

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
    ...floodWord(snapshot),
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
  const all = [...followNumbers(scene), ...readingNumbers(scene)];
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
  const { follow, linesPerSecond, environments, floodKeeps } = scene.snapshot;
  const { columns } = scene;
  if (!follow) return [];
  const behind = behindText(scene);
  if (behind === null) return [];
  const pace = safe`${padStart(rateText(linesPerSecond), 5)} lines/s`;
  return columns < (floodKeeps === null ? 100 : 110)
    ? [behind, pace]
    : [
        behind,
        pace,
        safe`${padStart(groupedText(environments), 3)} ${environments === 1 ? safe`env ` : safe`envs`}`,
      ];
}

function behindText({ snapshot: { readThroughMs }, header, isStopped }: TailScene): SafeText | null {
  if (readThroughMs === null) return isStopped ? safe`not read` : null;
  return safe`${padStart(secondsText(Math.max(0, header.nowMs - readThroughMs)), 6)} behind`;
}

function readingNumbers({ snapshot: { dropped, callsPerMinute }, columns }: TailScene): readonly SafeText[] {
  return columns < 100
    ? []
    : [
        safe`${groupedText(dropped)} older dropped`,
        safe`${padStart(groupedText(callsPerMinute), 2)} API calls/min`,
      ];
}

/** `1.1 s` even below a second, so that the unit does not flicker. */
function secondsText(ms: number): SafeText {
  return ms < 99_950 ? safe`${decimalText(ms / SECOND_MS, 1)} s` : ageText(ms);
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

/** Beside the word for the view: a flood can be followed or held. */
function floodWord({ floodKeeps }: LogTailSnapshot): Line {
  return floodKeeps === null ? [] : [strong(safe`FLOOD`, 'warn'), toned('dim', safe` `)];
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
      if (!isStreamed(snapshot.live)) return [strong(trouble, 'warn')];
      return [strong(safe`polling ${trouble}`, 'warn'), toned('dim', safe` `), ...follow];
    }
  }
}

/** How far back a past log is still being read; null where nothing of it is. */
export function readingBackWords({ snapshot, header, look }: TailScene): SafeText | null {
  const { readingBackToMs } = snapshot;
  if (readingBackToMs === null) return null;
  return safe`reading back to ${momentText(readingBackToMs, clockTimes({ ...header, look }))}`;
}

const KEPT_WORDS = safe`, the newest ${groupedText(DEFAULT_LIMITS.maxItems)} are kept`;

/**
 * How much there is, how it is displayed, and what arrived while the view was held; as much as fits, new arrivals
 * first. Filters are named as long as there is room, however briefly: rows missing without a reason look like a fault.
 */
export function tailNote(scene: TailScene, room: number): Line {
  const { look } = scene;
  const chosen = choiceWords(scene);
  const notation = [toned('dim', safe` ${look.glyphs.middleDot} ${notationName(look.times)}`)];
  const news = newsWords(scene);
  const amount = [...amountWords(scene, chosen.length > 0), ...chosen];
  const brief = choiceWords(scene, true);
  const count = countWords(scene);
  // First the number of hidden rows is dropped, then the key hint, then a pattern's text; only then a part of the
  // filter.
  const named = [
    [...news, ...chosen],
    [...count, ...chosen],
    [...count, ...brief],
  ].map((line) => withoutEnd(line.slice(0, -1)));
  const fewer = brief.map((_, index) => withoutEnd([...count, ...brief.slice(0, -1 - index)]));
  const variants = [
    [...news, ...amount, ...notation],
    [...news, ...amount],
    ...(chosen.length === 0 ? [] : [...named, ...fewer]),
  ];
  return variants.find((variant) => lineWidth(variant) <= room) ?? withoutEnd(news);
}

/** Without the separator, where the second part is dropped. */
function withoutEnd(line: Line): Line {
  const last = line.at(-1);
  if (last === undefined) return line;
  return [...line.slice(0, -1), { ...last, text: replacedIn(last.text, / \S $/, () => safe``) }];
}

function newsWords({ snapshot, state, look, columns }: TailScene): Line {
  if (!awaitsNews(snapshot, state)) return [];
  const news = arrivedSince(snapshot, state);
  const errors = Math.max(0, snapshot.errorsArrived - state.seenErrors);
  const { keymap, glyphs } = look;
  const wayOut =
    state.frozen === null
      ? safe`${keyOf('follow', keymap)} follows`
      : safe`${keyOf('freeze', keymap)} goes on${columns < 100 ? safe`` : KEPT_WORDS}`;
  return [
    newCount(news),
    ...(errors === 0
      ? []
      : [strong(safe`  ${groupedText(errors)} ${errors === 1 ? safe`error` : safe`errors`}`, 'crit')]),
    toned('dim', safe`  ${wayOut} ${glyphs.middleDot} `),
  ];
}

/** Whether lines may arrive that the view does not show: a past log gets no new ones, but frozen, no earlier ones. */
function awaitsNews({ follow }: LogTailSnapshot, state: TailState): boolean {
  return !isFollowing(state) && (follow || state.frozen !== null);
}

/** The same without errors and the way out. */
function countWords({ snapshot, state, look }: TailScene): Line {
  if (!awaitsNews(snapshot, state)) return [];
  return [newCount(arrivedSince(snapshot, state)), toned('dim', safe` ${look.glyphs.middleDot} `)];
}

function newCount(news: number): Span {
  return strong(safe`${groupedText(news)} new`, news > 0 ? 'warn' : 'dim');
}

function arrivedSince({ arrived }: LogTailSnapshot, { seenItems }: TailState): number {
  return Math.max(0, arrived - seenItems);
}

function amountWords(scene: TailScene, isChosen: boolean): Line {
  const { snapshot, state, look, columns, header } = scene;
  const isMoved = state.left > 0 && !state.wraps;
  const moved = isMoved ? safe`from column ${state.left + 1} ${look.glyphs.middleDot} ` : safe``;
  if (isChosen) return [toned('dim', moved)];
  // Side by side they would leave no room on a narrow screen for new arrivals.
  const since =
    columns < 100 && isMoved
      ? safe``
      : safe` since ${momentText(snapshot.readFromMs, clockTimes({ ...header, look }))}`;
  return [toned('dim', safe`${moved}${linesWords(snapshot)}${since}`)];
}

/** `412 of 10,300 lines` where not all are wanted. */
function linesWords({ wanted, itemCount, linesChosen, linesRead }: LogTailSnapshot): SafeText {
  return wanted.rules === null
    ? safe`${groupedText(itemCount)} in memory`
    : safe`${groupedText(linesChosen)} of ${groupedText(linesRead)} lines`;
}
