import { SECOND_MS } from '../../../lambda/time.ts';
import type { StoryEvent } from '../../../logs/lines/story-item.ts';
import type { LoggedRun } from '../../../logs/runs/logged-run.ts';
import type { ComparedStep } from '../../../logs/runs/run-comparison.ts';
import { outcomeWord } from '../../../print/invocation/run-words.ts';
import { levelSpan, messageOf } from '../../../print/tail/tail-cells.ts';
import { padStart } from '../../../terminal/display-width.ts';
import { gauge } from '../../../terminal/drawing/gauge.ts';
import type { Line } from '../../../terminal/line.ts';
import { cell } from '../../../terminal/line-layout.ts';
import { decimalText, durationText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { Glyphs } from '../../../terminal/theme/glyphs.ts';
import { toned } from '../../../terminal/words.ts';
import { WIDE_INSIDE } from '../../parts/frame/wide-screen.ts';

const OFFSET_WIDTH = 9;
const GAP_WIDTH = 8;
const BAR_WIDTH = 10;
const LEVEL_WIDTH = 5;
/** A gap below this share of the run explains nothing. */
const TELLING_SHARE = 0.2;

/**
 * A run's lines, each with its time since START and the silence before it.
 *
 * @param changed the step that the verdict names: the silence after its line is marked
 */
export function runLines(
  run: LoggedRun,
  changed: ComparedStep | null,
  width: number,
  glyphs: Glyphs,
): readonly Line[] {
  const gaps = gapsOf(run);
  const marked = markedGap(run, changed, gaps);
  const totalMs = gaps.reduce((sum, gap) => sum + gap, 0);
  const hasBar = width >= WIDE_INSIDE;
  return run.lines.map((item, index) => {
    const gapMs = gaps[index] ?? 0;
    const isTelling = marked === index;
    const tone = isTelling ? 'warn' : 'dim';
    return [
      toned('dim', padStart(offsetText(item.event.timestampMs - run.startMs), OFFSET_WIDTH)),
      toned('fact', safe`  `),
      ...(hasBar
        ? [
            ...cell(
              gapMs === 0 ? [] : gauge(gapMs / totalMs, BAR_WIDTH, glyphs, isTelling ? 'warn' : 'focus'),
              BAR_WIDTH,
            ),
          ]
        : []),
      { ...toned(tone, padStart(gapMs === 0 ? safe`` : durationText(gapMs), GAP_WIDTH)), bold: isTelling },
      toned('fact', safe`  `),
      ...cell([levelSpan(item.line)], LEVEL_WIDTH),
      toned('fact', safe`  `),
      ...saysOf(item, run),
    ];
  });
}

export function runLineTitles(width: number): Line {
  const titles: readonly (readonly [SafeText, number, 'left' | 'right'])[] = [
    [safe`SINCE`, OFFSET_WIDTH, 'right'],
    [safe``, 2, 'left'],
    [safe`SILENT`, (width >= WIDE_INSIDE ? BAR_WIDTH : 0) + GAP_WIDTH, 'right'],
    [safe``, 2, 'left'],
    [safe`LEVEL`, LEVEL_WIDTH + 2, 'left'],
    [safe`MESSAGE`, 10, 'left'],
  ];
  return titles.flatMap(([title, room, align]) => cell([toned('dim', title)], room, align));
}

/** The silence before each line, in milliseconds. */
function gapsOf({ lines }: LoggedRun): readonly number[] {
  return lines.map(({ event }, index) => {
    const before = lines[index - 1];
    return before === undefined ? 0 : Math.max(0, event.timestampMs - before.event.timestampMs);
  });
}

/** The line with the silence that explains most: what the verdict names, else the longest; null for none. */
function markedGap(run: LoggedRun, changed: ComparedStep | null, gaps: readonly number[]): number | null {
  if (changed !== null) return run.lines.indexOf(changed.line) + 1;
  const longestMs = Math.max(0, ...gaps);
  const totalMs = gaps.reduce((sum, gap) => sum + gap, 0);
  return longestMs > 0 && longestMs >= TELLING_SHARE * totalMs ? gaps.indexOf(longestMs) : null;
}

/** `+0.012`, in seconds; negative for lines of the init. */
function offsetText(ms: number): SafeText {
  return safe`${ms < 0 ? safe`-` : safe`+`}${decimalText(Math.abs(ms) / SECOND_MS, 3)}`;
}

function saysOf(item: StoryEvent, run: LoggedRun): Line {
  if (item.line.report === null) return messageOf(item.line, 'line');
  const [, ...took] = messageOf(item.line, 'line');
  return [outcomeWord(run.outcome), toned('fact', safe` `), ...took];
}
