import { limitOnUse, type TimeToLimit } from '../../capacity/assessment.ts';
import type { PoolOutlook } from '../../capacity/limit/what-if.ts';
import { type DownstreamThrottle, downstreamThrottle } from '../../monitor/case/downstream-throttle.ts';
import type { FunctionStatus } from '../../monitor/function/function-status.ts';
import { type Headroom, hasOwnReservation, type PoolUser } from '../../monitor/headroom/headroom.ts';
import { workingLines } from '../../print/headroom/estimate-working.ts';
import { limitLines, namesSources } from '../../print/headroom/limit-lines.ts';
import { callerLine, throttleCauseBlocks, waitingLine } from '../../print/headroom/throttle-cause-lines.ts';
import { whatIfLines } from '../../print/headroom/what-if-lines.ts';
import { commandRows } from '../../terminal/command-rows.ts';
import { cutName } from '../../terminal/cut-name.ts';
import type { Glyphs } from '../../terminal/glyphs.ts';
import type { Line } from '../../terminal/line.ts';
import { cell } from '../../terminal/line-layout.ts';
import { ageText, groupedText, levelText, wholePercentText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned, words } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';
import { waitsForDependency } from '../../triage/cause/slow-dependency.ts';
import { untilText } from '../../triage/sentence/time-words.ts';
import { type Section, wholeBlocks } from '../parts/sections.ts';
import { momentText, timesOf } from '../parts/time-notation.ts';
import type { HeadroomScene } from './headroom-scene.ts';
import { type LimitCommand, limitCommands } from './limit-commands.ts';

const POOL_USERS = 5;
/** Level, share and growth of a user of the pool. */
const POOL_FIGURES_WIDTH = 26;
const WIDEST_NAME = 40;

export function limitsSection(scene: HeadroomScene, headroom: Headroom, width: number): Section {
  const { look, thresholds, nowMs, snapshot } = scene;
  const isPast = snapshot.connection.state === 'past';
  const by = !namesSources(width) ? safe`` : isPast ? safe`, by whom` : safe`, told by`;
  return {
    title: safe`WHICH LIMIT BINDS FIRST`,
    note: safe`${isPast ? safe`limits as of now` : safe`in use`}${by}, age`,
    lines: limitLines(headroom.limits, { glyphs: look.glyphs, thresholds, nowMs, width }),
    keeps: Math.max(
      0,
      headroom.limits.findIndex(({ binds }) => binds),
    ),
    fewest: 3,
    rank: 1,
  };
}

export function workingSection(scene: HeadroomScene, width: number): Section {
  const { status, snapshot, look } = scene;
  const times = timesOf(scene);
  const { minuteMs } = status;
  const { recurringPeak } = status.assessment;
  return {
    title: safe`HOW THE ESTIMATE IS MADE`,
    ...(minuteMs === null ? {} : { note: safe`minute ${momentText(minuteMs, times)}` }),
    lines: [
      ...workingLines({ status, account: snapshot.account, nowMs: times.nowMs }, width, look.glyphs.times),
      ...(recurringPeak === null
        ? []
        : [
            words`Touches ${strong(groupedText(recurringPeak.value))} about every ${ageText(recurringPeak.everyMs)}.`,
          ]),
    ],
    fewest: 2,
    rank: 2,
  };
}

export function whatIfSection({ status, look }: HeadroomScene, { scenarios }: Headroom): Section {
  const met = { ...status.assessment, limit: limitOnUse(status.assessment) };
  const linesOf = (shown: typeof scenarios) =>
    whatIfLines(shown, met, look.glyphs.times, waitsForDependency(status));
  return {
    title: safe`WHAT IF`,
    note: met.limit.kind === 'requestRate' ? safe`needs/s, of the limit` : safe`needs, of the limit`,
    lines: linesOf(scenarios),
    // The remedy among the threats.
    keeps: linesOf(scenarios.filter(({ name }) => name !== 'raised')).length,
    fewest: 2,
    rank: 3,
  };
}

/** Why calls are throttled, or what would become of a throttled call. */
export function causeSection(
  { status, snapshot }: HeadroomScene,
  headroom: Headroom,
  width: number,
): Section {
  const { limit } = status.assessment;
  const downstream = downstreamThrottle(status, snapshot.failures.get(status.name));
  if (headroom.cause !== null) {
    return {
      title: safe`WHY CALLS ARE TURNED AWAY`,
      note: safe`by minutes with throttles`,
      ...wholeBlocks(throttleCauseBlocks(headroom.cause, headroom.callers, width)),
      fewest: 2,
      rank: 2,
    };
  }
  return {
    title: downstream === null ? safe`WHEN THE LIMIT IS MET` : safe`WHAT IT CALLS TURNS IT AWAY`,
    lines: [
      ...(downstream === null ? [] : downstreamLines(downstream)),
      limit.kind === 'source' ? waitingLine(limit) : callerLine(headroom.callers),
    ].flatMap((line) => wrappedLine(line, width)),
    fewest: 1,
    rank: 2,
  };
}

/** These are not its own throttles: the downstream service throttles it. */
function downstreamLines({ count, says }: DownstreamThrottle): readonly Line[] {
  return [
    words`${strong(groupedText(count), 'warn')} of its calls failed so, while it turned none away itself:`,
    [toned('dim', safe`  ${safeText(says)}`)],
  ];
}

