import { describe, expect, it } from 'vitest';
import { errorSentence } from '../../../src/commands/command/error-sentence.ts';
import { exitStatusOf } from '../../../src/commands/command/exit-status.ts';
import type { SourceError } from '../../../src/monitor/source-error.ts';
import { rawText } from '../../../src/terminal/text.ts';

const error = (
  kind: SourceError['kind'],
  name = 'SomeException',
  message = 'as AWS says it',
): SourceError => ({
  kind,
  action: 'lambda:ListFunctions',
  name: rawText(name),
  message: rawText(message),
});

const EXPIRED = 'credentials have expired: sign in again, with aws sso login or new keys';

describe('an error from AWS', () => {
  it.each([
    [error('expired'), 78, 'no valid credentials: as AWS says it'],
    [error('expired', 'ExpiredToken'), 78, EXPIRED],
    [error('expired', 'ExpiredTokenException'), 78, EXPIRED],
    [
      error('denied'),
      77,
      'access denied: the identity may not call lambda:ListFunctions; lmon doctor tells what is missing',
    ],
    [error('throttled'), 75, 'AWS throttles lambda:ListFunctions: too many calls in this account and Region'],
    [error('absent'), 66, 'not found: as AWS says it'],
    [error('unreachable'), 69, 'no answer to lambda:ListFunctions: SomeException (as AWS says it)'],
    [error('unreachable', 'ECONNREFUSED', ''), 69, 'no answer to lambda:ListFunctions: ECONNREFUSED'],
    [
      error('unreachable', 'ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1'),
      69,
      'no answer to lambda:ListFunctions: ECONNREFUSED (127.0.0.1:1)',
    ],
    [
      error('unreachable', 'ENOTFOUND', 'getaddrinfo ENOTFOUND lambda.eu-nowhere-9.amazonaws.com'),
      69,
      'no answer to lambda:ListFunctions: ENOTFOUND (lambda.eu-nowhere-9.amazonaws.com); no such Region or endpoint, or no DNS here',
    ],
    [
      error('unreachable', 'CERT_HAS_EXPIRED', 'certificate has expired: CERT_HAS_EXPIRED'),
      69,
      'no answer to lambda:ListFunctions: CERT_HAS_EXPIRED (certificate has expired)',
    ],
    [error('unreachable', 'HTTP 503', 'HTTP 503'), 69, 'no answer to lambda:ListFunctions: HTTP 503'],
    [
      error('malformed'),
      69,
      "an answer to lambda:ListFunctions that can't be read: SomeException (as AWS says it)",
    ],
  ])('becomes an exit status and a sentence: %j', (given, status, sentence) => {
    expect(exitStatusOf(given)).toBe(status);
    expect(errorSentence(given)).toBe(sentence);
  });
});
