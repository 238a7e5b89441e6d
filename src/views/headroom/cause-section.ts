import { type DownstreamThrottle, downstreamThrottle } from '../../monitor/case/downstream-throttle.ts';
import type { Headroom } from '../../monitor/headroom/headroom.ts';
import { callerLine, throttleCauseBlocks, waitingLine } from '../../print/headroom/throttle-cause-lines.ts';
import type { Line } from '../../terminal/line.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { strong, toned, words } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';
import { type Section, wholeBlocks } from '../parts/sections/sections.ts';
import type { HeadroomScene } from './headroom-scene.ts';

/** Why calls are throttled, or what would become of a throttled call. */
export function causeSection(
  { status, snapshot }: HeadroomScene,
  headroom: Headroom,
  width: number,
): Section {
  const { limit } = status.assessment;
  const downstream = downstreamThrottle(status, snapshot.failures.get(status.name));
  if (headroom.cause !== null) {
    return {
      title: safe`WHY CALLS ARE TURNED AWAY`,
      note: safe`by minutes with throttles`,
      ...wholeBlocks(throttleCauseBlocks(headroom.cause, headroom.callers, width)),
      fewest: 2,
      rank: 2,
    };
  }
  return {
    title: downstream === null ? safe`WHEN THE LIMIT IS MET` : safe`WHAT IT CALLS TURNS IT AWAY`,
    lines: [
      ...(downstream === null ? [] : downstreamLines(downstream)),
      limit.kind === 'source' ? waitingLine(limit) : callerLine(headroom.callers),
    ].flatMap((line) => wrappedLine(line, width)),
    fewest: 1,
    rank: 2,
  };
}

/** These are not its own throttles: the downstream service throttles it. */
function downstreamLines({ count, says }: DownstreamThrottle): readonly Line[] {
  return [
    words`${strong(groupedText(count), 'warn')} of its calls failed so, while it turned none away itself:`,
    [toned('dim', safe`  ${safeText(says)}`)],
  ];
}
