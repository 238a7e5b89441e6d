import { endOrStartMs, type LoggedRun } from '../../../logs/runs/logged-run.ts';
import { outcomeWord, untoldEndWords } from '../../../print/invocation/run-words.ts';
import { heading } from '../../../terminal/drawing/heading.ts';
import type { Line } from '../../../terminal/line.ts';
import { firstThatFits } from '../../../terminal/line-layout.ts';
import { durationText, groupedText } from '../../../terminal/quantity.ts';
import { joinSafe, safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, toned } from '../../../terminal/words.ts';
import { NOT_READ } from '../../function/awaited-rows.ts';
import { fittingFields } from '../../parts/fitting-fields.ts';
import { clockTimes, secondText, type Times } from '../../parts/look/time-notation.ts';
import { runRow, runTitles } from '../run-columns.ts';
import type { InvocationScene } from './invocation-scene.ts';

/** How many runs ended in the same way, since when, where and in which versions; or of how many that is not known either. */
export function alikeLine({ portrait, isBeingRead, header, look }: InvocationScene, width: number): Line {
  const soFar = isBeingRead ? safe` so far` : safe``;
  const { runs, firstMs, environments, environmentsOfAll, versions } = portrait.alike;
  const seen = versions.filter(({ alike }) => alike > 0);
  const names = seen.map(({ version, alike }) =>
    seen.length === 1 ? safeText(version ?? '?') : safe`${safeText(version ?? '?')} (${groupedText(alike)})`,
  );
  const untold = untoldEndWords(portrait.run.outcome);
  const since: Line = [
    strong(groupedText(runs.length)),
    toned(
      'dim',
      untold === null
        ? safe` ended alike${soFar}${isBeingRead ? safe`,` : safe``} since `
        : safe` ${untold[1]}${soFar}, the first from `,
    ),
    toned('fact', secondText(firstMs, clockTimes({ ...header, look }))),
  ];
  const where: Line = [
    toned('dim', safe`in `),
    toned('fact', groupedText(environments)),
    toned('dim', environmentWords(environments, environmentsOfAll)),
  ];
  const which: Line = [toned('dim', safe`version `), toned('fact', joinSafe(names, safe`, `))];
  const fields = names.length === 0 ? [since, where] : [since, where, which];
  return fittingFields(fields, toned('fact', safe`   `), width);
}

/** Titles and two runs. */
const FEWEST_ROWS = 3;
/** The list of all is one key away. */
const MOST_RUNS = 12;

/** @param room below the line on all of them, for the last to end */
export function alikeSection(scene: InvocationScene, width: number, room: number): readonly Line[] {
  const { portrait, header, look } = scene;
  const others = portrait.alike.runs
    .filter((run) => run !== portrait.run)
    .toSorted((one, other) => endOrStartMs(other) - endOrStartMs(one));
  const shown = room < FEWEST_ROWS ? [] : others.slice(0, Math.min(MOST_RUNS, room - 1));
  const isPart = shown.length > 0 && shown.length < others.length;
  const part = isPart ? safe`${shown.length} of ${groupedText(others.length)} others, newest first` : null;
  const above = [heading(safe`LIKE IT`, part, width, look.glyphs), alikeLine(scene, width)];
  if (shown.length === 0) return above;
  const { nowMs, whereabouts } = header;
  const context = { look, nowMs, localOffsetMinutes: whereabouts.localOffsetMinutes };
  return [...above, runTitles(width), ...shown.map((run) => runRow(run, width, context))];
}

function environmentWords(environments: number, ofAll: number | null): SafeText {
  if (ofAll !== null) return safe` of ${groupedText(ofAll)} environments`;
  return environments === 1 ? safe` environment` : safe` environments`;
}

/** The runs before and after it in its environment. */
export function neighbourLine({ portrait, isBeingRead, header, look }: InvocationScene, width: number): Line {
  const none = isBeingRead ? NOT_READ : safe`none seen`;
  const times = clockTimes({ ...header, look });
  const { previous, next } = portrait.environment;
  const neighbours = [
    neighbour(safe`before`, previous, none, times),
    neighbour(safe`after`, next, none, times),
  ];
  const ways = [MOST_FIELDS, MOST_FIELDS - 1, 1].map((most) =>
    neighbours.flatMap(
      (fields, place): Line => [
        ...(place === 0 ? [] : [toned('fact', safe`     `)]),
        ...fields.slice(0, most).flat(),
      ],
    ),
  );
  return firstThatFits(ways, width);
}

/** Start, end, duration and memory. */
const MOST_FIELDS = 3;

function neighbour(which: SafeText, run: LoggedRun | null, none: SafeText, times: Times): readonly Line[] {
  if (run === null) return [[toned('dim', safe`${which}  ${none}`)]];
  const memoryMb = run.report?.maxMemoryMb;
  return [
    [toned('dim', safe`${which}  ${secondText(run.startMs, times)}  `), outcomeWord(run.outcome)],
    [toned('fact', run.report === null ? safe`` : safe`  ${durationText(run.report.durationMs)}`)],
    [toned('dim', memoryMb == null ? safe`` : safe`  ${groupedText(memoryMb)} MB`)],
  ];
}
