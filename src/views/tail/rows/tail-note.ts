import { DEFAULT_LIMITS } from '../../../monitor/log/tail/log-tail.ts';
import type { LogTailSnapshot } from '../../../monitor/log/tail/log-tail-snapshot.ts';
import type { Line, Span } from '../../../terminal/line.ts';
import { lineWidth } from '../../../terminal/line-layout.ts';
import { groupedText } from '../../../terminal/quantity.ts';
import { replacedIn } from '../../../terminal/safe-edits.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, toned } from '../../../terminal/words.ts';
import { keyOf } from '../../keys/key-label.ts';
import { WIDE_SCREEN } from '../../parts/frame/wide-screen.ts';
import { clockTimes, momentText, notationName } from '../../parts/look/time-notation.ts';
import { isFollowing, type TailState } from '../state/tail-state.ts';
import { choiceWords } from './choice-words.ts';
import type { TailScene } from './tail-scene.ts';

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
  const moved = movedWords(scene);
  // A line that begins in the middle looks broken.
  const aside = moved.length === 0 ? [] : [withoutEnd([...news, ...moved]), withoutEnd([...count, ...moved])];
  const variants = [
    [...news, ...amount, ...notation],
    [...news, ...amount],
    ...(chosen.length === 0 ? [[...news, ...amountWords(scene, false, false)]] : []),
    ...(chosen.length === 0 ? aside : [...named, ...fewer]),
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
  const [key, does] =
    state.frozen === null
      ? [keyOf('follow', keymap), safe` follows`]
      : [keyOf('freeze', keymap), safe` resumes${columns < WIDE_SCREEN ? safe`` : KEPT_WORDS}`];
  return [
    newCount(news),
    ...(errors === 0
      ? []
      : [strong(safe`  ${groupedText(errors)} ${errors === 1 ? safe`error` : safe`errors`}`, 'crit')]),
    toned('dim', safe`  `),
    toned('focus', key),
    toned('dim', safe`${does} ${glyphs.middleDot} `),
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

/** From which column on messages are shown, where that is not the first. */
function movedWords({ state, look }: TailScene): Line {
  if (state.left === 0 || state.wraps) return [];
  return [toned('dim', safe`from column ${state.left + 1} ${look.glyphs.middleDot} `)];
}

function amountWords(scene: TailScene, isChosen: boolean, tellsSince = true): Line {
  const { snapshot, look, columns, header } = scene;
  const moved = movedWords(scene);
  if (isChosen) return moved;
  // Side by side they would leave no room on a narrow screen for new arrivals.
  const since =
    !tellsSince || (columns < WIDE_SCREEN && moved.length > 0)
      ? safe``
      : safe` since ${momentText(snapshot.readFromMs, clockTimes({ ...header, look }))}`;
  return [...moved, toned('dim', safe`${linesWords(scene)}${since}${droppedText(scene)}`)];
}

/** A wider screen counts them beside how the log is read. */
function droppedText({ snapshot: { dropped }, columns }: TailScene): SafeText {
  return dropped === 0 || columns >= WIDE_SCREEN ? safe`` : safe`, ${groupedText(dropped)} older dropped`;
}

/** `412 of 10,300 lines` where not all are wanted. Gaps and notices are rows, but a log of nothing else has no lines. */
function linesWords({ snapshot, counts: { memoryCount } }: TailScene): SafeText {
  const { wanted, linesChosen, linesRead } = snapshot;
  if (wanted.rules === null && linesRead === 0) return safe`no lines in memory`;
  return wanted.rules === null
    ? safe`${groupedText(memoryCount)} ${memoryCount === 1 ? safe`row` : safe`rows`} in memory`
    : safe`${groupedText(linesChosen)} of ${groupedText(linesRead)} lines`;
}
