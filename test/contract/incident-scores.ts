import { examine } from '../../bench/triage/examine.ts';
import type { IncidentFamily } from '../../bench/triage/families.ts';
import type { Incident } from '../../bench/triage/incident.ts';
import { type Mark, markOf, missedIn } from '../../bench/triage/mark.ts';
import { type Score, scoreOf } from '../../bench/triage/score.ts';

export const SEED = 1;
/** As many as there are rates in a scenario. */
const DRAWN = 6;

/** The scores of some incidents, and what was missed, to see which of them became worse. */
export async function scoresOf(
  incidents: readonly Incident[],
): Promise<{ readonly score: Score; readonly missed: string }> {
  const marks: Mark[] = [];
  for (const incident of incidents) marks.push(markOf(incident, await examine(incident)));
  const missed = marks.flatMap((mark) => {
    const measures = missedIn(mark);
    return measures.length === 0 ? [] : [`${mark.name}: ${measures.join(' ')} (${mark.suspects.join(', ')})`];
  });
  return { score: scoreOf(marks), missed: missed.join('\n') };
}

/** One incident of every other scenario: `npm run bench:triage` marks several of all. */
export function everyOther(family: IncidentFamily): readonly Incident[] {
  return family.scenarioNames.flatMap((name, place) =>
    place % 2 === 1 ? [quietest(family, name, place)] : [],
  );
}

/**
 * Of some incidents the one with the fewest calls, because simulating and reading a thousand a minute takes several
 * times as long as ten. Numbers differ from scenario to scenario, and with them runtimes, log formats, missing lines.
 */
function quietest({ incidentNamed }: IncidentFamily, name: string, place: number): Incident {
  const drawn = Array.from({ length: DRAWN }, (_, number) =>
    incidentNamed(name, place * DRAWN + number, SEED),
  );
  return drawn.reduce((quiet, each) =>
    each.setting.callsPerMinute < quiet.setting.callsPerMinute ? each : quiet,
  );
}
