import { expect, it } from 'vitest';
import { createLogActivity } from '../../src/logs/log-activity.ts';
import { rawText } from '../../src/terminal/text.ts';
import { logEvent } from '../monitor/log/scripted-log.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 3, 0, 59, 999);

it('counts the lines of the last ten seconds, by their own time', () => {
  const activity = createLogActivity();
  activity.add([0, 1, 2, 3, 60].map((secondsAgo) => logEvent(`${secondsAgo}`, NOW_MS - secondsAgo * 1_000)));
  expect(activity.linesPerSecond(NOW_MS)).toBe(0.4);
  expect(activity.linesPerSecond(NOW_MS + 60_000)).toBe(0);
});

it('counts the environments that wrote in the last five minutes', () => {
  const activity = createLogActivity();
  const streams = [
    { name: 'a', minutesAgo: 1 },
    { name: 'a', minutesAgo: 0 },
    { name: 'b', minutesAgo: 4 },
    { name: 'c', minutesAgo: 6 },
  ];
  activity.add(
    streams.map(({ name, minutesAgo }, index) => ({
      ...logEvent(`${index}`, NOW_MS - minutesAgo * 60_000),
      logStream: rawText(name),
    })),
  );
  expect(activity.environmentCount(NOW_MS)).toBe(2);
});
