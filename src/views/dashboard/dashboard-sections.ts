import { limitMet } from '../../capacity/assessment.ts';
import { isOfPast, momentShown } from '../../monitor/fleet/freshness.ts';
import { provisionedUse } from '../../monitor/function/detail/provisioned-use.ts';
import { withMeasuredEnds } from '../../print/fleet/why/measured-ends.ts';
import { configurationLines } from '../../print/function/configuration-lines.ts';
import { allMinuteLines, minuteLines } from '../../print/function/minute-lines.ts';
import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import { awaitedSections } from '../function/awaited-rows.ts';
import { detailOf } from '../function/function-scene.ts';
import { momentText, timesOf } from '../parts/look/time-notation.ts';
import { fittingSections, heightOf, type Section } from '../parts/sections/sections.ts';
import { aliasSections } from './alias-section.ts';
import { callerSections } from './caller-section.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { type FactPage, factPageLines, furtherFactSections } from './fact-page.ts';
import { failureSections, NEWEST_RANK } from './failure-section.ts';
import { lineSection } from './line-section.ts';
import { isNarrow } from './panes.ts';
import { runSections } from './run-section.ts';
import { versionSections } from './version-section.ts';

/** The figures beside the charts, by section; the least important are dropped where there is no room. */
export function functionSections(scene: DashboardScene, width: number, height: number): readonly Section[] {
  const own = withWholeFailures(scene, width, height);
  const further = furtherFactSections(factsOf(scene), width);
  return showsFurtherFacts(scene) ? [...own, ...further] : withWholeOnes(own, further, height);
}

/** What has a page of its own stands here, too, where it leaves the others whole. */
function withWholeOnes(
  sections: readonly Section[],
  further: readonly Section[],
  height: number,
): readonly Section[] {
  const shown = sections.filter(isTold);
  for (const section of further.filter(isTold)) {
    if (heightOf([...shown, section]) <= height) shown.push(section);
  }
  return shown;
}

function isTold({ lines }: Section): boolean {
  return lines.length > 0;
}

const ROWS_OF_WHOLE_FAILURE = 4;

/** Failures in all of their words where others leave rows for that; the newest ones, which say the same, give way. */
function withWholeFailures(scene: DashboardScene, width: number, height: number): readonly Section[] {
  const [brief, whole] = [ownSections(scene, width), ownSections(scene, width, ROWS_OF_WHOLE_FAILURE)];
  const besideNewest = brief.filter((section) => isTold(section) && section.rank < NEWEST_RANK);
  const free = height - heightOf(fittingSections(besideNewest, height));
  return heightOf(whole.filter(isTold)) - heightOf(brief.filter(isTold)) <= free ? whole : brief;
}

function ownSections(scene: DashboardScene, width: number, failureRows?: number): readonly Section[] {
  return [
    ...runSectionsOf(scene, width),
    ...minuteSections(scene, width),
    ...setupSections(scene, width),
    ...callerSections(factsOf(scene)),
    ...logSectionsOf(scene, width, failureRows),
  ];
}

/** Of a function that is not called now, all figures but its callers are missing. */
function minuteSections(scene: DashboardScene, width: number): readonly Section[] {
  const { status, look } = scene;
  const { minuteMs } = status;
  if (status.activity === 'idle' && runSectionsOf(scene, width).length > 0) return [];
  return [
    {
      title:
        minuteMs === null
          ? safe`NO SETTLED MINUTE`
          : safe`LAST SETTLED MINUTE ${momentText(minuteMs, timesOf(scene))}`,
      lines: allMinuteLines(
        minuteLines(status, detailOf(scene)?.sample ?? null, { glyphs: look.glyphs, width }),
      ),
      fewest: 5,
      rank: 0,
    },
  ];
}

/** The runs of the last day of a function that is not called now; empty until they were read. */
export function runSectionsOf(scene: DashboardScene, width: number): readonly Section[] {
  const detail = detailOf(scene);
  if (detail === null || scene.status.activity !== 'idle') return [];
  return runSections(detail, timesOf(scene), width, scene.look);
}

/** A large screen, or one of a function with little to tell, has room for what otherwise is a page of its own. */
function showsFurtherFacts({ columns, rows, status }: DashboardScene): boolean {
  const isLarge = columns >= COLUMNS_FOR_THREE && rows >= ROWS_FOR_FACTS;
  return isLarge || status.reasons.length === 0 || limitMet(status.assessment).kind === 'off';
}

