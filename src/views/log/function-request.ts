import type { RawText } from '../../terminal/text.ts';
import type { OpenLogProps } from './log-screen-props.ts';

/** What keys of every log screen ask about the function at hand. */
const FUNCTION_REQUESTS = ['writeNote', 'nextFunction', 'previousFunction', 'headroom', 'triage'] as const;

export type FunctionRequest = (typeof FUNCTION_REQUESTS)[number];

export function isFunctionRequest(request: string): request is FunctionRequest {
  return FUNCTION_REQUESTS.some((each) => each === request);
}

/** @param functionName null where the log belongs to no function */
export function answerFunctionRequest(
  request: FunctionRequest,
  functionName: RawText | null,
  props: OpenLogProps,
) {
  switch (request) {
    case 'writeNote':
      return props.onWriteNote(functionName);
    case 'nextFunction':
      return props.onNeighbour(functionName, 1);
    case 'previousFunction':
      return props.onNeighbour(functionName, -1);
    case 'headroom':
      return props.onHeadroom(functionName);
    case 'triage':
      return props.onTriage(functionName);
  }
}
