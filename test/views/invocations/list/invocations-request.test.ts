import { describe, expect, it } from 'vitest';
import type { LogTailSnapshot } from '../../../../src/monitor/log/tail/log-tail-snapshot.ts';
import { safe } from '../../../../src/terminal/safe-text.ts';
import type { SafeText } from '../../../../src/terminal/text.ts';
import type { InvocationsRequest } from '../../../../src/views/invocations/list/invocations-keys.ts';
import { answerInvocationsRequest } from '../../../../src/views/invocations/list/invocations-request.ts';
import type { OpenLogProps } from '../../../../src/views/log/log-screen-props.ts';

const OF_A_RUN = [
  'open',
  'copy',
  'console',
  'trace',
  'note',
] as const satisfies readonly InvocationsRequest[];

describe('a key of the list of invocations', () => {
  it.each(OF_A_RUN)('says why there is none to %s while none is listed', (request) => {
    const said: SafeText[] = [];
    const props = { onSay: (says: SafeText) => said.push(says) } as unknown as OpenLogProps;
    answerInvocationsRequest(
      request,
      { run: null, why: safe`reading the log` },
      {} as LogTailSnapshot,
      props,
    );
    expect(said).toEqual(['no invocation is selected: reading the log']);
  });
});
