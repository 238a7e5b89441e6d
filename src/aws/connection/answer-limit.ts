import { Transform, type TransformCallback } from 'node:stream';

/** AWS ends a page of log events at 1 MB, and no other answer that lmon requests comes near that. */
const MOST_MEBIBYTES = 16;
const MOST_BYTES = MOST_MEBIBYTES * 1_048_576;

/** Thrown at the reader of an endless answer. */
class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';

  constructor() {
    super(`the answer is longer than ${MOST_MEBIBYTES} MiB`);
  }
}

/**
 * The declared length of an answer, if it is within the limit: HTTP reads no more than that, so the bytes need not be
 * counted. Else null.
 */
export function declaredLength(headers: Readonly<Record<string, string>>): number | null {
  const declared = headers['content-length'] ?? '';
  return /^\d+$/.test(declared) && Number(declared) <= MOST_BYTES ? Number(declared) : null;
}

/** Passes the bytes of one answer, and fails beyond the limit. */
export class AnswerLimit extends Transform {
  #bytesLeft = MOST_BYTES;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#bytesLeft -= chunk.length;
    if (this.#bytesLeft < 0) done(new AnswerTooLarge());
    else done(null, chunk);
  }
}

/** An event stream's message begins with its own length, big-endian, these bytes included. */
const LENGTH_BYTES = 4;

/**
 * Passes an endless event stream message by message, and fails where one declares an excessive length: a decoder would
 * allocate all of it at once.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html
 */
export class MessageLimit extends Transform {
  #bytesLeft = 0;
  #lengthBytes = 0;
  #length = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    for (let at = 0; at < chunk.length; ) {
      if (this.#bytesLeft > 0) {
        const skipped = Math.min(this.#bytesLeft, chunk.length - at);
        this.#bytesLeft -= skipped;
        at += skipped;
        continue;
      }
      this.#length = this.#length * 256 + (chunk[at] ?? 0);
      this.#lengthBytes += 1;
      at += 1;
      if (this.#lengthBytes < LENGTH_BYTES) continue;
      if (this.#length > MOST_BYTES) {
        done(new AnswerTooLarge());
        return;
      }
      this.#bytesLeft = Math.max(0, this.#length - LENGTH_BYTES);
      this.#lengthBytes = 0;
      this.#length = 0;
    }
    done(null, chunk);
  }
}
