import { describe, expect, it } from 'vitest';
import { parseLogLine } from '../../../../src/lambda/line/log-line.ts';
import { createVersionReports } from '../../../../src/monitor/function/detail/version-reports.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { logged } from '../../../logs/lines/log-lines.ts';

const SETTLING_MS = 90;

/** A REPORT with its own id at `atMs`. */
function report(atMs: number, id = '') {
  const { event } = logged(`REPORT@${atMs}`);
  return {
    event: { ...event, eventId: rawText(`${event.eventId}${id}`) },
    line: parseLogLine(event.message),
  };
}

const range = (startMs: number, endMs: number) => ({ startMs, endMs });

describe('REPORTs that are read span by span', () => {
  const counted = (reports: ReturnType<typeof createVersionReports>) => {
    const reportedAt = reports.reported();
    return [reportedAt?.statistics[0]?.runs, reportedAt?.isComplete];
  };

  it('count once each, though spans overlap', () => {
    const reports = createVersionReports(SETTLING_MS);
    reports.add([report(100), report(190)], range(50, 200), true);
    reports.add([report(190), report(230)], range(110, 260), true);
    expect(counted(reports)).toEqual([3, true]);
  });

  it('count when they came late, and when several share a millisecond', () => {
    const reports = createVersionReports(SETTLING_MS);
    reports.add([report(190)], range(50, 200), true);
    reports.add([report(150), report(190), report(190, 'other')], range(110, 260), true);
    expect(counted(reports)).toEqual([3, true]);
  });

  it('do not count again once they have settled', () => {
    const reports = createVersionReports(SETTLING_MS);
    reports.add([report(60), report(100)], range(50, 200), true);
    reports.add([], range(110, 260), true);
    reports.add([report(60), report(100)], range(50, 320), true);
    expect(counted(reports)).toEqual([2, true]);
  });

  it.each([
    { what: 'a page was cut', next: range(110, 260), isWhole: false },
    { what: 'a span in between was not read', next: range(210, 360), isWhole: true },
  ])('are not complete if $what', ({ next, isWhole }) => {
    const reports = createVersionReports(SETTLING_MS);
    reports.add([report(190)], range(50, 200), true);
    reports.add([report(250)], next, isWhole);
    expect(counted(reports)).toEqual([2, false]);
  });

  it('are none before any have been read', () => {
    expect(createVersionReports(SETTLING_MS).reported()).toBeNull();
  });
});
