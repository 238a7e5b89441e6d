import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../lambda/time.ts';
import type { Fact } from '../fact.ts';
import type { FactMemory } from '../fact-memory.ts';
import { createFactFile, type FactFile } from '../file/fact-file.ts';
import type { RecordingHeader } from '../file/recording-header.ts';
import { redacted } from './redaction.ts';

export interface BlackBoxSettings {
  readonly folder: string;
  readonly header: Omit<RecordingHeader, 'startedMs'>;
  readonly now: () => EpochMs;
  /** The machine's time, by which sessions are named and discarded. */
  readonly wallMs: EpochMs;
  readonly memory: FactMemory;
}

/** For all sessions together, in bytes. */
const MOST_BYTES = 100_000_000;
/** A segment is full with this much news, or after this long; the known facts repeated at its start don't count. */
const SEGMENT_BYTES = 8_000_000;
const SEGMENT_MS = HOUR_MS / 2;
/** How much a running session keeps. */
const KEPT_MS = 6 * HOUR_MS;
/** How long the last part of a session is kept afterwards. */
const OLDEST_SESSION_MS = 7 * 24 * HOUR_MS;

interface Segment {
  readonly file: FactFile;
  readonly startedMs: EpochMs;
  readonly restatedBytes: number;
}

/**
 * A session's own recording: redacted, readable by its owner only, in segments that are discarded as a whole. Each
 * segment begins with all known facts, so that it can be played without the earlier ones.
 */
export function openBlackBox({ folder, header, now, wallMs, memory }: BlackBoxSettings) {
  const session = newSession(folder, wallMs);
  mkdirSync(session, { recursive: true, mode: 0o700 });
  const before: Segment[] = [];
  let begun = 0;
  let segment = nextSegment([]);
  dropSegments(folder, segment.file.path, wallMs - OLDEST_SESSION_MS);

  return {
    write(facts: readonly Fact[]): void {
      const { file, startedMs, restatedBytes } = segment;
      const isFull = file.bytes - restatedBytes > SEGMENT_BYTES || now() - startedMs > SEGMENT_MS;
      if (isFull) rotate();
      segment.file.write(facts.map(redacted));
    },
    close: () => segment.file.close(),
  };

  function rotate(): void {
    segment.file.close();
    before.push(segment);
    segment = nextSegment(memory.restated(now()));
    // A segment ends where the next one begins.
    while ((before[1] ?? segment).startedMs < now() - KEPT_MS && before.length > 0)
      rmSync(before.shift()?.file.path ?? '', { force: true });
    dropSegments(folder, segment.file.path, wallMs - OLDEST_SESSION_MS);
  }

  function nextSegment(restated: readonly Fact[]): Segment {
    begun += 1;
    const name = `${String(begun).padStart(6, '0')}.ndjson.gz`;
    const file = createFactFile(join(session, name), () => ({
      ...header,
      startedMs: now(),
      isRedacted: true,
    }));
    file.write(restated.map(redacted));
    return { file, startedMs: now(), restatedBytes: file.bytes };
  }
}

/**
 * The segments of the session that was written last and holds an answer, oldest first; empty without one. A start
 * without credentials must not hide the incident before it.
 */
export function lastBlackBox(folder: string): readonly string[] {
  const sessions = sessionsIn(folder)
    .map((session) => segmentsIn(session))
    .toSorted((left, right) => writtenMs(left.at(-1)) - writtenMs(right.at(-1)));
  return sessions.findLast((segments) => segments.some(holdsAnswer)) ?? [];
}

/** A running session polls, and notes each answer and failure: one silent for longer has ended, or was stopped. */
const LONGEST_SILENCE_MS = 10 * MINUTE_MS;

/**
 * Whether another process of this machine still writes a session's segments. Its number alone does not tell: a later
 * process may have got the same one, and in containers each lmon may.
 */
