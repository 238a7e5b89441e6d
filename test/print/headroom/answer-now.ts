import type { FunctionStatus } from '../../../src/monitor/function/status/function-status.ts';
import type { Headroom } from '../../../src/monitor/headroom/headroom.ts';
import { limitAnswer } from '../../../src/print/headroom/limit-answer.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';

type Known = Pick<Headroom, 'provisioned' | 'pool'>;

/** The answer of the headroom screen while AWS answers. */
export function answerNow(
  status: FunctionStatus,
  headroom: Known = { provisioned: null, pool: null },
): string {
  return plainLine(limitAnswer(status, headroom, 'present'));
}
