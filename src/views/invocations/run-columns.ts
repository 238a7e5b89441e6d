import { endOrStartMs, type LoggedRun } from '../../logs/runs/logged-run.ts';
import { tellingLine } from '../../logs/runs/telling-line.ts';
import { environmentWords, outcomeWord } from '../../print/invocation/run-words.ts';
import { messageOf } from '../../print/tail/tail-cells.ts';
import type { Line } from '../../terminal/line.ts';
import { type Align, cell } from '../../terminal/line-layout.ts';
import { durationText, groupedText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { WIDE_INSIDE } from '../parts/frame/wide-screen.ts';
import type { Look } from '../parts/look/look.ts';
import { type TimeContext, timeCell } from '../parts/look/time-notation.ts';

/** A column of the list of invocations. */
export interface RunColumn {
  readonly title: SafeText;
  readonly width: number;
  readonly align: Align;
  /** Left out on screens with fewer columns. */
  readonly fewestColumns: number;
  cell(run: LoggedRun, context: RunContext): Line;
  /** Largest first; null goes last. Absent where sorting makes no sense. */
  sortsBy?(run: LoggedRun): number | string | null;
}

export interface RunContext extends TimeContext {
  readonly look: Look;
  readonly width: number;
}

const OUTCOME_WIDTH = 13;
/** Below this, all columns would leave the message less room than on 80. */
const ROOM_FOR_MESSAGE_TOO = 112;

const RUN_COLUMNS: readonly RunColumn[] = [
  {
    title: safe`ENDED`,
    width: 12,
    align: 'left',
    fewestColumns: 0,
    cell: (run, context) => [
      toned('dim', timeCell(endOrStartMs(run), context.look.times, context, context.width)),
    ],
    sortsBy: endOrStartMs,
  },
  {
    title: safe`OUTCOME`,
    width: OUTCOME_WIDTH,
    align: 'left',
    fewestColumns: 0,
    cell: ({ outcome }) => [outcomeWord(outcome)],
    sortsBy: ({ outcome }) => outcome.kind,
  },
  {
    title: safe`DURATION`,
    width: 8,
    align: 'right',
    fewestColumns: 0,
    cell: ({ report }) => [report === null ? toned('dim', safe`-`) : strong(durationText(report.durationMs))],
    sortsBy: ({ report }) => report?.durationMs ?? null,
  },
  {
    title: safe`MEMORY`,
    // `1,024/1,024 MB`
    width: 14,
    align: 'right',
    fewestColumns: WIDE_INSIDE,
    cell: ({ report }) =>
      report?.maxMemoryMb == null
        ? [toned('dim', safe`-`)]
        : [
            toned('fact', groupedText(report.maxMemoryMb)),
            toned(
              'dim',
              report.memoryMb === null
                ? safe` MB`
                : safe`/${groupedText(report.memoryMb)}${report.memoryMb < 10_000 ? safe` MB` : safe``}`,
            ),
          ],
    sortsBy: ({ report }) => report?.maxMemoryMb ?? null,
  },
  {
    title: safe`COLD`,
    width: 7,
    align: 'right',
    fewestColumns: ROOM_FOR_MESSAGE_TOO,
    cell: ({ report }) => {
      if (report === null) return [toned('dim', safe`-`)];
      // A REPORT without one tells of none: that is the usual case, from which cold starts stand out.
      const coldMs = report.initMs ?? report.restoreMs;
      return coldMs === null ? [] : [toned('ours', safe`+${durationText(coldMs)}`)];
    },
    sortsBy: ({ report }) => report?.initMs ?? report?.restoreMs ?? null,
  },
  {
    title: safe`ENV`,
    width: 5,
    align: 'left',
    fewestColumns: 0,
    cell: ({ logStream }, { look }) => environmentWords(logStream, look.glyphs.bar),
    sortsBy: ({ logStream }) => logStream,
  },
  {
    title: safe`REQUEST`,
    width: 8,
    align: 'left',
    fewestColumns: ROOM_FOR_MESSAGE_TOO,
    cell: ({ requestId }) => [toned('dim', safeText(requestId.slice(0, 8)))],
  },
];

/** The sortable columns, in order. */
export const RUN_SORTS: readonly RunColumn[] = RUN_COLUMNS.filter(({ sortsBy }) => sortsBy !== undefined);

export function runTitles(width: number): Line {
  return [
    ...columnsAt(width).flatMap((column) => [
      ...cell([toned('dim', column.title)], widthOf(column, width), column.align),
      toned('fact', safe`  `),
    ]),
    toned('dim', safe`MESSAGE`),
  ];
}

export function runRow(run: LoggedRun, width: number, context: Omit<RunContext, 'width'>): Line {
  const { ellipsis } = context.look.glyphs;
  return [
    ...columnsAt(width).flatMap((column) => {
      const cells = widthOf(column, width);
      return [
        ...cell(column.cell(run, { ...context, width: cells }), cells, column.align, ellipsis),
        toned('fact', safe`  `),
      ];
    }),
    ...messageWords(run, context),
  ];
}

/** Earlier tries may not have been read. */
function messageWords(run: LoggedRun, { look }: Pick<RunContext, 'look'>): Line {
  const telling = tellingLine(run);
  const attempt =
    run.attempts < 2
      ? []
      : [toned('warn', safe`try ${look.glyphs.atLeast}${run.attempt}`), toned('fact', safe`  `)];
  return telling === null ? attempt : [...attempt, ...messageOf(telling.line, 'line')];
}

function columnsAt(width: number): readonly RunColumn[] {
  return RUN_COLUMNS.filter(({ fewestColumns }) => width >= fewestColumns);
}

/** Milliseconds are dropped first on a narrow screen. */
function widthOf({ title, width }: RunColumn, room: number): number {
  return title === 'ENDED' && room < WIDE_INSIDE ? width - 4 : width;
}
