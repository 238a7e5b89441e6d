import { limitOnUse } from '../../capacity/assessment.ts';
import { isOfPast } from '../../monitor/fleet/freshness.ts';
import type { Headroom } from '../../monitor/headroom/headroom.ts';
import { workingLines } from '../../print/headroom/estimate-working.ts';
import { limitLines, namesSources } from '../../print/headroom/limit-lines.ts';
import { whatIfLines } from '../../print/headroom/what-if-lines.ts';
import { ageInWords, groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { strong, toned, words } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';
import { waitsForDependency } from '../../triage/cause/slow-dependency.ts';
import { momentText, tenseOnScreen, timesOf } from '../parts/look/time-notation.ts';
import { type Section, wholeBlocks } from '../parts/sections/sections.ts';
import type { HeadroomScene } from './headroom-scene.ts';

export function limitsSection(scene: HeadroomScene, headroom: Headroom, width: number): Section {
  const { look, thresholds, nowMs, snapshot } = scene;
  const isPast = isOfPast(snapshot.connection.state);
  const layout = { glyphs: look.glyphs, thresholds, nowMs, width };
  const by = !namesSources(headroom.limits, layout) ? safe`` : isPast ? safe`, by whom` : safe`, told by`;
  return {
    title: safe`WHICH LIMIT BINDS FIRST`,
    note: safe`${isPast ? safe`limits as of now` : safe`in use`}${by}, age`,
    lines: limitLines(headroom.limits, layout),
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
            words`Touches ${strong(groupedText(recurringPeak.value))} about every ${ageInWords(recurringPeak.everyMs)}.`,
          ]),
    ],
    fewest: 2,
    rank: 2,
  };
}

export function whatIfSection(scene: HeadroomScene, { scenarios }: Headroom): Section {
  const { status, look } = scene;
  const met = { ...status.assessment, limit: limitOnUse(status.assessment) };
  const told = {
    times: look.glyphs.times,
    isNoCure: waitsForDependency(status),
    tense: tenseOnScreen(scene),
  };
  const linesOf = (shown: typeof scenarios) => whatIfLines(shown, met, told);
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
