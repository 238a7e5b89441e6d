import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';

/** Longer than a list of ten thousand functions. */
export const MOST_LINE_BYTES = 32 * 1_048_576;

/**
 * The lines of a recording that end with a line break: text after the last one was truncated. A line that is too long is
 * null, once for each time that it reaches the limit, and so is what can't be expanded.
 */
export async function* fileLines(file: FileHandle): AsyncGenerator<string | null> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  let isTooLong = false;
  for await (const chunk of expanded(file)) {
    if (chunk === null) {
      yield null;
      return;
    }
    let start = 0;
    for (let end = chunk.indexOf(LINE_BREAK); end !== -1; end = chunk.indexOf(LINE_BREAK, start)) {
      if (!isTooLong) yield Buffer.concat([...rest, chunk.subarray(start, end)]).toString('utf8');
      rest = [];
      restBytes = 0;
      isTooLong = false;
      start = end + 1;
    }
    rest.push(chunk.subarray(start));
    restBytes += chunk.length - start;
    if (restBytes > MOST_LINE_BYTES) {
      yield null;
      rest = [];
      restBytes = 0;
      isTooLong = true;
    }
  }
}

const LINE_BREAK = 10;
const CHUNK_BYTES = 65_536;

/** The bytes of a file, expanded if it is compressed. It ends where that was cut short, and with null where damaged. */
async function* expanded(file: FileHandle): AsyncGenerator<Buffer | null> {
  const isStoredPlain = !(await isCompressed(file));
  const stored = file.createReadStream({ autoClose: false });
  if (isStoredPlain) return yield* stored;
  // Cut text is not an error.
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH, chunkSize: CHUNK_BYTES });
  try {
    yield* pipeline(stored, gunzip, () => {});
  } catch (thrown) {
    if (!isOfCompression(thrown)) throw thrown;
    yield null;
  }
}

const GZIP = Buffer.from([0x1f, 0x8b]);

/** Whether gzip wrote it, by its first bytes: lmon once wrote recordings as plain text. */
async function isCompressed(file: FileHandle): Promise<boolean> {
  const { buffer } = await file.read(Buffer.alloc(GZIP.length), 0, GZIP.length, 0);
  return buffer.equals(GZIP);
}

function isOfCompression(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('Z_');
}
