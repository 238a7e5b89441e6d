import { Timestamp } from '../timestamp.ts';

const EPOCH_SECONDS_TAG = 1;
const INDEFINITE = 31;
const BREAK = 0xff;
const DEEPEST = 32;
/** Three times what the largest PutMetricData holds. A byte is enough for an item, and an item costs a hundred. */
const MOST_ITEMS = 1_000_000;

/**
 * The value that `bytes` hold in CBOR. Tag 1 becomes a `Timestamp`; other tags are dropped.
 *
 * @throws RangeError when the bytes end early, go on behind the value, nest too deep, hold too much or mean nothing.
 * @see https://www.rfc-editor.org/rfc/rfc8949
 */
export function cborValue(bytes: Buffer): unknown {
  const cursor: Cursor = { bytes, at: 0, itemsLeft: MOST_ITEMS };
  const value = readItem(cursor, 0);
  if (cursor.at !== bytes.length) throw new RangeError('bytes behind the value');
  return value;
}

interface Cursor {
  readonly bytes: Buffer;
  at: number;
  itemsLeft: number;
}

function readItem(cursor: Cursor, depth: number): unknown {
  if (depth > DEEPEST) throw new RangeError('nested too deep');
  countItem(cursor);
  const first = takeByte(cursor);
  const majorType = first >> 5;
  const info = first & 0x1f;
  switch (majorType) {
    case 0:
      return readArgument(cursor, info);
    case 1:
      return -1 - readArgument(cursor, info);
    case 2:
      return Buffer.concat(readChunks(cursor, info));
    case 3:
      return Buffer.concat(readChunks(cursor, info)).toString('utf8');
    case 4:
      return readItems(cursor, info, 1, depth);
    case 5:
      return readMap(cursor, info, depth);
    case 6: {
      const tag = readArgument(cursor, info);
      const value = readItem(cursor, depth + 1);
      return tag === EPOCH_SECONDS_TAG && typeof value === 'number' ? new Timestamp(value * 1_000) : value;
    }
    default:
      return readSimple(cursor, info);
  }
}

function readMap(cursor: Cursor, info: number, depth: number): object {
  const namesAndValues = readItems(cursor, info, 2, depth);
  const entries: [string, unknown][] = [];
  for (let at = 0; at < namesAndValues.length; at += 2) {
    entries.push([String(namesAndValues[at]), namesAndValues[at + 1]]);
  }
  return Object.fromEntries(entries);
}

function readItems(cursor: Cursor, info: number, itemsPerEntry: number, depth: number): unknown[] {
  const items: unknown[] = [];
  if (info === INDEFINITE) {
    while (cursor.bytes[cursor.at] !== BREAK) items.push(readItem(cursor, depth + 1));
    cursor.at += 1;
    if (items.length % itemsPerEntry !== 0) throw new RangeError('a name without a value');
    return items;
  }
  const count = readArgument(cursor, info) * itemsPerEntry;
  for (let index = 0; index < count; index += 1) items.push(readItem(cursor, depth + 1));
  return items;
}

function readChunks(cursor: Cursor, info: number): Buffer[] {
  if (info !== INDEFINITE) return [takeBytes(cursor, readArgument(cursor, info))];
  const chunks: Buffer[] = [];
  while (cursor.bytes[cursor.at] !== BREAK) {
    countItem(cursor);
    chunks.push(takeBytes(cursor, readArgument(cursor, takeByte(cursor) & 0x1f)));
  }
  cursor.at += 1;
  return chunks;
}

function readSimple(cursor: Cursor, info: number): unknown {
  switch (info) {
    case 20:
      return false;
    case 21:
      return true;
    case 22:
      return null;
    case 23:
      return undefined;
    case 25:
      return halfPrecision(takeBytes(cursor, 2).readUInt16BE(0));
    case 26:
      return takeBytes(cursor, 4).readFloatBE(0);
    case 27:
      return takeBytes(cursor, 8).readDoubleBE(0);
    default:
      throw new RangeError(`simple value ${info}`);
  }
}

function readArgument(cursor: Cursor, info: number): number {
  if (info < 24) return info;
  switch (info) {
    case 24:
      return takeByte(cursor);
    case 25:
      return takeBytes(cursor, 2).readUInt16BE(0);
    case 26:
      return takeBytes(cursor, 4).readUInt32BE(0);
    case 27:
      return Number(takeBytes(cursor, 8).readBigUInt64BE(0));
    default:
      throw new RangeError(`argument ${info}`);
  }
}

function countItem(cursor: Cursor): void {
  cursor.itemsLeft -= 1;
  if (cursor.itemsLeft < 0) throw new RangeError('too many items');
}

function takeByte(cursor: Cursor): number {
  const byte = cursor.bytes[cursor.at];
  if (byte === undefined) throw new RangeError('the bytes end early');
  cursor.at += 1;
  return byte;
}

function takeBytes(cursor: Cursor, count: number): Buffer {
  const end = cursor.at + count;
  if (end > cursor.bytes.length) throw new RangeError('the bytes end early');
  const taken = cursor.bytes.subarray(cursor.at, end);
  cursor.at = end;
  return taken;
}

function halfPrecision(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1_024) * 2 ** (exponent - 15);
}
