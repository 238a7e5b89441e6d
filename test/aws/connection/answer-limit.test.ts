import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageLimit } from '../../../src/aws/connection/answer-limit.ts';

const message = (length: number): Buffer => {
  const bytes = Buffer.alloc(Math.max(4, length), 7);
  bytes.writeUInt32BE(length);
  return bytes;
};

const passed = (chunks: readonly Buffer[]) => buffer(Readable.from(chunks).pipe(new MessageLimit()));

describe('a stream of events', () => {
  it('passes unchanged, however its messages are cut', async () => {
    const lengths = fc.array(fc.integer({ min: 12, max: 60 }), { maxLength: 6 });
    const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(lengths, cuts, async (all, sizes) => {
        const bytes = Buffer.concat(all.map(message));
        const chunks: Buffer[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(await passed(chunks)).toEqual(bytes);
      }),
    );
  });

  it('ends with an error if a message declares a length beyond any answer', async () => {
    const declared = Buffer.alloc(12);
    declared.writeUInt32BE(0xff_ff_ff_f0);
    const limit = new MessageLimit();
    const failed = new Promise((resolve) => limit.once('error', resolve));
    limit.write(Buffer.concat([message(20), declared]));
    expect(await failed).toMatchObject({ name: 'AnswerTooLarge' });
  });
});
