import { keyOfRun, type LoggedRun } from '../../../logs/runs/logged-run.ts';
import type { LogTailSnapshot } from '../../../monitor/log/tail/log-tail-snapshot.ts';
import { answerFunctionRequest, isFunctionRequest } from '../../log/function-request.ts';
import type { OpenLogProps } from '../../log/log-screen-props.ts';
import { originAtHand } from '../../log/tail-logs.ts';
import { isRunTaking, takeRun } from '../run-taking.ts';
import type { InvocationsRequest } from './invocations-keys.ts';

/** Does what a key asked of code outside the list. @param run the selected one; null for none */
export function answerInvocationsRequest(
  request: InvocationsRequest,
  run: LoggedRun | null,
  snapshot: LogTailSnapshot,
  props: OpenLogProps,
) {
  if (isRunTaking(request)) return takeRun(request, run, snapshot, props);
  if (isFunctionRequest(request)) {
    const { functionName } = originAtHand(run?.lines[0] ?? null, snapshot);
    return answerFunctionRequest(request, functionName, props);
  }
  switch (request) {
    case 'open':
      return run === null ? undefined : props.onInvocation(keyOfRun(run));
    case 'logs':
      return props.onLogs();
    case 'back':
      return props.onBack();
  }
}
