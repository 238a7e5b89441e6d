import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { heading } from '../../terminal/drawing/heading.ts';
import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import { notationName, timesOf } from '../parts/look/time-notation.ts';
import type { FleetScene } from './fleet-scene.ts';
import { leftOutBetween, timelineLines } from './timeline-section.ts';

/** EVENTS in at most `most` rows below their title; empty without any. */
export function eventsSection(scene: FleetScene, most: number, width: number): readonly Line[] {
  const { snapshot, look } = scene;
  const events = timelineLines(snapshot.timeline, { most, width }, timesOf(scene), look);
  const notation = look.times === 'utc' ? safe`` : safe`, ${notationName(look.times)}`;
  const leftOut = leftOutBetween(snapshot.timeline, most);
  const brief =
    leftOut === 0 ? safe`` : safe`${leftOut} brief ${leftOut === 1 ? safe`one` : safe`ones`} left out, `;
  const note = safe`${brief}all functions, newest first${notation}`;
  const title = heading(safe`EVENTS`, note, width, look.glyphs);
  return events.length === 0 ? [] : [title, ...events];
}

/** The rows of WHY for any function: those below must not jump while the cursor moves. */
export function asTallAsAny(
  steps: readonly Line[],
  most: number,
  { functions }: Pick<FleetSnapshot, 'functions'>,
): readonly Line[] {
  const tallest = functions.some(({ reasons }) => reasons.length > 0) ? most : 1;
  return [...steps, ...Array<Line>(Math.max(0, tallest - steps.length)).fill([])];
}
