import { Timestamp } from '../timestamp.ts';

const UNSIGNED = 0;
const NEGATIVE = 1;
const BYTES = 2;
const TEXT = 3;
const LIST = 4;
const MAP = 5;
const TAG = 6;
const EPOCH_SECONDS_TAG = 1;
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;
const DOUBLE = 0xfb;

/**
 * `value` in CBOR. Absent members leave nothing; a `Timestamp` becomes tag 1 (epoch seconds).
 *
 * @see https://www.rfc-editor.org/rfc/rfc8949
 */
export function cborBytes(value: unknown): Buffer {
  const parts: Buffer[] = [];
  write(value, parts);
  return Buffer.concat(parts);
}

function write(value: unknown, parts: Buffer[]): void {
  if (value === null || value === undefined) return void parts.push(Buffer.of(NULL));
  if (typeof value === 'boolean') return void parts.push(Buffer.of(value ? TRUE : FALSE));
  if (typeof value === 'number') return void parts.push(numberBytes(value));
  if (typeof value === 'string') {
    const bytes = Buffer.from(value, 'utf8');
    return void parts.push(head(TEXT, bytes.length), bytes);
  }
  if (Buffer.isBuffer(value)) return void parts.push(head(BYTES, value.length), value);
  if (value instanceof Timestamp) {
    return void parts.push(head(TAG, EPOCH_SECONDS_TAG), numberBytes(value.toJSON()));
  }
  if (Array.isArray(value)) {
    parts.push(head(LIST, value.length));
    for (const item of value) write(item, parts);
    return;
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  parts.push(head(MAP, members.length));
  for (const [name, member] of members) {
    write(name, parts);
    write(member, parts);
  }
}

function numberBytes(value: number): Buffer {
  if (Number.isSafeInteger(value)) return value < 0 ? head(NEGATIVE, -1 - value) : head(UNSIGNED, value);
  const bytes = Buffer.alloc(9);
  bytes.writeUInt8(DOUBLE, 0);
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

/** The first bytes of a data item: its major type, and a number in as few bytes as hold it. */
function head(majorType: number, argument: number): Buffer {
  const type = majorType << 5;
  if (argument < 24) return Buffer.of(type | argument);
  if (argument < 0x100) return Buffer.of(type | 24, argument);
  if (argument < 0x1_0000) return Buffer.of(type | 25, argument >> 8, argument & 0xff);
  if (argument < 0x1_0000_0000) {
    const bytes = Buffer.alloc(5);
    bytes.writeUInt8(type | 26, 0);
    bytes.writeUInt32BE(argument, 1);
    return bytes;
  }
  const bytes = Buffer.alloc(9);
  bytes.writeUInt8(type | 27, 0);
  bytes.writeBigUInt64BE(BigInt(argument), 1);
  return bytes;
}
