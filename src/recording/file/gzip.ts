import { constants, deflateRawSync } from 'node:zlib';

/** Text compressed part by part, as gzip does it. All parts in their order, and the end, are one file of gzip. */
export interface Gzip {
  /** Can be expanded as soon as it is written: nothing of it is held back for the next part. */
  part(text: Buffer): Buffer;
  end(): Buffer;
}

/** Deflate, no name, no time, and of no particular system. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
/** An empty block that is marked as the last one. */
const LAST_BLOCK = [3, 0];
/** A recording becomes a tenth larger than with the usual one, in half the time. */
const LEVEL = 3;
/** How far back text may refer. */
const WINDOW_BYTES = 32_768;

/**
 * Node has no stream of gzip that compresses at once. Instead, each part is compressed on its own with the text before it
 * as its dictionary, which comes to the same.
 */
export function createGzip(): Gzip {
  let window: Buffer = Buffer.alloc(0);
  let checksum = 0;
  let bytes = 0;
  return {
    part(text) {
      const isFirst = bytes === 0;
      const packed = deflateRawSync(text, {
        level: LEVEL,
        finishFlush: constants.Z_SYNC_FLUSH,
        ...(isFirst ? {} : { dictionary: window }),
      });
      window = Buffer.concat([window, text.subarray(-WINDOW_BYTES)]).subarray(-WINDOW_BYTES);
      checksum = crc32(text, checksum);
      bytes += text.length;
      return isFirst ? Buffer.concat([HEADER, packed]) : packed;
    },
    end() {
      const trailer = Buffer.alloc(8);
      trailer.writeUInt32LE(checksum, 0);
      trailer.writeUInt32LE(bytes % 2 ** 32, 4);
      return Buffer.concat([Buffer.from(LAST_BLOCK), trailer]);
    },
  };
}

/** For each byte, its remainder. */
const REMAINDERS = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest % 2 === 0 ? 0 : 0xed_b8_83_20);
  return rest;
});

/** Of a text that continues one with the checksum `before`. Older versions of Node don't have it. */
function crc32(text: Buffer, before: number): number {
  let rest = ~before;
  // Five times as fast as an iterator.
  for (let at = 0; at < text.length; at += 1)
    rest = (rest >>> 8) ^ (REMAINDERS[(rest ^ (text[at] ?? 0)) & 0xff] ?? 0);
  return ~rest >>> 0;
}
