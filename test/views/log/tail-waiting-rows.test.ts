import { expect, it } from 'vitest';
import { safe } from '../../../src/terminal/safe-text.ts';
import { tailWaitingRows } from '../../../src/views/log/tail-waiting-rows.ts';
import { LOOK, wordsOf } from '../fleet/fleet-on-screen.ts';
import { headerOf } from '../tail/tail-story.ts';

it.each([
  { recentFailures: 2, footer: ': command   ! errors   ? keys   q quit' },
  { recentFailures: 0, footer: ': command   ? keys   q quit' },
])('a log that can not be opened names the keys that work, with $recentFailures own errors', (story) => {
  const header = headerOf({ who: 'prod', region: 'eu-west-1', localOffsetMinutes: 0 });
  const rows = tailWaitingRows({
    header: {
      ...header,
      api: { dollarsPerHour: 0, isPaceSettling: false, recentFailures: story.recentFailures },
    },
    path: [safe`Logs`],
    says: safe`may not be read`,
    isRoot: true,
    columns: 120,
    rows: 15,
    look: LOOK,
  });
  expect(wordsOf(rows).at(-1)?.trim()).toBe(story.footer);
});
