import { momentShown } from '../../monitor/fleet/freshness.ts';
import type { FunctionDetail } from '../../monitor/function/function-detail.ts';
import { withMeasuredEnds } from '../../print/fleet/measured-ends.ts';
import { configurationFacts, minuteFacts } from '../../print/function/function-facts.ts';
import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import { type Section, sectionLines } from '../parts/sections.ts';
import { momentText, timesOf } from '../parts/time-notation.ts';
import { aliasSections } from './alias-section.ts';
import { callerSections } from './caller-section.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { factPageLines } from './fact-page.ts';
import { failureSections } from './failure-section.ts';
import { versionSections } from './version-section.ts';

/** The numbers beside the charts, section by section; those that matter least give way where there is no room. */
export function functionSections(scene: DashboardScene, width: number): readonly Section[] {
  const { status, snapshot, look, nowMs } = scene;
  const detail = detailOf(scene);
  const { minuteMs } = status;
  const times = timesOf(scene);
  const isPast = snapshot.connection.state === 'past';
  const evidence = snapshot.failures.get(status.name);
  return [
    {
      title:
        minuteMs === null
          ? safe`NO SETTLED MINUTE`
          : safe`LAST SETTLED MINUTE ${momentText(minuteMs, times)}`,
      lines: minuteFacts(status, detail?.sample ?? null),
      fewest: 5,
      rank: 0,
    },
    {
      title: isPast ? safe`CONFIG, as of now` : safe`CONFIG`,
      lines: configurationFacts(status, momentShown(snapshot, nowMs), width, look.glyphs),
      fewest: 2,
      rank: 4,
    },
    ...(detail === null ? [] : aliasSections(detail, status.thresholds, isPast, width, look)),
    ...(detail === null ? [] : versionSections(detail, status.configuration.architecture, times, width)),
    ...callerSections(status, detail, isPast),
    ...failureSections(
      evidence && withMeasuredEnds(evidence, status.minutes),
      status.configuration.timeoutMs,
      times,
      width,
      look,
    ),
  ];
}

/** All but the numbers, which have another page: where one column is all there is. */
export function pageLines(scene: DashboardScene, width: number, height: number): readonly Line[] {
  return sectionLines(functionSections(scene, width).slice(1), width, height, scene.look.glyphs);
}

export function factColumn(scene: DashboardScene, width: number, height: number): readonly Line[] {
  return sectionLines(functionSections(scene, width), width, height, scene.look.glyphs);
}

/** All that is known of how the function is set up. */
export function factPage(scene: DashboardScene, width: number, height: number): readonly Line[] {
  const { status, snapshot, look } = scene;
  const isPast = snapshot.connection.state === 'past';
  return factPageLines({ status, detail: detailOf(scene), isPast, look }, width, height);
}

function detailOf({ status, snapshot: { detail } }: DashboardScene): FunctionDetail | null {
  return detail?.functionName === status.name ? detail : null;
}
