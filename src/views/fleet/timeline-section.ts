import { cutMiddle, padEnd } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { cutLine } from '../../terminal/line-layout.ts';
import { ageText, durationText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned, words } from '../../terminal/words.ts';
import type { TimelineEvent, Trouble } from '../../triage/timeline.ts';
import type { Look } from '../parts/look.ts';
import { momentCell, type Times } from '../parts/time-notation.ts';

const SUBJECT_WIDTH = 22;

/** What began and ended when, newest first. */
export function timelineLines(
  timeline: readonly TimelineEvent[],
  most: number,
  width: number,
  times: Times,
  { glyphs }: Look,
): readonly Line[] {
  return timeline.slice(0, most).map((event) => {
    const subject = event.functionName === null ? safe`account pool` : safeText(event.functionName);
    const head: Line = [
      toned('dim', momentCell(event.atMs, times)),
      toned('fact', safe`  ${padEnd(cutMiddle(subject, SUBJECT_WIDTH, glyphs.ellipsis), SUBJECT_WIDTH)}  `),
    ];
    return cutLine([...head, ...eventWords(event)], width, glyphs.ellipsis);
  });
}

const ENDINGS: Readonly<Record<Trouble, SafeText>> = {
  throttles: safe`throttles ended`,
  errors: safe`errors ended`,
  lag: safe`caught up`,
  redrive: safe`redrive queue grows no more`,
  backlog: safe`what waited is worked off`,
  losses: safe`no event lost any more`,
  silence: safe`called again`,
  slowness: safe`as quick as before`,
  fullPool: safe`has room again`,
};

const TROUBLES: Readonly<Record<Trouble, SafeText>> = {
  throttles: safe`throttles`,
  errors: safe`errors`,
  lag: safe`lag`,
  redrive: safe`redrive queue grew`,
  backlog: safe`work waited`,
  losses: safe`events lost`,
  silence: safe`not called`,
  slowness: safe`slower`,
  fullPool: safe`full`,
};

function eventWords(event: TimelineEvent): Line {
  switch (event.kind) {
    case 'throttlesBegan':
      return words`throttles began`;
    case 'errorsBegan':
      return words`errors began`;
    case 'lagBegan':
      return words`iterator age began to rise`;
    case 'redriveBegan':
      return words`messages began to end in its redrive queue`;
    case 'backlogBegan':
      return words`what waits for it began to wait longer`;
    case 'lossesBegan':
      return words`began to lose events`;
    case 'callsStopped':
      return words`calls stopped`;
    case 'durationRose':
      return words`average duration began to rise from ${durationText(event.beforeMs)}`;
    case 'poolFilling':
      return words`began to fill`;
    case 'poolFilled':
      return event.others === 0
        ? words`full`
        : words`full; ${event.others} ${event.others === 1 ? safe`function` : safe`functions`} turned away from then on`;
    case 'passed':
      return [toned('dim', safe`${TROUBLES[event.what]} for ${ageText(event.lastedMs)}`)];
    case 'ended': {
      const after = event.lastedMs === null ? safe`` : safe` after ${ageText(event.lastedMs)}`;
      return [toned('dim', safe`${ENDINGS[event.what]}${after}`)];
    }
  }
}
