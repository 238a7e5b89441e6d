import { describe, expect, it } from 'vitest';
import type { EventFact, Known } from '../../../src/recording/fact.ts';
import { redacted } from '../../../src/recording/recorder/redaction.ts';
import { rawText } from '../../../src/terminal/text.ts';

describe('a log line in the black box', () => {
  it.each([
    ['key AKIAIOSFODNN7EXAMPLE used', 'key [access key] used'],
    ['{"password":"hunter2","user":"x"}', '{"password":"[masked]","user":"x"}'],
    ['sent to jane.doe+x@example.com', 'sent to [mail]'],
    ['postgres://app:hunter2@db.internal/x', 'postgres://[masked]@db.internal/x'],
    [
      'I am arn:aws:sts::123456789012:assumed-role/OnCall/jane',
      'I am arn:aws:sts::123456789012:assumed-role/OnCall/session',
    ],
  ])('%s is %s', (line, expected) => {
    expect(keptOf(line)).toBe(expected);
  });

  it('is cut after 4,096 characters, and no secret is cut in two', () => {
    const kept = keptOf(`${'word '.repeat(818)}AKIAIOSFODNN7EXAMPLE ${'x '.repeat(3_000)}`);
    expect(kept.length).toBeLessThanOrEqual(4_096 + ' [cut]'.length);
    expect(kept).toMatch(/word [^A]*\[cut\]$/);
    expect(kept).not.toContain('AKIA');
  });

  it('keeps nothing of a password whose end was cut', () => {
    const kept = keptOf(`${'word '.repeat(800)}"password":"correct horse ${'battery '.repeat(100)}staple"`);
    expect(kept).toMatch(/word "password":"\[masked\] \[cut\]$/);
  });

  function keptOf(line: string): string {
    const event: EventFact = {
      fact: 'event',
      atMs: 0,
      group: rawText('/aws/lambda/x'),
      eventId: rawText('1'),
      logStream: rawText('stream'),
      timestampMs: 0,
      ingestionMs: 0,
      message: rawText(line),
    };
    return (redacted(event) as EventFact).message;
  }
});

describe("the user's identity", () => {
  it.each([
    [
      'arn:aws:sts::123456789012:assumed-role/Admin/jane@example.com',
      'arn:aws:sts::123456789012:assumed-role/Admin/session',
    ],
    ['arn:aws:sts::123456789012:federated-user/jane', 'arn:aws:sts::123456789012:federated-user/session'],
    [
      'arn:aws-cn:sts::123456789012:assumed-role/Admin/jane',
      'arn:aws-cn:sts::123456789012:assumed-role/Admin/session',
    ],
    ['arn:aws:iam::123456789012:user/deploy', 'arn:aws:iam::123456789012:user/deploy'],
  ])('is left out of the caller %s', (arn, expected) => {
    const caller: Known['caller'] = {
      accountId: rawText('123456789012'),
      arn: rawText(arn),
      expiresMs: null,
    };
    expect(redacted({ fact: 'known', atMs: 0, what: 'caller', of: null, value: caller })).toMatchObject({
      value: { arn: expected },
    });
  });

  it('is left out of an error', () => {
    const message = rawText(
      'User: arn:aws:sts::123456789012:assumed-role/OnCall/jane@example.com is not authorized to perform: logs:FilterLogEvents',
    );
    const error = {
      kind: 'denied',
      action: 'logs:FilterLogEvents',
      name: rawText('AccessDenied'),
      message,
    } as const;
    expect(redacted({ fact: 'error', atMs: 0, what: 'log', of: null, error })).toMatchObject({
      error: {
        message:
          'User: arn:aws:sts::123456789012:assumed-role/OnCall/session is not authorized to perform: logs:FilterLogEvents',
      },
    });
  });
});