export function poolSection(
  { status, snapshot, look }: HeadroomScene,
  { pool, poolUsers }: Headroom,
  width: number,
): Section {
  const nameWidth = Math.min(WIDEST_NAME, width - POOL_FIGURES_WIDTH);
  const users = poolUsers.filter(({ level }) => level >= 0.5).slice(0, POOL_USERS);
  const used = pool?.inUse ?? null;
  return {
    title: safe`ACCOUNT POOL`,
    note: pool === null ? safe`not known` : poolNote(pool),
    lines: [
      ...users.map((user) =>
        userLine(user, { used, isOwn: user.functionName === status.name }, nameWidth, look.glyphs),
      ),
      ...(pool === null ? [] : otherUse(pool, users, nameWidth)),
      ...(pool === null ? [] : [freeWords(pool.limit - pool.inUse, snapshot.account.eta)]),
      ...(pool === null || !hasOwnReservation(status)
        ? []
        : [[toned('dim', safe`What it has reserved is not part of the pool.`)]]),
    ],
    fewest: 2,
    rank: 4,
  };
}

function poolNote({ inUse, limit }: PoolOutlook): SafeText {
  const used = groupedText(inUse);
  return safe`${used} of ${groupedText(limit)}, ${wholePercentText(inUse / limit)} %; % of the ${used}`;
}

/**
 * The pool is measured at its peak, its users by the mean of a minute: the remainder is shown, so that the figures add
 * up.
 */
function otherUse({ inUse }: PoolOutlook, users: readonly PoolUser[], nameWidth: number): readonly Line[] {
  const others = Math.round(inUse) - users.reduce((sum, { level }) => sum + Math.round(level), 0);
  if (others < 1) return [];
  return [
    [
      ...cell([toned('dim', safe`others and peaks`)], nameWidth - 1),
      toned('fact', safe` `),
      ...shareCells(others, inUse),
    ],
  ];
}

function freeWords(free: number, eta: TimeToLimit | null): Line {
  const until = eta === null ? safe`; no trend` : safe`, full ${untilText(eta)}`;
  return [strong(groupedText(Math.max(0, free))), toned('dim', safe` free${until}`)];
}

function userLine(
  { functionName, level, growthPerMinute }: PoolUser,
  { used, isOwn }: { readonly used: number | null; readonly isOwn: boolean },
  nameWidth: number,
  { ellipsis }: Glyphs,
): Line {
  const shown = cutName(safeText(functionName), nameWidth - 1, ellipsis);
  const grows = growthPerMinute !== null && Math.abs(growthPerMinute) >= 1;
  const growth = !grows
    ? safe``
    : safe`${growthPerMinute > 0 ? safe`+` : safe`-`}${groupedText(Math.abs(growthPerMinute))} a min`;
  return [
    ...cell([isOwn ? strong(shown) : toned('fact', shown)], nameWidth - 1),
    toned('fact', safe` `),
    ...shareCells(level, used),
    toned(grows && growthPerMinute > 0 ? 'warn' : 'dim', safe`  ${growth}`),
  ];
}

function shareCells(level: number, used: number | null): Line {
  const share = used === null || used === 0 ? safe`` : safe`${wholePercentText(Math.min(1, level / used))} %`;
  return [
    ...cell([toned('ours', safe`~${levelText(level)}`)], 7, 'right'),
    ...cell([toned('dim', share)], 7, 'right'),
  ];
}

export function commandsSection(scene: HeadroomScene, headroom: Headroom, width: number): Section {
  const commands = commandsOf(scene, headroom).map((command, place) =>
    commandLines(command, place + 1, width),
  );
  return {
    title: safe`COMMANDS TO COPY`,
    note: safe`lmon changes nothing`,
    ...wholeBlocks(commands),
    fewest: 2,
    rank: 5,
  };
}

/** Long commands are wrapped: a cut one could not be trusted. */
function commandLines({ kind, command, says }: LimitCommand, place: number, width: number): readonly Line[] {
  const room = Math.max(20, width - 2);
  const does: Line = [
    toned('dim', kind === 'reads' ? safe`reads: ` : safe`writes: `),
    toned(kind === 'reads' ? 'dim' : 'warn', says),
  ];
  const rows = [...wrappedLine(does, room), ...commandRows(command, room).map((row) => [toned('fact', row)])];
  return rows.map(
    (row, index): Line => [index === 0 ? toned('focus', safe`${place} `) : toned('fact', safe`  `), ...row],
  );
}

export function commandsOf(
  { status, snapshot, access }: HeadroomScene,
  headroom: Headroom,
): readonly LimitCommand[] {
  return limitCommands(status, headroom, poolCulprit(snapshot), access);
}

function poolCulprit({ causes, functions }: HeadroomScene['snapshot']): FunctionStatus | null {
  const names = causes.flatMap((cause) => {
    if (cause.kind === 'poolFull') return cause.culprit ?? [];
    return cause.kind === 'poolFilling' ? (cause.pressure.culprit ?? []) : [];
  });
  return functions.find(({ name }) => name === names[0]) ?? null;
}

const CAVEATS = [
  safe`A minute's mean hides its bursts: calls can be turned away at 60 % of the limit.`,
  safe`Init time is not in Duration.`,
  safe`Long calls count in the minute in which they began.`,
  safe`On managed instances none of this holds: there an environment takes several calls at once.`,
];

/** Each caveat is shown completely or not at all: half of one would mislead. */
export function caveatsSection(width: number): Section {
  const texts = CAVEATS.map((caveat) => wrappedLine([toned('dim', caveat)], width));
  return { title: safe`CAVEATS`, ...wholeBlocks(texts), fewest: 1, rank: 6 };
}
