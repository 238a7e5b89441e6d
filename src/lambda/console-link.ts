import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';

/** The domain of the AWS console for the Region. */
function consoleDomain(region: string): SafeText {
  if (region.startsWith('cn-')) return safe`console.amazonaws.cn`;
  if (region.startsWith('us-gov-')) return safe`console.amazonaws-us-gov.com`;
  return safe`console.aws.amazon.com`;
}

/**
 * Links to the AWS console of one Region. Names are percent-encoded, so that an address is ASCII without spaces and
 * control characters whatever it contains.
 *
 * @see https://docs.aws.amazon.com/awsconsolehelpdocs/latest/gsg/working-with-console.html
 */
export function functionLink(region: SafeText, functionName: SafeText): SafeText {
  return safe`${homeOf('lambda', region)}#/functions/${encoded(functionName)}`;
}

export function logGroupLink(region: SafeText, group: SafeText): SafeText {
  return safe`${homeOf('cloudwatch', region)}#logsV2:log-groups/log-group/${consoleEncoded(group)}`;
}

/** The events of one log stream from `fromMs` on. */
export function logStreamLink(region: SafeText, group: SafeText, stream: SafeText, fromMs: number): SafeText {
  const start = withDollars(`?start=${fromMs}`);
  return safe`${logGroupLink(region, group)}/log-events/${consoleEncoded(stream)}${start}`;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-xray-traces.html */
export function traceLink(region: SafeText, traceId: SafeText): SafeText {
  return safe`${homeOf('cloudwatch', region)}#xray:traces/${encoded(traceId)}`;
}

/**
 * The traces that a function takes part in.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-deeplinks.html
 */
export function traceListLink(region: SafeText, functionName: SafeText): SafeText {
  return safe`${homeOf('xray', region)}#/traces?filter=${encoded(safe`service("${functionName}")`)}`;
}

function homeOf(service: 'lambda' | 'cloudwatch' | 'xray', region: SafeText): SafeText {
  const place = encoded(region);
  return safe`https://${place}.${consoleDomain(region)}/${safeText(service)}/home?region=${place}`;
}

/**
 * A name as CloudWatch's console encodes it after the `#`: twice, the second time with `$` for `%`, so that a slash is
 * `$252F` and the dollar of `[$LATEST]` is `$2524`. The console's own syntax, such as `?`, is encoded once: `$3F`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
 */
function consoleEncoded(name: SafeText): SafeText {
  return withDollars(encoded(name));
}

function withDollars(text: string): SafeText {
  return safeText(encodeURIComponent(text).replaceAll('%', '$'));
}

function encoded(text: SafeText): SafeText {
  return safeText(encodeURIComponent(text));
}