/** From here on the charts stand in two columns, and the facts in a third one. */
export const COLUMNS_FOR_THREE = 160;
const ROWS_FOR_FACTS = 45;

/** How the function is set up: itself, its aliases and its versions. */
export function setupSections(scene: DashboardScene, width: number): readonly Section[] {
  const { status, qualifier, snapshot, look, nowMs } = scene;
  const detail = detailOf(scene);
  return [
    {
      title: isPast(scene) ? safe`CONFIG, as of now` : safe`CONFIG`,
      lines: configurationLines(
        { ...status, provisioned: provisionedUse(status, detail) },
        { atMs: momentShown(snapshot, nowMs), isPast: isPast(scene) },
        width,
        look.glyphs,
      ),
      fewest: 2,
      rank: 4,
    },
    ...(detail === null
      ? []
      : aliasSections(detail, { ...status, qualifier, isPast: isPast(scene) }, width, look)),
    ...(detail === null
      ? []
      : versionSections(detail, status.configuration.architecture, timesOf(scene), width)),
  ];
}

/**
 * What the log says: failures, and newest lines; empty where it is not asked.
 *
 * @param failureRows at most for one kind of failure
 */
export function logSectionsOf(
  scene: DashboardScene,
  width: number,
  failureRows?: number,
): readonly Section[] {
  const { status, snapshot, look } = scene;
  const evidence = snapshot.failures.get(status.name);
  if (evidence === undefined && snapshot.awaitedLogs.has(status.name)) return AWAITED_FAILURES;
  const hasNone = evidence?.groups.length === 0 && evidence.error === null;
  // Without calls there are no failures, which need not be said.
  if (hasNone && runSectionsOf(scene, width).length > 0) return [];
  const measured = evidence && withMeasuredEnds(evidence, status.minutes);
  const lines = newestLineSections(scene, width);
  const told = {
    timeoutMs: status.configuration.timeoutMs,
    times: timesOf(scene),
    mostBesideLines: lines.some(({ note }) => note !== undefined) ? FEW_BESIDE : null,
    ...(failureRows !== undefined && { mostRows: failureRows }),
  };
  return [...failureSections(measured, told, width, look), ...lines];
}

const AWAITED_FAILURES = awaitedSections([safe`FAILURES in the log`]).map((section) => ({
  ...section,
  rank: 5,
}));

/** Beside charts; the log's own page has room for all. */
const MOST_LINES_BESIDE = 8;
/** Newest failures and newest lines are both seen. */
const FEW_BESIDE = 3;

/** The newest lines of the log; the newest failures stand for them where the function hurts and its log says how. */
function newestLineSections(scene: DashboardScene, width: number): readonly Section[] {
  const { status, snapshot, look, columns, rows } = scene;
  const evidence = snapshot.failures.get(status.name);
  const lines = detailOf(scene)?.lastLines ?? null;
  if (status.activity !== 'active' || lines === null) return [];
  if (evidence === undefined || evidence.error !== null) return [];
  if (evidence.groups.length > 0 && status.reasons.length > 0) return [];
  // That the log has no line was said where its failures are.
  if (lines.events.length === 0 && lines.error === null) return [];
  const hasFailures = evidence.newest.length > 0;
  const told = { ...lines, title: safe`NEWEST LINES` };
  if (isNarrow(columns)) {
    const section = lineSection({ ...told, saysHowToOpen: !hasFailures }, timesOf(scene), width, look);
    return [{ ...section, rank: NEWEST_RANK }];
  }
  const most = hasFailures && rows < ROWS_FOR_FACTS ? FEW_BESIDE : MOST_LINES_BESIDE;
  return [lineSection({ ...told, most }, timesOf(scene), width, look)];
}

/** Everything known about the function's setup. */
export function factPage(scene: DashboardScene, width: number, height: number): readonly Line[] {
  return factPageLines(factsOf(scene), width, height);
}

export function factsOf(scene: DashboardScene): FactPage {
  const { status, look } = scene;
  return { status, detail: detailOf(scene), isPast: isPast(scene), look };
}

export function isPast({ snapshot }: DashboardScene): boolean {
  return isOfPast(snapshot.connection.state);
}
