import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { READ_OPERATIONS } from '../../src/aws/read-operations.ts';

describe('the policy in the README', () => {
  it('allows what lmon sends, and nothing else', () => {
    const policy = /```json\n(\{[\s\S]*?\n\})\n```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
    const { Statement } = JSON.parse(policy) as { Statement: { Action: string[] }[] };

    expect(Statement.flatMap(({ Action }) => Action).sort()).toEqual(Object.values(READ_OPERATIONS).sort());
  });
});
