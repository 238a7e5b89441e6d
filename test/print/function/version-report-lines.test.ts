import { describe, expect, it } from 'vitest';
import { versionRecords } from '../../../src/print/function/version-record.ts';
import { versionReportLines, versionReportTexts } from '../../../src/print/function/version-report-lines.ts';
import { lineText, lineWidth } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';

const STATISTICS = [
  {
    origin: null,
    version: rawText('42'),
    runs: 1_200,
    durationMs: { p50: 122, p95: 333, p99: 432 },
    coldStarts: 12,
    initMs: 300,
    memoryMb: 512,
    maxMemoryMb: 131,
    memoryMbPerRun: null,
    billedMs: 146_400,
    billedGbSeconds: 73.2,
  },
];

describe('what the REPORTs of a version say', () => {
  it.each([
    [true, /^version +42 {2}1,200 REPORTs {2}p50/],
    [false, /^version +42 {2}a sample of 1,200 REPORTs {2}p50/],
  ])('includes whether all of them were read: %s', (isComplete, says) => {
    const reported = { statistics: STATISTICS, fromMs: 0, isComplete };
    expect(versionReportTexts(reported, 'arm64').map(lineText).join()).toMatch(says);
    expect(versionRecords(reported, 'arm64')).toEqual([
      expect.objectContaining({ reports: 1_200, since: '1970-01-01T00:00:00.000Z', atLeast: !isComplete }),
    ]);
  });

  it.each([
    [-1.26, '131/512 MB  -1.3 MB a run'],
    [1.26, '131/512 MB  +1.3 MB a run'],
  ])('gives the growth of memory its unit: %d MB', (memoryMbPerRun, says) => {
    const [growing] = STATISTICS.map((each) => ({ ...each, memoryMbPerRun }));
    const [, second = []] = versionReportLines(growing!, 'arm64', 90);
    expect(lineText(second)).toContain(says);
  });

  it('leaves out a growth of memory that is none', () => {
    const [level] = STATISTICS.map((each) => ({ ...each, memoryMbPerRun: 0.01 }));
    const [, second = []] = versionReportLines(level!, 'arm64', 90);
    expect(lineText(second)).toContain('131/512 MB  cold');
  });

  it('gives the time of a cold start in brackets: it would read as what the share is of', () => {
    const [, second = []] = versionReportLines(STATISTICS[0]!, 'arm64', 90);
    expect(lineText(second)).toMatch(/ {2}cold 1\.0 % \(300 ms\) {2}~\$/);
  });

  it.each([36, 45, 60, 90])('fits into %i cells, however much memory a run takes', (width) => {
    const [leaking] = STATISTICS.map((each) => ({
      ...each,
      memoryMb: 1_024,
      maxMemoryMb: 1_024,
      memoryMbPerRun: 110.3,
    }));
    const [, second = []] = versionReportLines(leaking!, 'arm64', width);
    expect(lineText(second)).toContain('1,024/1,024 MB');
    expect(lineWidth(second)).toBeLessThanOrEqual(width);
  });
});
