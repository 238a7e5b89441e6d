import type { LogEvent } from '../log-group/log.ts';

/** A log event as queries see it: the fields that Logs Insights discovers in it, by name. */
export type QueryRecord = (field: string) => string | number | null;

const BYTES_PER_MB = 1_000_000;

/**
 * `@type`, `@duration` and the like for Lambda's lines; for JSON its members, with dotted names.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 */
export function recordOf(event: LogEvent): QueryRecord {
  let json: unknown;
  const member = (path: string): unknown => {
    json ??= event.message.startsWith('{') ? parsed(event.message) : null;
    return path.split('.').reduce<unknown>((value, name) => Object(value)[name], json);
  };
  return (field) => {
    switch (field) {
      case '@message':
        return event.message;
      case '@timestamp':
        return event.timestampMs;
      case '@logStream':
        return event.logStream;
      case '@type':
        return /^(START|END|REPORT) RequestId: /.exec(event.message)?.[1] ?? null;
      case '@duration':
        return quantity(event.message, /\tDuration: ([\d.]+) ms/);
      case '@billedDuration':
        return quantity(event.message, /\tBilled Duration: ([\d.]+) ms/);
      case '@maxMemoryUsed':
        return megabytes(event.message, /\tMax Memory Used: (\d+) MB/);
      case '@memorySize':
        return megabytes(event.message, /\tMemory Size: (\d+) MB/);
      default: {
        const value = member(field);
        return typeof value === 'string' || typeof value === 'number' ? value : null;
      }
    }
  };
}

function parsed(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return null;
  }
}

function quantity(message: string, pattern: RegExp): number | null {
  const found = message.startsWith('REPORT ') ? pattern.exec(message)?.[1] : undefined;
  return found === undefined ? null : Number(found);
}

function megabytes(message: string, pattern: RegExp): number | null {
  const mb = quantity(message, pattern);
  return mb === null ? null : mb * BYTES_PER_MB;
}
