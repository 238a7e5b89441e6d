import type { EpochMs } from '../../../lambda/time.ts';
import { traceIdOf } from '../../../lambda/trace-id.ts';
import type { LoggedRun } from '../../../logs/runs/logged-run.ts';
import { soFarMs } from '../../../logs/runs/run-comparison.ts';
import { factLine } from '../../../print/function/fact-line.ts';
import { attemptWords } from '../../../print/invocation/attempt-words.ts';
import { environmentWords } from '../../../print/invocation/run-words.ts';
import { padStart } from '../../../terminal/display-width.ts';
import { gauge } from '../../../terminal/drawing/gauge.ts';
import type { Line, Span, Tone } from '../../../terminal/line.ts';
import { cell } from '../../../terminal/line-layout.ts';
import { ageText, durationText, groupedText, wholePercentText } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, toned, words } from '../../../terminal/words.ts';
import { WIDE_INSIDE } from '../../parts/frame/wide-screen.ts';
import { clockTimes, notationName, timeCell } from '../../parts/look/time-notation.ts';
import type { InvocationScene } from './invocation-scene.ts';

const WIDEST_GAUGE = 24;
/** `10.0 s of 10.0 s timeout` */
const AMOUNT_WIDTH = 27;
const PERCENT_WIDTH = 6;
const COLUMN_GAP = 3;
/** `of the timeout`: above this share a run is about to time out. */
const NEARLY_ALL = 0.95;

/** What the run took and where it ran: side by side where that fits. */
export function summaryLines(scene: InvocationScene, width: number): readonly Line[] {
  const isWide = width >= WIDE_INSIDE;
  const room = isWide ? Math.floor((width - COLUMN_GAP) / 2) : width;
  const took = tookLines(scene, room);
  const where = whereLines(scene);
  if (!isWide) return [...took, ...where];
  return Array.from({ length: Math.max(took.length, where.length) }, (_, index) => [
    ...cell(took[index] ?? [], room + COLUMN_GAP),
    ...(where[index] ?? []),
  ]);
}

/** By its last line, how long it has run at least. */
function unfinishedWords(run: LoggedRun, timeoutMs: number | null): Line {
  const limit = timeoutMs === null ? safe`` : safe` of ${durationText(timeoutMs)}`;
  return [
    toned('dim', safe`at least `),
    strong(durationText(soFarMs(run))),
    toned('dim', safe`${limit}, no REPORT`),
  ];
}

function tookLines({ portrait: { run }, timeoutMs, look }: InvocationScene, width: number): readonly Line[] {
  const { report } = run;
  if (report === null) return [factLine(safe`duration`, unfinishedWords(run, timeoutMs))];
  const gaugeWidth = Math.min(WIDEST_GAUGE, width - 13 - AMOUNT_WIDTH - PERCENT_WIDTH);
  const amountOf = (amount: SafeText, limit: SafeText, share: number | null): Line => [
    ...cell([strong(amount), toned('dim', limit)], AMOUNT_WIDTH),
    ...(share === null ? [] : [...gauge(share, gaugeWidth, look.glyphs, shareTone(share)), percent(share)]),
  ];
  const { durationMs, memoryMb, maxMemoryMb } = report;
  return [
    factLine(
      safe`duration`,
      timeoutMs === null
        ? amountOf(durationText(durationMs), safe`, timeout not known`, null)
        : amountOf(
            durationText(durationMs),
            safe` of ${durationText(timeoutMs)} timeout`,
            durationMs / timeoutMs,
          ),
    ),
    factLine(
      safe`memory`,
      maxMemoryMb === null || memoryMb === null
        ? [toned('dim', safe`not told`)]
        : amountOf(
            safe`${groupedText(maxMemoryMb)} MB`,
            safe` of ${groupedText(memoryMb)} MB`,
            maxMemoryMb / memoryMb,
          ),
    ),
    factLine(safe`billed`, [
      report.billedMs === null
        ? toned('dim', safe`not told`)
        : strong(safe`${groupedText(report.billedMs)} ms`),
    ]),
    factLine(safe`cold start`, coldWords(run)),
  ];
}

