import { describe, expect, it } from 'vitest';
import { signatureOf } from '../../../src/triage/report/log-signature.ts';
import { raw } from './case-file-of.ts';

const named = (says: string) => signatureOf({ kind: 'logged', says: raw(says) })?.name ?? null;

describe('what failures name in their own words', () => {
  it.each([
    ['downstreamThrottle', 'Request failed with status code 429'],
    ['downstreamThrottle', '{"statusCode":429}'],
    ['downstreamThrottle', '{\\"response_code\\": \\"429\\"}'],
    ['downstreamThrottle', 'HTTP/1.1 429'],
    ['downstreamThrottle', 'the status was 429'],
    ['tooLarge', 'answer: HTTP 413'],
    ['tooLarge', 'Message must be shorter than 262144 bytes.'],
    ['tooLarge', 'body must be shorter than 6,291,456 bytes'],
  ])('is %s: %s', (name, says) => {
    expect(named(says)).toBe(name);
  });

  it.each([
    'order 429 was stored before',
    'barcode 429 is unknown',
    'row 413 is locked',
    'status: order 413 is late',
    'name must be shorter than 50 characters',
  ])('is nothing where a number is no status, and a length no size: %s', (says) => {
    expect(named(says)).toBeNull();
  });
});
