import type { LogEvent } from '../log-group/log.ts';
import type { QueryTable } from './query-table.ts';

/** Parts that look like values varying between lines. */
const VARYING = /[0-9a-f]{8}-[0-9a-f-]{27}|\b(?=[\w.:-]*\d)[\w.:-]+\b/gi;

/** The rows of `pattern @message`: lines that differ only in numbers and ids have one pattern. */
export function createPatternTable(): QueryTable {
  const counts = new Map<string, number>();
  let lines = 0;
  return {
    add({ message }: LogEvent) {
      const pattern = message.trimEnd().replace(VARYING, '<*>');
      counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
      lines += 1;
    },
    rows: () =>
      [...counts]
        .toSorted(([, one], [, other]) => other - one)
        .map(([pattern, count]) => [
          ['@pattern', pattern],
          ['@sampleCount', String(count)],
          ['@ratio', (count / lines).toFixed(4)],
          ['@severityLabel', /error|exception|fatal/i.test(pattern) ? 'Error' : 'None'],
        ]),
  };
}