function coldWords({ report }: LoggedRun): Line {
  if (report?.initMs != null)
    return words`${toned('ours', safe`yes`)}, init took ${strong(durationText(report.initMs))}`;
  if (report?.restoreMs != null)
    return words`${toned('ours', safe`from a snapshot`)}, restored in ${strong(durationText(report.restoreMs))}`;
  return [toned('dim', safe`no`)];
}

function percent(share: number): Line[number] {
  const tone = shareTone(share);
  return {
    ...toned(tone === 'focus' ? 'dim' : tone, padStart(safe`${wholePercentText(share)} %`, PERCENT_WIDTH)),
  };
}

function shareTone(share: number): Tone {
  return share >= NEARLY_ALL ? 'crit' : 'focus';
}

/** `03:12:01.118` */
const MILLISECOND_WIDTH = 12;

function whereLines(scene: InvocationScene): readonly Line[] {
  const { run } = scene.portrait;
  const attempt = attemptWords(run);
  const trace = run.reportEvent === null ? null : traceIdOf(run.reportEvent.message);
  const times = clockTimes({ ...scene.header, look: scene.look });
  const at = (timeMs: EpochMs) => timeCell(timeMs, times.notation, times, MILLISECOND_WIDTH);
  const end = run.endMs === null ? safe`` : safe`  to ${at(run.endMs)}`;
  return [
    factLine(safe`ran`, [
      toned('fact', safe`${run.hasStart ? safe`` : safe`~`}${at(run.startMs)}`),
      toned('dim', safe`${end} ${notationName(times.notation)}${startWords(scene)}`),
    ]),
    factLine(safe`environment`, environmentLine(scene)),
    factLine(safe`version`, [
      versionWords(scene),
      toned('warn', attempt === '' ? safe`` : safe`   ${attempt}`),
      toned('dim', attempt === '' ? safe`` : safe` of the same request`),
    ]),
    ...(trace === null ? [] : [factLine(safe`trace`, [toned('fact', safeText(trace))])]),
  ];
}

function startWords({ portrait: { run }, isBeingRead }: InvocationScene): SafeText {
  if (run.hasStart) return safe``;
  return isBeingRead ? safe`, so far` : safe`, no START`;
}

/** `41`, or with several functions `cart-api:41`. */
function versionWords({ portrait: { run }, functionName }: InvocationScene): Span {
  if (functionName !== null) return strong(safeText(`${functionName}:${run.version ?? '?'}`));
  return run.version === null ? toned('dim', safe`not told`) : strong(safeText(run.version));
}

/** `| b702  its 412th invocation, alive 38m`; lower bounds for an environment whose start was not seen. */
function environmentLine({ portrait, isBeingRead, look }: InvocationScene): Line {
  const { run, environment } = portrait;
  const { place, hasStart, sinceMs } = environment;
  const { atLeast, bar } = look.glyphs;
  const floor = hasStart ? safe`` : atLeast;
  const aliveMs = (run.endMs ?? run.startMs) - sinceMs;
  return [
    ...environmentWords(run.logStream, bar),
    toned('dim', hasStart ? safe`  invocation ` : safe`  `),
    toned('fact', groupedText(place)),
    toned(
      'dim',
      hasStart
        ? safe`, alive `
        : safe` ${place === 1 ? safe`invocation` : safe`invocations`} ${isBeingRead ? safe`so far` : safe`seen`}, alive `,
    ),
    toned('fact', safe`${floor}${ageText(aliveMs)}`),
  ];
}

/** The same in three lines, for small screens. */
export function compactSummaryLines(scene: InvocationScene, width: number): readonly Line[] {
  const { run } = scene.portrait;
  const attempt = attemptWords(run);
  const cold = run.report?.initMs ?? run.report?.restoreMs ?? null;
  return [
    ...tookLines(scene, width).slice(0, 2),
    [
      ...factLine(safe`environment`, environmentLine(scene)),
      toned('dim', scene.functionName === null ? safe`   version ` : safe`   `),
      versionWords(scene),
      toned('ours', cold === null ? safe`` : safe`   cold +${durationText(cold)}`),
      toned('warn', attempt === '' ? safe`` : safe`   ${attempt}`),
    ],
  ];
}
