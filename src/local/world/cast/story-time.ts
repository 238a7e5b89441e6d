import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { type Curve, recurring } from '../curve.ts';

/** When the incidents of the demo happen: around the minute in which it starts, and again every few hours. */
const INCIDENT_EVERY_MS = 240 * MINUTE_MS;

/** The three hours of history before the demo must show one of each incident, and a healthy past before it. */
const INCIDENT_LEAD_MS = 60 * MINUTE_MS;

/**
 * The incident that `story` describes in minutes around the moment 0, for the first time at `now0Ms`; before that, all
 * was well.
 */
export function incident(now0Ms: EpochMs, story: Curve): Curve {
  const told = recurring(now0Ms, INCIDENT_EVERY_MS, INCIDENT_LEAD_MS, story);
  const firstMs = now0Ms - INCIDENT_LEAD_MS;
  return (timeMs) => told(Math.max(timeMs, firstMs));
}
