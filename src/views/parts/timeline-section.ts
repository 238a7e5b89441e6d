import { cutMiddle, padEnd } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { cutLine } from '../../terminal/line-layout.ts';
import { durationText, utcMinute } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { toned, words } from '../../terminal/words.ts';
import { rangeText } from '../../triage/cause-sentence.ts';
import type { TimelineEvent } from '../../triage/timeline.ts';
import type { Look } from './look.ts';

const SUBJECT_WIDTH = 22;

/** What began when, newest first. */
export function timelineLines(
  timeline: readonly TimelineEvent[],
  most: number,
  width: number,
  { glyphs }: Look,
): readonly Line[] {
  return timeline.slice(0, most).map((event) => {
    const subject = event.functionName === null ? safe`account pool` : safeText(event.functionName);
    const head: Line = [
      toned('dim', utcMinute(event.atMs)),
      toned('fact', safe`  ${padEnd(cutMiddle(subject, SUBJECT_WIDTH, glyphs.ellipsis), SUBJECT_WIDTH)}  `),
    ];
    return cutLine([...head, ...eventWords(event)], width, glyphs.ellipsis);
  });
}

function eventWords(event: TimelineEvent): Line {
  switch (event.kind) {
    case 'throttlesBegan':
      return words`throttles began`;
    case 'errorsBegan':
      return words`errors began`;
    case 'lagBegan':
      return words`iterator age began to rise`;
    case 'callsStopped':
      return words`calls stopped`;
    case 'durationRose':
      return words`average duration ${durationText(event.rise.beforeMs)} to ${durationText(event.rise.nowMs)}`;
    case 'poolForecast':
      return event.pressure.eta === null
        ? words`filling`
        : words`forecast: full in ${rangeText(event.pressure.eta)}`;
  }
}
