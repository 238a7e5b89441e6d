import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/lambda/time.ts';
import { readRecording } from '../../../src/recording/file/read-recording.ts';
import { RECORDING_FORMAT } from '../../../src/recording/file/recording-header.ts';
import { isBeingWritten, lastBlackBox } from '../../../src/recording/recorder/black-box.ts';
import { type Recorder, recordToBlackBox } from '../../../src/recording/recorder/recorder.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { textIn } from '../played-account.ts';
import { scriptedSources } from '../scripted-sources.ts';

const START_MS = Date.parse('2026-11-24T03:12:00Z');
const signal = new AbortController().signal;

let folder: string;
let nowMs: number;
let troubles: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lmon-black-box-'));
  nowMs = START_MS;
  troubles = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

function openBox(into = folder, wallMs = START_MS): Recorder {
  return recordToBlackBox(into, wallMs, {
    header: {
      recording: RECORDING_FORMAT,
      lmon: '0.1.0',
      region: 'eu-west-1',
      command: 'fleet',
      operands: [],
      isRedacted: false,
    },
    now: () => nowMs,
    onTrouble: (reason) => troubles.push(reason),
  });
}

/** A poll of the account every half hour: its limits, and one new log line. */
async function look(box: Recorder, halfHours: number, message = 'a line'): Promise<void> {
  for (let count = 0; count < halfHours; count += 1) {
    const sources = box.recorded(
      scriptedSources(() => ({
        accountLimits: { concurrency: 1_000, unreservedConcurrency: 765 },
        logs: {
          items: [
            {
              eventId: rawText(String(nowMs)),
              logStream: rawText('stream'),
              timestampMs: nowMs,
              ingestionMs: nowMs,
              message: rawText(message),
            },
          ],
          nextToken: null,
        },
      })),
    );
    await sources.functions.accountLimits(signal);
    const range = { startMs: nowMs - 1_000, endMs: nowMs };
    await sources.logs.page({ group: rawText('/aws/lambda/x'), range, pattern: null, token: null }, signal);
    nowMs += HOUR_MS / 2 + 1;
  }
}

async function lastFacts() {
  const read = await readRecording(lastBlackBox(folder));
  if (read.kind === 'complaint') throw new Error(read.complaint);
  return read.recording;
}

const sessions = () => readdirSync(folder).sort();

describe('the black box', () => {
  it('is readable only by its owner, and is marked as redacted', async () => {
    const box = openBox();
    await look(box, 1);
    box.end();
    const [segment = ''] = lastBlackBox(folder);
    expect(statSync(segment).mode & 0o777).toBe(0o600);
    expect(statSync(join(segment, '..')).mode & 0o777).toBe(0o700);
    expect((await lastFacts()).header.isRedacted).toBe(true);
  });

  describe('that is looked at', () => {
    const running = process.ppid;
    const ended = spawnSync(process.execPath, ['--version']).pid;

    it.each([
      { of: 'a process that runs', writer: `${running}`, minutesAgo: 1, is: true },
      { of: 'its second session', writer: `${running}-2`, minutesAgo: 1, is: true },
      { of: 'a process that has ended', writer: `${ended}`, minutesAgo: 1, is: false },
      {
        of: 'one that has ended, whose number another one got',
        writer: `${running}`,
        minutesAgo: 60,
        is: false,
      },
    ])('knows whether it is still written: by $of', ({ writer, minutesAgo, is }) => {
      const session = join(folder, `20261124T031200Z-${writer}`);
      const segment = join(session, '000001.ndjson');
      mkdirSync(session);
      writeFileSync(segment, '');
      const writtenMs = Date.now();
      utimesSync(segment, writtenMs / 1_000, writtenMs / 1_000);
      expect(isBeingWritten(segment, writtenMs + minutesAgo * MINUTE_MS)).toBe(is);
    });

    it('is not for a recording of another name', () => {
      expect(isBeingWritten('incident.ndjson', Date.now())).toBe(false);
    });
  });

  it('of a session that had the same process number, as in a container, is not being written', async () => {
    const box = openBox();
    await look(box, 1);
    const [segment = ''] = lastBlackBox(folder);
    box.end();
    expect(segment).toContain(`Z-${process.pid}`);
    expect(isBeingWritten(segment, Date.now())).toBe(false);
  });

  it('keeps six hours of lines, and everything known before them', async () => {
    const box = openBox();
    await look(box, 20);
    box.end();
    const { facts, header } = await lastFacts();
    const lines = facts.flatMap((fact) => (fact.fact === 'event' ? [fact.timestampMs] : []));
    expect(lines[0]).toBeGreaterThanOrEqual(nowMs - 7 * HOUR_MS);
    expect(lines[0]).toBeLessThanOrEqual(nowMs - 6 * HOUR_MS);
    expect(header.startedMs).toBeGreaterThan(START_MS);
    // It was logged in the first half hour, whose segment has been deleted.
    expect(facts.filter(({ fact }) => fact === 'known').length).toBeGreaterThan(0);
    expect(facts[0]?.fact).toBe('known');
  });

  it('deletes the oldest segments once all sessions exceed 100 MB', async () => {
    for (const [name, megabytes, hoursAgo] of [
      ['20261101T000000Z-1', 60, 1],
      ['20261102T000000Z-1', 60, 2],
    ] as const) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, '000001.ndjson'), '');
      truncateSync(join(folder, name, '000001.ndjson'), megabytes * 1_000_000);
      const changedSeconds = Date.now() / 1_000 - hoursAgo * 3_600;
      utimesSync(join(folder, name, '000001.ndjson'), changedSeconds, changedSeconds);
    }
    await look(openBox(), 1);
    expect(sessions()).toEqual(['20261101T000000Z-1', expect.stringMatching(/^20261124T031200Z-/)]);
  });

  it('spares what another session is writing, however much it writes itself', async () => {
    await look(openBox(), 1);
    const [others = ''] = lastBlackBox(folder);
    const minuteAgo = Date.now() / 1_000 - 60;
    utimesSync(others, minuteAgo, minuteAgo);
    const box = openBox(folder, START_MS + 1_000);
    await look(box, 1);
    const [own = ''] = lastBlackBox(folder);
    truncateSync(own, 95_000_000);
    await look(box, 1);
    expect([existsSync(others), existsSync(own)]).toEqual([true, false]);
    expect(lastBlackBox(folder)).toHaveLength(1);
  });

  it('deletes remains of sessions after a week, and nothing that is not its own', async () => {
    const old = join(folder, '20261101T000000Z-1');
    mkdirSync(old);
    writeFileSync(join(old, '000001.ndjson'), 'x');
    utimesSync(join(old, '000001.ndjson'), 0, START_MS / 1_000 - 8 * 24 * 3_600);
    mkdirSync(join(folder, 'notes'));
    await look(openBox(), 1);
    expect(sessions()).toEqual([expect.stringMatching(/^20261124T031200Z-/), 'notes']);
  });

  it("says once that it can't be written, and recording continues", async () => {
    writeFileSync(join(folder, 'file'), '');
    const box = openBox(join(folder, 'file'));
    const sources = box.recorded(
      scriptedSources(() => ({ accountLimits: { concurrency: 1, unreservedConcurrency: 1 } })),
    );
    expect((await sources.functions.accountLimits(signal)).ok).toBe(true);
    expect((await sources.functions.accountLimits(signal)).ok).toBe(true);
    box.end();
    expect(troubles).toEqual([expect.stringMatching(/^ENOTDIR/)]);
  });

  it('is separate for two sessions that begin within a second, and the later one is the last', async () => {
    await look(openBox(), 1, 'of the first account');
    await look(openBox(), 1, 'of the second account');
    expect(troubles).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(2);
    expect(textIn(lastBlackBox(folder)[0] ?? '')).toContain('of the second account');
  });

  it('of the session that ended last is played, even if another began later', async () => {
    const long = openBox();
    await look(long, 1, 'of the long session');
    await look(openBox(folder, START_MS + 60_000), 1, 'of the short one');
    const [short = ''] = lastBlackBox(folder);
    utimesSync(short, 1, 1);
    expect(textIn(lastBlackBox(folder)[0] ?? '')).toContain('of the long session');
  });

  it('of a session that AWS told nothing is not played', async () => {
    await look(openBox(), 1);
    const box = openBox(folder, START_MS + 60_000);
    await box.recorded(scriptedSources(() => ({ error: 'denied' }))).functions.accountLimits(signal);
    box.end();
    expect(readdirSync(folder)).toHaveLength(2);
    expect(lastBlackBox(folder)[0]).toContain('20261124T031200Z-');
  });

  it('of the last session is the one that is played', async () => {
    await look(openBox(), 1);
    mkdirSync(join(folder, '20991124T031200Z-1'));
    expect(lastBlackBox(folder)[0]).toContain('20261124T031200Z-');
    expect(lastBlackBox(join(folder, 'nowhere'))).toEqual([]);
  });
});

