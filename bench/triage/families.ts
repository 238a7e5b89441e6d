import { FRESH_NAMES, freshIncidentNamed, freshIncidentOf } from './fresh/fresh-incidents.ts';
import type { Incident } from './incident.ts';
import { incidentNamed, incidentOf, SCENARIO_NAMES } from './incidents.ts';

/** Incidents that were written together. */
export interface IncidentFamily {
  readonly scenarioNames: readonly string[];
  /** How many give a reliable result. */
  readonly usualCount: number;
  incidentOf(number: number, firstSeed: number): Incident;
  incidentNamed(name: string, number: number, firstSeed: number): Incident;
}

/** `known` are those that the rules were developed with; `fresh` ones were written without knowledge of the rules. */
export const FAMILIES: Readonly<Record<'known' | 'fresh', IncidentFamily>> = {
  known: { scenarioNames: SCENARIO_NAMES, usualCount: 200, incidentOf, incidentNamed },
  fresh: {
    scenarioNames: FRESH_NAMES,
    usualCount: 182,
    incidentOf: freshIncidentOf,
    incidentNamed: freshIncidentNamed,
  },
};
