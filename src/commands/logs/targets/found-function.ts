import type { FunctionReference } from '../../../lambda/function/function-reference.ts';
import type { Asking } from '../../../monitor/calls/asking.ts';
import type { Session } from '../../session/session.ts';
import type { TargetPlace } from './target-place.ts';

/** A function as it was named, and what it is asked about with. */
export interface FoundFunction {
  readonly reference: FunctionReference;
  readonly place: TargetPlace;
  readonly session: Session;
  readonly asking: Asking;
}
