import { type Compared, type ComparedStep, usualOf } from '../../../logs/runs/run-comparison.ts';
import { megabytes, sayingOf } from '../../../print/invocation/difference-words.ts';
import { heading } from '../../../terminal/drawing/heading.ts';
import type { Line } from '../../../terminal/line.ts';
import { cell, firstThatFits } from '../../../terminal/line-layout.ts';
import { durationText, groupedText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { Glyphs } from '../../../terminal/theme/glyphs.ts';
import { strong, toned } from '../../../terminal/words.ts';
import { WIDE_INSIDE } from '../../parts/frame/wide-screen.ts';
import { clockTimes, momentText } from '../../parts/look/time-notation.ts';
import { type InvocationScene, momentWord } from './invocation-scene.ts';

const OWN_WIDTH = 11;
const NOW_WIDTH = 13;
const BEFORE_WIDTH = 15;
const MARK_WIDTH = 23;
/** On narrow screens the mark has no words. */
const NARROW_MARK_WIDTH = 2;
const NARROWEST_LABEL = 16;
const WIDEST_LABEL = 72;

/** Heading, titles, duration and memory. */
const ROWS_BESIDE_STEPS = 4;

/** With less room, a step that differs tells more than memory that does not, which the summary has anyway. */
const FEW_STEPS = 4;

/** The rows of the section with at most so many steps. */
export function compareHeight({ portrait }: InvocationScene, mostSteps: number): number {
  return ROWS_BESIDE_STEPS + Math.min(mostSteps, portrait.comparison.steps.length);
}

/**
 * This run beside the median healthy run, now (then, in a past window) and before the trouble began.
 *
 * @param height in which steps get what the other rows leave; the heading says how many there are where some do not fit
 * @param note at the end of the heading
 */
export function compareSection(
  scene: InvocationScene,
  width: number,
  height: number,
  note: Line = [],
): readonly Line[] {
  const { comparison } = scene.portrait;
  const { durationMs, memoryMb, steps, changed } = comparison;
  const roomBelow = Math.max(1, height - ROWS_BESIDE_STEPS);
  const isMemoryLeftOut = roomBelow < Math.min(FEW_STEPS, steps.length) && !differsInMemory(scene);
  const room = isMemoryLeftOut ? roomBelow + 1 : roomBelow;
  const isPart = steps.length > room;
  const part = isPart ? safe`the ${room} of ${groupedText(steps.length)} steps that differ most` : safe``;
  const apart = isPart && note.length > 0 ? safe`  ` : safe``;
  return [
    heading(safe`COMPARE`, [toned('dim', safe`${part}${apart}`), ...note], width, scene.look.glyphs),
    titles(scene, width),
    compareLine(
      { label: [toned('dim', safe`duration`)], compared: durationMs, text: durationText },
      scene,
      width,
    ),
    ...(isMemoryLeftOut
      ? []
      : [
          compareLine(
            { label: [toned('dim', safe`memory`)], compared: memoryMb, text: megabytes },
            scene,
            width,
          ),
        ]),
    ...tellingSteps(steps, changed, room).map((step) =>
      compareLine(
        {
          label: stepLabel(step, scene, width),
          compared: step,
          text: durationText,
          isChange: step === changed,
        },
        scene,
        width,
      ),
    ),
  ];
}

/** Whether its memory is part of what sets it apart. */
function differsInMemory({ portrait }: InvocationScene): boolean {
  return portrait.differences.some(({ kind }) => kind === 'memory' || kind === 'leak' || kind === 'payload');
}

function titles(scene: InvocationScene, width: number): Line {
  const { runsNow, runsBefore } = scene.portrait.comparison;
  const labels = labelWidth(scene, width);
  const before =
    scene.onsetMs === null || runsBefore === null
      ? safe``
      : safe`before ${momentText(scene.onsetMs, clockTimes({ ...scene.header, look: scene.look }))}`;
  return [
    ...cell(firstThatFits(medianWords(runsNow), labels), labels),
    ...cell([toned('dim', safe`THIS ONE`)], OWN_WIDTH, 'right'),
    ...cell([toned('dim', momentWord(scene))], NOW_WIDTH, 'right'),
    ...(before === '' ? [] : cell([toned('dim', before)], BEFORE_WIDTH, 'right')),
  ];
}

/** What the columns beside this run show, longest form first. */
function medianWords(runs: number): readonly Line[] {
  const forms =
    runs === 0
      ? [safe`no healthy run was read`, safe`none healthy`]
      : [
          safe`median of ${groupedText(runs)} healthy run${runs === 1 ? safe`` : safe`s`}`,
          safe`median of healthy runs`,
          safe`healthy median`,
        ];
  return forms.map((says) => [toned('dim', says)]);
}

/** Room for the mark is always reserved, so that figures don't move. */
function labelWidth({ portrait }: InvocationScene, width: number): number {
  const before = portrait.comparison.runsBefore === null ? 0 : BEFORE_WIDTH;
  const figures = OWN_WIDTH + NOW_WIDTH + before;
  const mark = width >= WIDE_INSIDE ? MARK_WIDTH : NARROW_MARK_WIDTH;
  return Math.max(NARROWEST_LABEL, Math.min(WIDEST_LABEL, width - figures - mark));
}

interface ComparedFigure {
  readonly label: Line;
  readonly compared: Compared;
  readonly text: (value: number) => SafeText;
  /** Whether this changed most. */
  readonly isChange?: boolean;
}

function compareLine(
  { label, compared, text, isChange = false }: ComparedFigure,
  scene: InvocationScene,
  width: number,
): Line {
  const { here, now, before } = compared;
  const { glyphs } = scene.look;
  const figure = (value: number | null) =>
    toned(value === null ? 'dim' : 'fact', value === null ? safe`-` : text(value));
  return [
    ...cell(label, labelWidth(scene, width), 'left', glyphs.ellipsis),
    ...cell(
      [here === null ? toned('dim', safe`-`) : strong(text(here), isChange ? 'warn' : 'fact')],
      OWN_WIDTH,
      'right',
    ),
    ...cell([figure(now)], NOW_WIDTH, 'right'),
    ...(scene.portrait.comparison.runsBefore === null ? [] : cell([figure(before)], BEFORE_WIDTH, 'right')),
    ...(isChange ? [toned('warn', changeMark(width, glyphs))] : []),
  ];
}

function changeMark(width: number, { onset }: Glyphs): SafeText {
  return width >= WIDE_INSIDE ? safe`   ${onset} the change is here` : safe` ${onset}`;
}

/** The step's line, as far as its column has room. */
function stepLabel({ line: { line }, times }: ComparedStep, { look }: InvocationScene, width: number): Line {
  return [
    toned('dim', times === 1 ? safe`after ` : safe`after ${groupedText(times)} more like `),
    toned('fact', sayingOf(line.text, line.kind, look.glyphs.ellipsis, width)),
  ];
}

/** The steps that differ most, in run order, always including the change. */
function tellingSteps(
  steps: readonly ComparedStep[],
  changed: ComparedStep | null,
  most: number,
): readonly ComparedStep[] {
  const differing = steps.toSorted((one, other) => excessOf(other) - excessOf(one));
  const first = changed === null ? [] : [changed];
  const kept = new Set([...first, ...differing.filter((step) => step !== changed)].slice(0, most));
  return steps.filter((step) => kept.has(step));
}

function excessOf(step: ComparedStep): number {
  return Math.abs(step.here - (usualOf(step) ?? 0));
}
