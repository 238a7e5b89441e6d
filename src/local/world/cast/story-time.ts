/** When the incidents of the demo happen: around the minute in which it starts, and again every few hours. */
export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;
export const INCIDENT_EVERY_MS = 240 * MINUTE_MS;

/** The three hours of history before the demo must show one of each incident, and a healthy past before it. */
export const INCIDENT_LEAD_MS = 60 * MINUTE_MS;
