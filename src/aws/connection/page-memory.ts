/**
 * Memory for pages, used again and again: a page takes megabytes, and fresh memory would have to be cleared by the
 * system first.
 */
export interface PageMemory {
  /** Room for a page, with any content. */
  take(length: number): Buffer;
  /** Call when nothing reads `page` any more, and only once: the next page is written over it. */
  giveBack(page: Buffer): void;
}

const MEBIBYTE = 1_048_576;
/** Pages differ in length: whole mebibytes fit the next one as well. What is never written takes no memory. */
const STEP_BYTES = MEBIBYTE;
/** For shorter answers, clearing memory costs nothing that can be noticed. */
const LEAST_BYTES = MEBIBYTE / 16;
/** While one page of a log is read and the next arrives, no third is asked for. Both are spare before a slow answer. */
const MOST_SPARES = 2;
/** A page is 1 MB of messages at most, and several times that as JSON. */
const MOST_BYTES = 8 * MEBIBYTE;

export function createPageMemory(): PageMemory {
  let spares: readonly ArrayBuffer[] = [];
  return {
    take(length) {
      if (length <= LEAST_BYTES) return Buffer.allocUnsafeSlow(length);
      const room = spares.find(({ byteLength }) => byteLength >= length) ?? roomFor(length);
      spares = spares.filter((spare) => spare !== room);
      return Buffer.from(room, 0, length);
    },
    giveBack({ buffer }) {
      const { byteLength } = buffer;
      const isRoom = byteLength >= STEP_BYTES && byteLength <= MOST_BYTES;
      if (isRoom && buffer instanceof ArrayBuffer) spares = [buffer, ...spares].slice(0, MOST_SPARES);
    },
  };
}

/** Not cleared, unlike that of `new ArrayBuffer`. */
function roomFor(length: number): ArrayBuffer {
  return Buffer.allocUnsafeSlow(Math.ceil(length / STEP_BYTES) * STEP_BYTES).buffer;
}
