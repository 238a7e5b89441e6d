import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { getHeapStatistics } from 'node:v8';
import type { EpochMs } from '../../lambda/time.ts';
import type { Fact } from '../fact.ts';
import { factOf } from './fact-shape.ts';
import { fileLines, MOST_LINE_BYTES } from './file-lines.ts';
import { headerOf } from './header-shape.ts';
import { RECORDING_FORMAT, type RecordingHeader } from './recording-header.ts';

/** A recording in memory. */
export interface Recording {
  readonly header: RecordingHeader;
  /** In order of account time. */
  readonly facts: readonly Fact[];
  /** The end of the recording. */
  readonly endMs: EpochMs;
  /** Whether it was ended properly; otherwise it was truncated, or is still being written. */
  readonly isComplete: boolean;
  /** Lines that are not facts of this format: from another lmon version, damaged, or forged. */
  readonly skippedLines: number;
  /** Why it does not begin with its oldest segment, in words; null where it does. */
  readonly leftOut: string | null;
}

export type ReadRecording =
  | { readonly kind: 'read'; readonly recording: Recording }
  | { readonly kind: 'complaint'; readonly why: 'absent' | 'foreign'; readonly complaint: string };

/**
 * How many times its size a fact takes in memory, including what plays it back: a recording is read as a whole.
 * Measured on Node 26 with 100 MB of each: 1.4 times of log events, which count as more to be safe, and 10.9 of
 * metrics, a point each. Everything else counts like metrics.
 */
const TIMES_IN_MEMORY = { event: 2, other: 11 };
/** The rest of Node's memory is for the screen and for what is derived from a recording. */
const SHARE_OF_MEMORY = 0.75;

/** Far more than damage or another lmon version explains: a small file may expand to any number of such lines. */
const MOST_SKIPPED_BYTES = 8 * MOST_LINE_BYTES;
/** How much each line counts beside its length: it takes time as well. */
const SKIPPED_LINE_BYTES = 256;

/** What is read of one file. */
interface Segment extends Pick<Recording, 'facts' | 'skippedLines'> {
  /** Null where the file was cut short before its end. */
  readonly header: RecordingHeader | null;
}

/** Why a file is not read. */
interface Refusal {
  readonly why: 'absent' | 'unreadable' | 'foreign' | 'tooLarge';
  readonly says: string;
}

interface Memory {
  readonly mostBytes: number;
  usedBytes: number;
}

/**
 * @param paths the segments of one recording, oldest first; each begins with a header and all that was known by then
 * @param heapBytes the memory that Node may use
 */
export async function readRecording(
  paths: readonly string[],
  heapBytes: number = getHeapStatistics().heap_size_limit,
): Promise<ReadRecording> {
  const memory = { mostBytes: heapBytes * SHARE_OF_MEMORY, usedBytes: 0 };
  const segments: Segment[] = [];
  let leftOut: string | null = null;
  // The newest first: where memory is short, the oldest are left out.
  for (const path of paths.toReversed()) {
    const file = await openedFile(path);
    const read =
      'why' in file ? file : await readSegment(fileLines(file), memory).finally(() => file.close());
    if ('facts' in read) {
      segments.unshift(read);
      continue;
    }
    leftOut = segments.some(({ facts }) => facts.length > 0) ? reasonToLeaveOut(read) : null;
    if (leftOut === null) return complaintAbout(path, read);
    break;
  }
  const header = segments.find((segment) => segment.header !== null)?.header ?? null;
  if (header === null)
    return complaintAbout(paths.at(-1) ?? '', foreign('was cut short before anything was recorded'));
  const facts = segments.flatMap((segment) => segment.facts);
  const recording = {
    ...inOrder(header, facts),
    isComplete: facts.at(-1)?.fact === 'end',
    skippedLines: segments.reduce((sum, { skippedLines }) => sum + skippedLines, 0),
    leftOut,
  };
  return { kind: 'read', recording };
}

/** Parses a file line by line. */
async function readSegment(lines: AsyncIterable<string | null>, memory: Memory): Promise<Segment | Refusal> {
  let header: RecordingHeader | null = null;
  let skippedLines = 0;
  let skippedBytes = 0;
  const facts: Fact[] = [];
  for await (const line of lines) {
    if (header === null) {
      const read = readHeader(line);
      if ('why' in read) return read;
      header = read;
      continue;
    }
    const fact = line === null ? null : factOf(line);
    const bytes = line?.length ?? MOST_LINE_BYTES;
    if (fact === null) {
      skippedLines += 1;
      skippedBytes += SKIPPED_LINE_BYTES + bytes;
      if (skippedBytes > MOST_SKIPPED_BYTES) return foreign('holds far too much that is no fact');
    } else {
      facts.push(fact);
      memory.usedBytes += bytes * timesInMemory(fact);
      if (memory.usedBytes > memory.mostBytes) return { why: 'tooLarge', says: tooLarge(memory.mostBytes) };
    }
  }
  return { header, facts, skippedLines };
}

function timesInMemory({ fact }: Fact): number {
  return fact === 'event' ? TIMES_IN_MEMORY.event : TIMES_IN_MEMORY.other;
}

function readHeader(line: string | null): RecordingHeader | Refusal {
  const header = line === null ? null : headerOf(line);
  if (header === null) return foreign('is no recording of lmon');
  return header.recording === RECORDING_FORMAT
    ? header
    : foreign(`is a recording of another format (${header.recording}), by lmon ${header.lmon}`);
}

/** The oldest segments may be missing: a running session discards them. Null where the refusal is of the whole. */
function reasonToLeaveOut({ why, says }: Refusal): string | null {
  switch (why) {
    case 'absent':
      return 'what is older was discarded while lmon read it';
    case 'unreadable':
    case 'foreign':
      return null;
    case 'tooLarge':
      return `with what is older, the recording ${says}`;
  }
}

function foreign(says: string): Refusal {
  return { why: 'foreign', says };
}

function tooLarge(mostBytes: number): string {
  const megabytes = Math.floor(mostBytes / 1_000_000);
  return `may take more than ${megabytes} MB of memory; NODE_OPTIONS=--max-old-space-size=16384 gives lmon 16 GiB, where there are so many`;
}

/**
 * A clock that was set back had been wrong: AWS corrected it. What was written before was no later than what followed.
 */
function inOrder(
  header: RecordingHeader,
  written: readonly Fact[],
): Pick<Recording, 'header' | 'facts' | 'endMs'> {
  const endMs = written.at(-1)?.atMs ?? header.startedMs;
  let nextMs = endMs;
  const facts = written
    .toReversed()
    .map((fact): Fact => {
      nextMs = Math.min(nextMs, fact.atMs);
      return { ...fact, atMs: nextMs };
    })
    .reverse();
  const startedMs = Math.min(header.startedMs, nextMs);
  return { header: { ...header, startedMs }, facts, endMs };
}

function complaintAbout(path: string, { why, says }: Refusal): ReadRecording {
  const isAbsent = why === 'absent' || why === 'unreadable';
  return { kind: 'complaint', why: isAbsent ? 'absent' : 'foreign', complaint: `${path} ${says}` };
}

/** Opened without blocking on a pipe's writer, and checked before a byte is read. */
async function openedFile(path: string): Promise<FileHandle | Refusal> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if ((await file.stat()).isFile()) return file;
    await file.close();
    return { why: 'unreadable', says: 'is not a regular file' };
  } catch (thrown) {
    const { code = String(thrown) } = thrown as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? { why: 'absent', says: 'does not exist' }
      : { why: 'unreadable', says: `can't be read (${code})` };
  }
}
