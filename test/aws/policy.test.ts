import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { READ_OPERATIONS } from '../../src/aws/connection/read-operations.ts';
import { PERMISSION_ACTIONS, PERMISSIONS } from '../../src/monitor/calls/permission.ts';

const SENT = Object.values(READ_OPERATIONS).toSorted();

describe('the policy in the README', () => {
  const policy = /```json\n(\{[\s\S]*?\n\})\n```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
  const { Statement } = JSON.parse(policy) as { Statement: { Sid: string; Action: string[] }[] };

  it('allows what lmon sends, and nothing else', () => {
    expect(Statement.flatMap(({ Action }) => Action).toSorted()).toEqual(SENT);
  });

  it.each(['Needed', 'Optional'])('calls %s what is', (sid) => {
    expect(Statement.find(({ Sid }) => Sid === sid)?.Action).toEqual(
      PERMISSION_ACTIONS.filter((action) => PERMISSIONS[action].isNeeded === (sid === 'Needed')),
    );
  });
});

describe('the permissions that lmon mentions', () => {
  it('are those it uses', () => {
    expect(PERMISSION_ACTIONS.toSorted()).toEqual(SENT);
  });
});