export function isBeingWritten(segment: string, wallMs: EpochMs): boolean {
  const pid = Number(SESSION.exec(basename(dirname(segment)))?.groups?.['pid']);
  if (!(pid > 0) || pid === process.pid || writtenMs(segment) < wallMs - LONGEST_SILENCE_MS) return false;
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    // It runs, and is another user's.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

function writtenMs(path: string | undefined): number {
  const file = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
  return file?.mtimeMs ?? 0;
}

/** In so many bytes a session has been answered something. */
const WITHOUT_ANSWER_BYTES = 65_536;

function holdsAnswer(path: string): boolean {
  const begin = beginOf(path, WITHOUT_ANSWER_BYTES);
  return begin.length === WITHOUT_ANSWER_BYTES || expanded(begin).toString().split('\n').some(isAnswer);
}

/** The begin of a file, which an earlier lmon wrote as plain text. */
function expanded(begin: Buffer): Buffer {
  try {
    // It may be cut.
    return gunzipSync(begin, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return begin;
  }
}

/** Empty for a file that can't be read: another lmon may have discarded it. */
function beginOf(path: string, mostBytes: number): Buffer {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(mostBytes);
      return bytes.subarray(0, readSync(descriptor, bytes));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return Buffer.alloc(0);
  }
}

const NO_ANSWERS: ReadonlySet<unknown> = new Set<Fact['fact']>(['error', 'slept', 'end']);

function isAnswer(line: string): boolean {
  try {
    const { fact }: { readonly fact?: unknown } = JSON.parse(line);
    return fact !== undefined && !NO_ANSWERS.has(fact);
  } catch {
    return false;
  }
}

/**
 * `20261124T031210Z-4711`: the last by name is the newest. A process that switches accounts within a second begins
 * another session: `20261124T031210Z-4711-2`.
 */
function newSession(folder: string, wallMs: EpochMs): string {
  const time = new Date(wallMs).toISOString().replace(/[-:]|\.\d+/g, '');
  const first = join(folder, `${time}-${process.pid}`);
  let session = first;
  for (let count = 2; existsSync(session); count += 1) session = `${first}-${count}`;
  return session;
}

/** Earlier versions of lmon did not compress them. */
const SEGMENT = /\.ndjson(?:\.gz)?$/;
const SESSION = /^\d{8}T\d{6}Z-(?<pid>\d+)(?:-\d+)?$/;

function sessionsIn(folder: string): readonly string[] {
  return namesIn(folder)
    .filter((name) => SESSION.test(name))
    .map((name) => join(folder, name));
}

function segmentsIn(session: string): readonly string[] {
  return namesIn(session)
    .filter((name) => SEGMENT.test(name))
    .map((name) => join(session, name));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/**
 * Discards segments beyond the age or size limit, oldest change first, but none that may be in use: the last segment of
 * a recently written session may belong to another running lmon.
 */
function dropSegments(folder: string, written: string, olderThanMs: EpochMs): void {
  const segments = sessionsIn(folder)
    .flatMap((session) =>
      segmentsIn(session).flatMap((path, index, { length }) => {
        const file = statSync(path, { throwIfNoEntry: false });
        const isLast = index === length - 1;
        return file === undefined ? [] : [{ session, path, isLast, bytes: file.size, atMs: file.mtimeMs }];
      }),
    )
    .toSorted((left, right) => left.atMs - right.atMs);
  // By the disk's clock: the file has just been created.
  const nowMs = segments.find(({ path }) => path === written)?.atMs ?? 0;
  let bytes = segments.reduce((sum, each) => sum + each.bytes, 0);
  for (const { session, path, isLast, bytes: size, atMs } of segments) {
    // Leaves room for what is still to be written.
    const isTooMuch = bytes > MOST_BYTES - 2 * SEGMENT_BYTES;
    const isWritten = path === written || (isLast && atMs > nowMs - SEGMENT_MS);
    if (isWritten || !(isTooMuch || atMs < olderThanMs)) continue;
    rmSync(path, { force: true });
    bytes -= size;
    if (segmentsIn(session).length === 0) rmSync(session, { recursive: true, force: true });
  }
}
