import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { whyLines } from '../../print/fleet/why/why-lines.ts';
import type { Line } from '../../terminal/line.ts';
import { momentCell, timesOf, timeWordsOf } from '../parts/look/time-notation.ts';
import { type FleetScene, isPast } from './fleet-scene.ts';
import { selectedIndex } from './fleet-state.ts';

/** The function under the cursor. */
export function selectedFunction({ shown, state }: FleetScene): FunctionStatus | undefined {
  return shown[selectedIndex(state, shown)];
}

/** What explains it, without a title. */
export function whySteps(
  selected: FunctionStatus,
  scene: FleetScene,
  { most, width }: { readonly most: number; readonly width: number },
): readonly Line[] {
  const { snapshot, look } = scene;
  const times = timesOf(scene);
  return whyLines(selected, snapshot, {
    width,
    most,
    glyphs: look.glyphs,
    saysCritical: true,
    moment: { atMs: times.nowMs, isPast: isPast(scene) },
    timeCell: (timeMs) => momentCell(timeMs, times),
    timeWords: timeWordsOf(scene),
    alarms: snapshot.alarms,
  });
}

/** The rows of WHY for any function: those below must not jump while the cursor moves. */
export function asTallAsAny(
  steps: readonly Line[],
  most: number,
  { functions, alarms }: Pick<FleetSnapshot, 'functions' | 'alarms'>,
): readonly Line[] {
  const ofAlarm = alarms.some(({ functionName, quietMs }) => functionName !== null && quietMs === null)
    ? 2
    : 1;
  const tallest = functions.some(({ reasons }) => reasons.length > 0) ? most : Math.min(most, ofAlarm);
  return [...steps, ...Array<Line>(Math.max(0, tallest - steps.length)).fill([])];
}
