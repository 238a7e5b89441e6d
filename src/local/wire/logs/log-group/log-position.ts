import * as v from 'valibot';

/** A `LogPosition` inside a token. */
export const logPosition = v.object({
  timestampMs: v.number(),
  ingestionMs: v.number(),
  eventId: v.string(),
});
