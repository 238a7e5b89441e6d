import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type LogLineKind, parseLogLine } from '../../src/lambda/log-line.ts';
import { rawText } from '../../src/terminal/text.ts';

interface Sample {
  readonly message: string;
  readonly x_expect: {
    readonly kind: string;
    readonly level?: string | null;
    readonly requestId?: string | null;
    readonly status?: string | null;
    readonly errorType?: string;
    readonly initMs?: number;
    readonly restoreMs?: number;
  };
}

const FOLDER = new URL('../fixtures/log-samples/', import.meta.url);

const KINDS: ReadonlyMap<string, LogLineKind> = new Map([
  ['init_start', 'init'],
  ['init_report', 'init'],
  ['initStart', 'init'],
  ['initRuntimeDone', 'init'],
  ['initReport', 'init'],
  ['restore_start', 'restore'],
  ['restore_report', 'restore'],
  ['restoreStart', 'restore'],
  ['restoreReport', 'restore'],
  ['extension', 'extension'],
  ['start', 'start'],
  ['end', 'end'],
  ['runtimeDone', 'end'],
  ['report', 'report'],
  ['timeout_old', 'failure'],
  ['platform_error', 'failure'],
  ['emf', 'metrics'],
  ['app', 'app'],
  ['hostile', 'app'],
]);

/** These say nothing of an error's class where a row looks for it; the log patterns of a later view will. */
const CLASS_IN_THE_BODY = /^(text-go|text-ruby|text-dotnet|text-java)$/;

const samples = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.events.jsonl'))
  .flatMap((name) =>
    readFileSync(new URL(name, FOLDER), 'utf8')
      .trim()
      .split('\n')
      .map((line, index) => ({
        format: name.replace('.events.jsonl', ''),
        number: index + 1,
        sample: JSON.parse(line) as Sample,
      })),
  );

describe('the samples of every runtime and format', () => {
  it.each(samples)('$format, event $number, is read as what it is', ({ format, sample }) => {
    const { kind, level, requestId, status, errorType, initMs, restoreMs } = sample.x_expect;
    const line = parseLogLine(rawText(sample.message));
    expect(line.kind).toBe(KINDS.get(kind) ?? 'platform');
    if (level !== undefined && level?.endsWith('?') !== true) expect(line.level).toBe(level);
    if (requestId !== undefined) expect(line.requestId).toBe(requestId);
    if (line.report !== null && status !== undefined) expect(line.report.status).toBe(status);
    if (errorType !== undefined && !CLASS_IN_THE_BODY.test(format)) expect(line.errorType).toBe(errorType);
    if (initMs !== undefined) expect(line.report?.initMs).toBe(initMs);
    if (restoreMs !== undefined) expect(line.report?.restoreMs).toBe(restoreMs);
  });

  it('are there', () => {
    expect(samples.length).toBeGreaterThan(200);
  });
});
