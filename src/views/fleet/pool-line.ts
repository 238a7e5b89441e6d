import { FULL_POOL, isMetNow, type TimeToLimit } from '../../capacity/assessment.ts';
import type { AccountStatus } from '../../monitor/fleet/fleet-snapshot.ts';
import { numberOf } from '../../monitor/reading.ts';
import { reading } from '../../print/fleet/table/fleet-column.ts';
import { severityMark, severityWord } from '../../print/severity-mark.ts';
import { cutName } from '../../terminal/cut-name.ts';
import { blanks, displayWidth } from '../../terminal/display-width.ts';
import { gauge } from '../../terminal/drawing/gauge.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, firstThatFits, lineWidth } from '../../terminal/line-layout.ts';
import { groupedText, wholePercentText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { Tense } from '../../terminal/tense.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { aboutText, foreseen, fullWord, untilText } from '../../triage/sentence/time-words.ts';
import { tenseOnScreen } from '../parts/look/time-notation.ts';
import type { FleetScene } from './fleet-scene.ts';
import { ACCOUNT_POOL } from './needs-you-now.ts';

const WIDEST_GAUGE = 28;
const NARROWEST_GAUGE = 6;
const WIDEST_NAME = 24;
const NARROWEST_NAME = 10;

/** Whether a cause concerns the pool, so that its line is among them. */
export function isPoolTold({ snapshot }: FleetScene): boolean {
  return snapshot.causes.some((cause) => isPools(cause) || isFull(cause));
}

/** The causes without the one that the pool's line covers. */
export function withoutPool(causes: readonly Cause[]): readonly Cause[] {
  return causes.filter((cause) => !isPools(cause));
}

/**
 * Without a section for the account, its pool has a line with a gauge: among the causes where it is one, else last, as
 * it has no mark then. For a full pool the cause says more than a gauge.
 *
 * @param nameWidth of the column of names, where there is one
 * @param said the lines of the other causes in order
 * @param beside lines about other things
 */
export function withPoolLine(
  [said, beside]: readonly [said: readonly Line[], beside: readonly Line[]],
  told: readonly Cause[],
  scene: FleetScene,
  { width, nameWidth = 0 }: { readonly width: number; readonly nameWidth?: number },
): readonly Line[] {
  const lines = [...said, ...beside];
  if (told.some(isFull)) return lines;
  const place = told.findIndex(isPools);
  return lines.toSpliced(place === -1 ? lines.length : place, 0, poolLine(scene, width, nameWidth));
}

/** Reserves the row for limits that are not known yet, so that nothing moves when they arrive. */
export function awaitedLimits(
  { snapshot, look }: FleetScene,
  told: readonly Cause[],
  nameWidth: number,
): readonly Line[] {
  if (snapshot.hasLimits || told.length === 0 || told.some(isPools)) return [];
  return [
    [
      toned('fact', blanks(look.glyphs.markWidth + 1)),
      ...cell([strong(ACCOUNT_POOL)], nameWidth),
      toned('dim', safe`  reading limits: who is near one is told when they are known`),
    ],
  ];
}

function isPools({ kind }: Cause): boolean {
  return kind === 'poolFilling';
}

function isFull({ kind }: Cause): boolean {
  return kind === 'poolFull';
}

/** The function that fills the pool: it has no line of its own, and counts as covered because it is named here. */
function culpritOf(filling: Cause | undefined): SafeText | null {
  const culprit = filling?.kind === 'poolFilling' ? filling.pressure.culprit : null;
  return culprit === null ? null : safeText(culprit);
}

/** The time until it is full, where one number has to be enough. */
function briefUntil(eta: TimeToLimit, tense: Tense): SafeText {
  return isMetNow(eta) ? untilText(eta, tense) : safe`in ${aboutText(eta.likelyMs)}`;
}

/** What is known of the pool where its share in use is not. */
function withoutShare({ limits, unreservedInUse, poolLimit }: AccountStatus): Line {
  const inUse = reading(unreservedInUse, groupedText, 'fact', 'active');
  if (poolLimit !== null && unreservedInUse === 'missing')
    return [toned('dim', safe`of ${groupedText(poolLimit)}, no use measured`)];
  if (poolLimit !== null || unreservedInUse === 'denied') return inUse;
  const isDenied = !limits.known && limits.because === 'denied';
  return isDenied ? [...inUse, toned('dim', safe`, limit denied`)] : [toned('dim', safe`?`)];
}

/** With less and less room: without the state, which the mark tells, without the gauge, then with one number for when. */
function poolLine(scene: FleetScene, width: number, nameWidth = 0): Line {
  const { snapshot, look } = scene;
  const { unreservedInUse, poolLimit, eta } = snapshot.account;
  const inUse = numberOf(unreservedInUse);
  const filling = snapshot.causes.find(({ kind }) => kind === 'poolFilling');
  const share = poolLimit !== null && poolLimit > 0 && inUse !== null ? inUse / poolLimit : null;
  const head: Line = [
    filling === undefined
      ? toned('fact', blanks(look.glyphs.markWidth))
      : severityMark(filling.severity, look.glyphs),
    toned('fact', safe` `),
    ...cell([strong(ACCOUNT_POOL)], Math.max(nameWidth, displayWidth(ACCOUNT_POOL))),
    toned('fact', nameWidth === 0 ? safe` ` : safe`  `),
  ];
  const tone = filling?.severity ?? 'focus';
  const says = (who: SafeText, until: SafeText, state: Line = []): Line => [
    toned('fact', safe` `),
    ...(share === null
      ? withoutShare(snapshot.account)
      : [toned(filling?.severity ?? 'fact', safe`${wholePercentText(share)} %`)]),
    ...state,
    ...(eta === null ? [] : [toned('fact', safe`  ${who} `), strong(until)]),
    ...(eta !== null && isMetNow(eta) && share !== null && share < 1
      ? [toned('dim', safe`, from ${wholePercentText(FULL_POOL)} % on`)]
      : []),
  ];
  const roomBeside = (said: Line) => width - lineWidth(head) - lineWidth(said);
  const state: Line = filling === undefined ? [] : [toned('fact', safe`  `), severityWord(filling.severity)];
  const tense = tenseOnScreen(scene);
  const [until, brief] = eta === null ? [safe``, safe``] : [untilText(eta, tense), briefUntil(eta, tense)];
  const fillsIt = foreseen(eta, tense, ['fills it', 'filled it', 'to fill it']);
  const fills = (name: SafeText) => safe`${name} ${fillsIt}`;
  const culprit = culpritOf(filling);
  const nameRoom = Math.min(WIDEST_NAME, roomBeside(says(fills(safe``), brief)));
  const isNamed = culprit !== null && nameRoom >= NARROWEST_NAME;
  const who = isNamed ? fills(cutName(culprit, nameRoom, look.glyphs.ellipsis)) : fullWord(eta, tense);
  const besideGauge = [says(who, until, state), says(who, until)];
  const said =
    besideGauge.find((way) => roomBeside(way) >= NARROWEST_GAUGE) ??
    firstThatFits([says(who, until), says(who, brief)], width - lineWidth(head));
  const gaugeWidth = Math.min(WIDEST_GAUGE, roomBeside(said));
  return [
    ...head,
    ...(gaugeWidth < NARROWEST_GAUGE ? [] : gauge(share, gaugeWidth, look.glyphs, tone)),
    ...said,
  ];
}
