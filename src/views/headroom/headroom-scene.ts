import type { AwsAccess } from '../../terminal/aws-command.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { FunctionScene } from '../function/function-scene.ts';

/** Everything that the headroom screen shows, independent of the theme. */
export interface HeadroomScene extends FunctionScene {
  readonly access: AwsAccess;
  readonly thresholds: Thresholds;
  /** Which page a narrow screen shows, counted on from the first when the last is passed. */
  readonly page: number;
  /** By how many rows it was scrolled. */
  readonly step: number;
}
