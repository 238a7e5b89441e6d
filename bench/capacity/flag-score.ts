import { SECOND_MS } from '../../src/lambda/time.ts';
import { LOOK_EVERY_MS } from './seen.ts';
import type { Truth } from './truth.ts';

/** What a flag did in one run. Runs are summed before any ratio is computed. */
export interface FlagTally {
  readonly alerts: number;
  readonly preciseAlerts: number;
  readonly justifiedAlerts: number;
  readonly unjustifiedMs: number;
  readonly episodes: number;
  readonly earlyEpisodes: number;
  readonly caughtEpisodes: number;
  readonly leadsS: readonly number[];
  readonly looks: number;
  readonly onLooks: number;
  readonly justifiedOnLooks: number;
  readonly looksBeforeThrottle: number;
  readonly coveredLooks: number;
  readonly quietLooks: number;
  readonly flaggedQuietLooks: number;
}

export const HORIZON_S = 300;
const MERGED_S = 120;
const CAUGHT_WITHIN_S = 60;
/** From this share of the limit on, a warning counts as justified. */
const NEAR_SHARE = 0.9;
const LOOK_S = LOOK_EVERY_MS / SECOND_MS;

/** For each second, the seconds until the next one for which `isSo` holds; Infinity if there is none. */
export function secondsUntil(length: number, isSo: (second: number) => boolean): Float64Array {
  const until = new Float64Array(length + 1).fill(Infinity);
  for (let second = length - 1; second >= 0; second--)
    until[second] = isSo(second) ? 0 : (until[second + 1] ?? Infinity) + 1;
  return until;
}

/**
 * @param isOn one entry per look; look i is at second (i + 1) × 5.
 * @param fromS looks before this second are the warm-up and are not scored; nor are looks whose horizon ends after the
 * run.
 */
export function flagTally(isOn: Uint8Array, truth: Truth, limit: number, fromS: number): FlagTally {
  const seconds = truth.peakOfSecond.length;
  const untilThrottle = secondsUntil(seconds, (second) => (truth.throttlesOfSecond[second] ?? 0) > 0);
  const untilNear = secondsUntil(
    seconds,
    (second) =>
      (truth.throttlesOfSecond[second] ?? 0) > 0 || (truth.peakOfSecond[second] ?? 0) >= NEAR_SHARE * limit,
  );
  const lookAt = (second: number) => isOn[Math.floor(second / LOOK_S) - 1] === 1;
  const lastS = seconds - HORIZON_S;
  const tally = {
    ...alertTally(isOn, { untilThrottle, untilNear }, fromS, lastS),
    ...episodeTally(lookAt, truth, fromS, lastS),
    looks: 0,
    onLooks: 0,
    justifiedOnLooks: 0,
    looksBeforeThrottle: 0,
    coveredLooks: 0,
    quietLooks: 0,
    flaggedQuietLooks: 0,
  };
  for (let second = fromS; second < lastS; second += LOOK_S) {
    const on = lookAt(second) ? 1 : 0;
    const isJustified = (untilNear[second] ?? Infinity) < HORIZON_S;
    tally.looks++;
    tally.onLooks += on;
    if (isJustified) tally.justifiedOnLooks += on;
    else {
      tally.quietLooks++;
      tally.flaggedQuietLooks += on;
    }
    if ((untilThrottle[second] ?? Infinity) < HORIZON_S) {
      tally.looksBeforeThrottle++;
      tally.coveredLooks += on;
    }
  }
  return tally;
}

function alertTally(
  isOn: Uint8Array,
  { untilThrottle, untilNear }: Readonly<Record<'untilThrottle' | 'untilNear', Float64Array>>,
  fromS: number,
  lastS: number,
) {
  const tally = { alerts: 0, preciseAlerts: 0, justifiedAlerts: 0, unjustifiedMs: 0 };
  for (let look = 0; look < isOn.length; look++) {
    if (isOn[look] !== 1 || isOn[look - 1] === 1) continue;
    let end = look;
    while (isOn[end] === 1) end++;
    const beganS = (look + 1) * LOOK_S;
    const endedS = (end + 1) * LOOK_S;
    look = end;
    if (endedS <= fromS || beganS >= lastS) continue;
    const withinS = endedS - beganS + HORIZON_S;
    const isJustified = (untilNear[beganS] ?? Infinity) < withinS;
    tally.alerts++;
    if ((untilThrottle[beganS] ?? Infinity) < withinS) tally.preciseAlerts++;
    if (isJustified) tally.justifiedAlerts++;
    else tally.unjustifiedMs += (endedS - beganS) * SECOND_MS;
  }
  return tally;
}

