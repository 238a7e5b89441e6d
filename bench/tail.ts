// Compares `lmon tail` with the AWS CLI, measured in one run. Usage: node bench/tail.ts [part ...]; see README.md here.
import { benchRun } from './bench-run.ts';
import { drain } from './drain.ts';
import { firstEvent } from './first-event.ts';
import { idleRequests } from './idle.ts';
import { live } from './live.ts';
import { logScreen } from './log-screen.ts';
import { awsCliPath } from './peer.ts';
import { streamed } from './streamed.ts';

const aws = awsCliPath();
if (aws === null) {
  console.log('There is no aws here to compare with (apt-get install awscli): lmon alone, and no ratios.\n');
}

await benchRun(
  'tail',
  {
    first: () => firstEvent(aws),
    'drain-100k': () => drain(100_000, aws),
    'drain-1m': () => drain(1_000_000, aws),
    live: () => live(aws),
    streamed,
    idle: () => idleRequests(aws),
    screen: logScreen,
  },
  aws,
);
