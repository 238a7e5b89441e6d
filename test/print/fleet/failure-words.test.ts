import { describe, expect, it } from 'vitest';
import { NO_CREDENTIALS, type SourceErrorKind } from '../../../src/monitor/source-error.ts';
import { unreadLine } from '../../../src/print/fleet/failure-words.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';

describe('a log that could not be read', () => {
  it.each<{ kind: SourceErrorKind; name: string; says: string }>([
    { kind: 'denied', name: 'AccessDeniedException', says: 'denied: logs:FilterLogEvents' },
    { kind: 'unreachable', name: 'ECONNREFUSED', says: 'not read: unreachable' },
    { kind: 'expired', name: 'ExpiredTokenException', says: 'not read: credentials expired' },
    { kind: 'expired', name: NO_CREDENTIALS, says: 'not read: no credentials' },
  ])('says why: $says', ({ kind, name, says }) => {
    const error = { kind, action: 'logs:FilterLogEvents', name: rawText(name), message: rawText('') };
    expect(lineText(unreadLine({ error }))).toBe(says);
  });
});
