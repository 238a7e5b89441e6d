import { constants, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGzip } from '../../../src/recording/file/gzip.ts';

const repeating = fc
  .tuple(fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 20_000 }))
  .map(([word, times]) => word.repeat(times).slice(0, 100_000));

describe('text compressed part by part', () => {
  it('is what gzip expands, with its checksum', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), repeating)), (texts) => {
        const gzip = createGzip();
        const parts = [...texts, 'end'].map((text) => gzip.part(Buffer.from(text)));
        expect(gunzipSync(Buffer.concat([...parts, gzip.end()])).toString()).toBe(`${texts.join('')}end`);
      }),
      { numRuns: 50 },
    );
  });

  it('expands as far as it was written', () => {
    const gzip = createGzip();
    let written = Buffer.alloc(0);
    for (const [index, text] of ['one\n', 'two\n', 'one\ntwo\n'.repeat(9_000), 'three'].entries()) {
      written = Buffer.concat([written, gzip.part(Buffer.from(text))]);
      const expanded = gunzipSync(written, { finishFlush: constants.Z_SYNC_FLUSH }).toString();
      expect([index, expanded.endsWith(text)]).toEqual([index, true]);
    }
  });

  it('is hardly larger than if it were compressed as a whole', () => {
    const lines = Array.from(
      { length: 2_000 },
      (_, at) => `{"fact":"event","atMs":${at},"group":"/aws/lambda/x"}\n`,
    );
    const whole = createGzip().part(Buffer.from(lines.join('')));
    const gzip = createGzip();
    const parts = Array.from({ length: 40 }, (_, part) =>
      gzip.part(Buffer.from(lines.slice(50 * part, 50 * (part + 1)).join(''))),
    );
    expect(Buffer.concat(parts).length).toBeLessThan(1.1 * whole.length);
  });
});
