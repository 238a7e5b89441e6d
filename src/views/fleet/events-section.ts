import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { heading } from '../../terminal/drawing/heading.ts';
import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { notationName, timesOf } from '../parts/look/time-notation.ts';
import type { FleetScene } from './fleet-scene.ts';
import { type ToldPart, timelineLines, toldPart } from './timeline-section.ts';

/** EVENTS in at most `most` rows below their title; empty without any. */
export function eventsSection(scene: FleetScene, most: number, width: number): readonly Line[] {
  const { snapshot, look } = scene;
  const events = timelineLines(snapshot.timeline, { most, width }, timesOf(scene), look);
  const notation = look.times === 'utc' ? safe`` : safe`, ${notationName(look.times)}`;
  const note = safe`${cutWords(toldPart(snapshot.timeline, most))}all functions, newest first${notation}`;
  const title = heading(safe`EVENTS`, note, width, look.glyphs);
  return events.length === 0 ? [] : [title, ...events];
}

function cutWords({ told, all, hasGaps }: ToldPart): SafeText {
  if (told === all) return safe``;
  return safe`${told} of ${all}, ${hasGaps ? safe`without brief ones, ` : safe``}`;
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
