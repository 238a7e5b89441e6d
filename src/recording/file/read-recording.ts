import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { getHeapStatistics } from 'node:v8';
import type { EpochMs } from '../../lambda/time.ts';
import type { Fact } from '../fact.ts';
import { factOf } from './fact-shape.ts';
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
}

export type ReadRecording =
  | { readonly kind: 'read'; readonly recording: Recording }
  | { readonly kind: 'complaint'; readonly why: 'absent' | 'foreign'; readonly complaint: string };

/** Longer than a list of ten thousand functions. */
const MOST_LINE_BYTES = 32 * 1_048_576;
/**
 * How many times its size a fact takes in memory, including what plays it back: a recording is read as a whole.
 * Measured on Node 26 with 100 MB of each: 1.4 times of log events, which count as more to be safe, and 10.9 of
 * metrics, a point each. Everything else counts like metrics.
 */
const TIMES_IN_MEMORY = { event: 2, other: 11 };
/** The rest of Node's memory is for the screen and for what is derived from a recording. */
const SHARE_OF_MEMORY = 0.75;

/**
 * @param paths the segments of one recording, oldest first; each begins with a header
 * @param heapBytes the memory that Node may use
 */
export async function readRecording(
  paths: readonly string[],
  heapBytes: number = getHeapStatistics().heap_size_limit,
): Promise<ReadRecording> {
  const reading = startedReading(heapBytes * SHARE_OF_MEMORY);
  for (const path of paths) {
    const file = await openedFile(path);
    if (typeof file === 'string') return complaint('absent', `${path} ${file}`);
    try {
      reading.startFile();
      for await (const line of wholeLines(file)) {
        const trouble = reading.read(line);
        if (trouble !== null) return complaint('foreign', `${path} ${trouble}`);
      }
    } finally {
      await file.close();
    }
  }
  const recording = reading.recording();
  return recording === null
    ? complaint('foreign', `${paths.at(-1)} was cut short before anything was recorded`)
    : { kind: 'read', recording };
}

/** Parses a recording line by line. */
function startedReading(mostBytes: number) {
  let bytesInMemory = 0;
  let header: RecordingHeader | null = null;
  let isFirstLine = true;
  let isComplete = false;
  let skippedLines = 0;
  const facts: Fact[] = [];
  return {
    startFile() {
      isFirstLine = true;
    },
    /** Why this is not a recording; null so far. A null line stands for one that is too long. */
    read(line: string | null): string | null {
      if (isFirstLine) {
        isFirstLine = false;
        const read = line === null ? null : headerOf(line);
        if (read === null) return 'is no recording of lmon';
        if (read.recording !== RECORDING_FORMAT)
          return `is a recording of another format (${read.recording}), by lmon ${read.lmon}`;
        header ??= read;
        return null;
      }
      const fact = line === null ? null : factOf(line);
      if (fact === null) {
        skippedLines += 1;
        return null;
      }
      bytesInMemory += (line?.length ?? 0) * TIMES_IN_MEMORY[fact.fact === 'event' ? 'event' : 'other'];
      if (bytesInMemory > mostBytes) return tooLarge(mostBytes);
      isComplete = fact.fact === 'end';
      facts.push(fact);
      return null;
    },
    recording: (): Recording | null => header && { ...inOrder(header, facts), isComplete, skippedLines },
  };
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

function complaint(why: 'absent' | 'foreign', says: string): ReadRecording {
  return { kind: 'complaint', why, complaint: says };
}

/** Opened without blocking on a pipe's writer, and checked before a byte is read. */
async function openedFile(path: string): Promise<FileHandle | string> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if ((await file.stat()).isFile()) return file;
    await file.close();
    return 'is not a regular file';
  } catch (thrown) {
    const { code = String(thrown) } = thrown as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'does not exist' : `can't be read (${code})`;
  }
}

/** Lines that end with a line break: text after the last one was truncated. Null for a line that is too long. */
async function* wholeLines(file: FileHandle): AsyncGenerator<string | null> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      const isTooLong = restBytes + end - start > MOST_LINE_BYTES;
      yield isTooLong ? null : Buffer.concat([...rest, chunk.subarray(start, end)]).toString('utf8');
      rest = [];
      restBytes = 0;
      start = end + 1;
    }
    restBytes += chunk.length - start;
    // For an overlong line only the length is kept.
    rest = restBytes > MOST_LINE_BYTES ? [] : [...rest, chunk.subarray(start)];
  }
}
