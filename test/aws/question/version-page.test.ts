import { describe, expect, it } from 'vitest';
import { answerJson, answerOf, errorOf, loopbackOfFile, patient, raw } from '../loopback-aws.ts';

const loopback = loopbackOfFile();

describe('versions', () => {
  it('are read with what distinguishes them, and without their environment variables', async () => {
    loopback.respond = answerJson({
      Versions: [
        {
          FunctionName: 'cart',
          FunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:cart:41',
          Version: '41',
          LastModified: '2026-11-24T02:41:07.000+0000',
          CodeSha256: 'digest',
          Runtime: 'nodejs22.x',
          Architectures: ['arm64'],
          MemorySize: 512,
          Timeout: 10,
          Layers: [{ Arn: 'arn:of:layer:3' }, null, { Arn: '' }],
          Environment: { Variables: { DB_PASSWORD: 'secret' } },
        },
        { Version: '42' },
      ],
      NextMarker: 'more',
    });
    expect(answerOf(await loopback.sources.functions.versions(raw('cart'), raw('next'), patient))).toEqual({
      items: [
        {
          version: '41',
          modifiedMs: Date.UTC(2026, 10, 24, 2, 41, 7),
          codeDigest: 'digest',
          runtime: 'nodejs22.x',
          architecture: 'arm64',
          memoryMb: 512,
          timeoutMs: 10_000,
          layers: ['arn:of:layer:3'],
        },
      ],
      nextToken: 'more',
    });
    expect(loopback.requests.at(-1)?.url).toBe('/2015-03-31/functions/cart/versions?Marker=next');
  });

  it('are unreadable without a list of them', async () => {
    loopback.respond = answerJson({ Versions: 'none' });
    expect(errorOf(await loopback.sources.functions.versions(raw('cart'), null, patient)).kind).toBe(
      'malformed',
    );
  });
});
