import { limitMet } from '../../capacity/assessment.ts';
import { SCALING_PER_10_S } from '../../capacity/limit/throttle-cause.ts';
import { isOfPast } from '../../monitor/fleet/freshness.ts';
import { callSpans } from '../../monitor/function/detail/call-spans.ts';
import { type Headroom, hasOwnReservation } from '../../monitor/headroom/headroom.ts';
import { numberOf } from '../../monitor/reading.ts';
import { neededText } from '../../print/headroom/what-if-lines.ts';
import type { Line } from '../../terminal/line.ts';
import { cell } from '../../terminal/line-layout.ts';
import { ageInWords, durationInWords, groupedText, rateText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { inTense } from '../../terminal/tense.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned, words } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';
import { averageDurationOf } from '../../triage/minute/function-minute.ts';
import { detailOf } from '../function/function-scene.ts';
import { momentInWords, tenseOnScreen, timesOf } from '../parts/look/time-notation.ts';
import { type Section, wholeBlocks } from '../parts/sections/sections.ts';
import type { HeadroomScene } from './headroom-scene.ts';

const LABEL_WIDTH = 10;

/**
 * What the first calls meet of a function that runs none now: nobody calls it, or it is switched off. Without lines for
 * any other.
 */
export function firstCallsSection(scene: HeadroomScene, headroom: Headroom, width: number): Section {
  const isOff = limitMet(scene.status.assessment).kind === 'off';
  const facts: readonly Fact[] = isOff
    ? [wanted(scene), ...common(scene, headroom)]
    : scene.status.activity === 'idle'
      ? [...lastRun(scene), ...common(scene, headroom)]
      : [];
  return {
    title: isOff ? safe`IF IT IS SWITCHED ON AGAIN` : safe`WHAT THE FIRST CALLS MEET`,
    ...wholeBlocks(facts.map(({ label, says }) => factRows(label, says, width))),
    fewest: 1,
    rank: 2,
  };
}

/** Whether a function runs nothing that an estimate could be made of. */
export function runsNothing({ status }: Pick<HeadroomScene, 'status'>): boolean {
  return status.activity === 'idle' || limitMet(status.assessment).kind === 'off';
}

interface Fact {
  readonly label: SafeText;
  readonly says: Line;
}

function factRows(label: SafeText, says: Line, width: number): readonly Line[] {
  return wrappedLine(says, Math.max(1, width - LABEL_WIDTH)).map((row, place) => [
    ...cell(place === 0 ? [toned('dim', label)] : [], LABEL_WIDTH),
    ...row,
  ]);
}

/** None until the last 24 hours have been read. */
function lastRun(scene: HeadroomScene): readonly Fact[] {
  const day = detailOf(scene)?.day ?? null;
  if (day === null) return [];
  const label = safe`last run`;
  const [last] = callSpans(day);
  if (last === undefined) return [{ label, says: words`none in the last 24 h` }];
  const times = timesOf(scene);
  const { startMs, calls, throttles, longestMs, peak } = last;
  const attempts = calls + throttles;
  const ago =
    times.notation === 'ago' ? safe`` : safe`, ${ageInWords(Math.max(0, times.nowMs - startMs))} ago`;
  const counted = safe`${groupedText(attempts)} ${attempts === 1 ? safe`call` : safe`calls`}`;
  const atOnce = peak === null || attempts === 1 ? [] : words`, at most ${strong(groupedText(peak))} at once`;
  const took =
    longestMs === null
      ? []
      : words`, ${attempts === 1 ? safe`took` : safe`longest`} ${strong(durationInWords(longestMs))}`;
  return [
    {
      label,
      says: [...words`${strong(momentInWords(startMs, times))}${ago}: ${counted}`, ...atOnce, ...took],
    },
  ];
}

/** How many calls would be under way at once, by how long they took before. */
function wanted(scene: HeadroomScene): Fact {
  const { status } = scene;
  const { nowMs } = timesOf(scene);
  const tense = tenseOnScreen(scene);
  const label = safe`wanted`;
  const attempts = numberOf(status.attempts) ?? 0;
  if (attempts === 0) return { label, says: words`no call in the newest minute` };
  const perSecond = words`${strong(safe`${rateText(attempts / 60)}/s`)}${inTense(tense, ' now', '')}`;
  const day = detailOf(scene)?.day ?? [];
  const ran = [...day, ...status.minutes].findLast((minute) => averageDurationOf(minute) !== null);
  const tookMs = ran === undefined ? null : averageDurationOf(ran);
  if (ran === undefined || tookMs === null)
    return {
      label,
      says: [
        ...perSecond,
        ...words`; how long its calls ${inTense(tense, 'take', 'took')} is not known: none ran lately`,
      ],
    };
  const needs = (attempts * tookMs) / 60_000;
  return {
    label,
    says: [
      ...perSecond,
      ...words`: ${strong(neededText({ needs }))} at once, if a call ${inTense(tense, 'takes', 'took')} ${durationInWords(tookMs)}, as ${ageInWords(nowMs - ran.minuteMs)} ${isOfPast(scene.snapshot.connection.state) ? safe`before` : safe`ago`}`,
    ],
  };
}

function common(scene: HeadroomScene, headroom: Headroom): readonly Fact[] {
  return [
    { label: safe`free`, says: freeWords(scene, headroom) },
    { label: safe`ready`, says: readyWords(headroom) },
    {
      label: safe`growth`,
      says: words`by at most ${groupedText(SCALING_PER_10_S)} environments every 10 s`,
    },
  ];
}

function freeWords({ status, snapshot }: HeadroomScene, { pool }: Headroom): Line {
  const limit = limitMet(status.assessment);
  if (limit.kind !== 'off' && hasOwnReservation(status) && limit.kind === 'reserved')
    return words`all ${strong(groupedText(limit.value))} that it reserves, whatever others use`;
  const { limits, poolLimit, unreservedInUse } = snapshot.account;
  if (pool !== null) {
    const free = Math.max(0, pool.limit - pool.inUse);
    return words`${strong(groupedText(free))} of the account pool of ${groupedText(pool.limit)}`;
  }
  if (!limits.known)
    return limits.because === 'denied'
      ? words`not known: the account's limits are denied`
      : words`not known yet`;
  if (unreservedInUse === 'denied') return words`not known: the use of the account pool is denied`;
  return poolLimit === null
    ? words`not known`
    : words`account pool of ${strong(groupedText(poolLimit))}, no use measured`;
}

/** An environment that has to be started first makes its call wait for the init. */
function readyWords({ provisioned, limits }: Headroom): Line {
  if (provisioned !== null)
    return words`${strong(groupedText(provisioned.environments))} provisioned; calls beyond start cold`;
  const value = limits.find(({ name }) => name === 'provisioned')?.value;
  return value === 'none'
    ? words`none is provisioned: each starts cold`
    : words`whether any is provisioned is ${value === 'denied' ? safe`denied` : safe`not known yet`}`;
}
