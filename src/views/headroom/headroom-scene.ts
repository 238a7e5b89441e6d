import type { FunctionScene } from '../function/function-scene.ts';
import type { AwsAccess } from '../parts/aws-command.ts';

/** Everything that the headroom screen shows, before it meets a theme. */
export interface HeadroomScene extends FunctionScene {
  readonly access: AwsAccess;
  /** Which page a narrow screen shows. */
  readonly page: number;
}