function episodeTally(lookAt: (second: number) => boolean, truth: Truth, fromS: number, lastS: number) {
  const tally = { episodes: 0, earlyEpisodes: 0, caughtEpisodes: 0 };
  const leadsS: number[] = [];
  for (const second of episodeStarts(truth)) {
    if (second < fromS || second >= lastS) continue;
    tally.episodes++;
    let caughtS: number | null = null;
    for (let at = second; at <= second + CAUGHT_WITHIN_S && caughtS === null; at += LOOK_S)
      if (lookAt(at)) caughtS = at;
    if (caughtS !== null) tally.caughtEpisodes++;
    if (lookAt(second)) {
      tally.earlyEpisodes++;
      let sinceS = second;
      while (sinceS > LOOK_S && second - sinceS < HORIZON_S * 3 && lookAt(sinceS - LOOK_S)) sinceS -= LOOK_S;
      leadsS.push(second - sinceS);
    } else if (caughtS !== null) leadsS.push(second - caughtS);
  }
  return { ...tally, leadsS };
}

/** The seconds in which throttling begins: throttles within two minutes of each other are one episode. */
export function episodeStarts({ throttlesOfSecond }: Truth): readonly number[] {
  const starts: number[] = [];
  let lastS = -Infinity;
  throttlesOfSecond.forEach((count, second) => {
    if (count === 0) return;
    if (second - lastS > MERGED_S) starts.push(second);
    lastS = second;
  });
  return starts;
}

export function addedUp(tallies: readonly FlagTally[]): FlagTally {
  const sum = (of: (tally: FlagTally) => number) => tallies.reduce((total, tally) => total + of(tally), 0);
  return {
    alerts: sum((tally) => tally.alerts),
    preciseAlerts: sum((tally) => tally.preciseAlerts),
    justifiedAlerts: sum((tally) => tally.justifiedAlerts),
    unjustifiedMs: sum((tally) => tally.unjustifiedMs),
    episodes: sum((tally) => tally.episodes),
    earlyEpisodes: sum((tally) => tally.earlyEpisodes),
    caughtEpisodes: sum((tally) => tally.caughtEpisodes),
    leadsS: tallies.flatMap(({ leadsS }) => leadsS),
    looks: sum((tally) => tally.looks),
    onLooks: sum((tally) => tally.onLooks),
    justifiedOnLooks: sum((tally) => tally.justifiedOnLooks),
    looksBeforeThrottle: sum((tally) => tally.looksBeforeThrottle),
    coveredLooks: sum((tally) => tally.coveredLooks),
    quietLooks: sum((tally) => tally.quietLooks),
    flaggedQuietLooks: sum((tally) => tally.flaggedQuietLooks),
  };
}

/** Shares from 0 to 1; NaN if nothing was counted. */
export interface FlagScore {
  readonly alerts: number;
  readonly episodes: number;
  readonly precision: number;
  readonly justified: number;
  readonly early: number;
  readonly caught: number;
  readonly medianLeadS: number;
  readonly falseHoursPerDay: number;
  readonly f1: number;
  readonly onTimeJustified: number;
  readonly preThrottleCovered: number;
  readonly quietFlagged: number;
}

export function flagScore(tally: FlagTally): FlagScore {
  const precision = tally.preciseAlerts / tally.alerts;
  const early = tally.earlyEpisodes / tally.episodes;
  const leads = tally.leadsS.toSorted((one, other) => one - other);
  return {
    alerts: tally.alerts,
    episodes: tally.episodes,
    precision,
    justified: tally.justifiedAlerts / tally.alerts,
    early,
    caught: tally.caughtEpisodes / tally.episodes,
    medianLeadS: leads[Math.floor(leads.length / 2)] ?? Number.NaN,
    falseHoursPerDay: (tally.unjustifiedMs / (tally.looks * LOOK_EVERY_MS)) * 24,
    f1: precision + early > 0 ? (2 * precision * early) / (precision + early) : 0,
    onTimeJustified: tally.justifiedOnLooks / tally.onLooks,
    preThrottleCovered: tally.coveredLooks / tally.looksBeforeThrottle,
    quietFlagged: tally.flaggedQuietLooks / tally.quietLooks,
  };
}
