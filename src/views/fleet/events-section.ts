import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { heading } from '../../terminal/drawing/heading.ts';
import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { notationName, timesOf } from '../parts/look/time-notation.ts';
import type { FleetScene } from './fleet-scene.ts';
import { type ToldPart, timelineLines, toldPart } from './timeline-section.ts';

/** EVENTS in at most `most` rows below their title; empty without room, or before the first answer. */
export function eventsSection(scene: FleetScene, most: number, width: number): readonly Line[] {
  const { snapshot, look } = scene;
  const { timeline, dataToMs } = snapshot;
  const titled = (note: SafeText) => heading(safe`EVENTS`, note, width, look.glyphs);
  if (most < 1) return [];
  if (timeline.length === 0)
    return dataToMs === null ? [] : [titled(safe`all functions`), [toned('dim', noEvents(snapshot))]];
  const notation = look.times === 'utc' ? safe`` : safe`, ${notationName(look.times)}`;
  const note = safe`${cutWords(toldPart(timeline, most))}all functions, newest first${notation}`;
  return [titled(note), ...timelineLines(timeline, { most, width }, timesOf(scene), look)];
}

function noEvents({ functions }: FleetSnapshot): SafeText {
  return functions.some(({ severity }) => severity === 'unknown')
    ? safe`none known; what stands with ? is not judged`
    : safe`no events`;
}

function cutWords({ told, lasting, briefLeftOut }: ToldPart): SafeText {
  const part = told === lasting ? safe`` : safe`${told} of ${lasting}, `;
  return briefLeftOut === 0 ? part : safe`${part}${briefLeftOut} brief left out, `;
}
