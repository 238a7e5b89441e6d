import { keyOfRun, type LoggedRun } from '../../../logs/runs/logged-run.ts';
import type { LogTailSnapshot } from '../../../monitor/log/tail/log-tail-snapshot.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { answerFunctionRequest, isFunctionRequest } from '../../log/function-request.ts';
import type { OpenLogProps } from '../../log/log-screen-props.ts';
import { originAtHand } from '../../log/tail-logs.ts';
import { isRunTaking, takeRun } from '../run-taking.ts';
import type { InvocationsRequest } from './invocations-keys.ts';

/** The selected run, or why none is listed. */
type Selected = { readonly run: LoggedRun } | { readonly run: null; readonly why: SafeText };

/** Does what a key asked of code outside the list. */
export function answerInvocationsRequest(
  request: InvocationsRequest,
  selected: Selected,
  snapshot: LogTailSnapshot,
  props: OpenLogProps,
) {
  const { run } = selected;
  if (request === 'open' || isRunTaking(request)) {
    if (run === null) return props.onSay(safe`no invocation is selected: ${selected.why}`);
    return request === 'open' ? props.onInvocation(keyOfRun(run)) : takeRun(request, run, snapshot, props);
  }
  if (isFunctionRequest(request)) {
    const { functionName } = originAtHand(run?.lines[0] ?? null, snapshot);
    return answerFunctionRequest(request, functionName, props);
  }
  switch (request) {
    case 'logs':
      return props.onLogs();
    case 'present':
      return props.onPresent();
    case 'back':
      return props.onBack();
  }
}