describe('a black box that needs more memory than there is', () => {
  it('is played from its oldest segment on that fits, and says why', async () => {
    const box = openBox();
    await look(box, 10, 'word '.repeat(400));
    box.end();
    const segments = lastBlackBox(folder);
    const read = async (heapBytes: number) => {
      const answer = await readRecording(segments, heapBytes);
      if (answer.kind === 'complaint') return answer.complaint;
      const { header, facts, leftOut } = answer.recording;
      return {
        lines: facts.filter(({ fact }) => fact === 'event').length,
        startedMs: header.startedMs,
        leftOut,
      };
    };
    expect(await read(1e9)).toEqual({ lines: 10, startedMs: START_MS, leftOut: null });
    expect(await read(60_000)).toEqual({
      lines: 6,
      startedMs: START_MS + 4 * (HOUR_MS / 2 + 1),
      leftOut: expect.stringMatching(/^with what is older, the recording may take more than 0 MB of memory/),
    });
    expect(await read(100)).toMatch(/may take more than 0 MB of memory/);
  });
});

describe('a black box that its running session shortens while it is read', () => {
  const removed = async (place: number) => {
    const box = openBox();
    await look(box, 4);
    box.end();
    const segments = lastBlackBox(folder);
    rmSync(segments.at(place) ?? '');
    return readRecording(segments);
  };

  it('is played from its oldest segment on that is still there, and says so', async () => {
    const answer = await removed(0);
    if (answer.kind === 'complaint') throw new Error(answer.complaint);
    const { header, facts, leftOut } = answer.recording;
    expect(header.startedMs).toBe(START_MS + HOUR_MS / 2 + 1);
    expect(facts.filter(({ fact }) => fact === 'event')).toHaveLength(3);
    expect(leftOut).toBe('what is older was discarded while lmon read it');
  });

  it('is absent without its newest segment', async () => {
    expect(await removed(-1)).toMatchObject({ kind: 'complaint', why: 'absent' });
  });
});

describe('a log line in the black box', () => {
  it('is masked and cut', async () => {
    await look(openBox(), 1, `password=hunter2 ${'word '.repeat(1_000)}`);
    const { facts } = await lastFacts();
    const [kept = ''] = facts.flatMap((fact) => (fact.fact === 'event' ? [fact.message as string] : []));
    expect(kept).toMatch(/^password=\[masked\] word .* \[cut\]$/);
  });
});
