import type { EpochMs } from '../../../lambda/time.ts';
import type { RunKey } from '../../../logs/runs/logged-run.ts';
import { SEARCHED_MS } from '../../../monitor/log/reading/find-request.ts';
import { ageInWords, utcMinute } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../../terminal/text.ts';
import type { LogScreenProps } from '../../log/log-screen-props.ts';
import { tailWaitingRows } from '../../log/tail-waiting-rows.ts';
import type { LogSpan } from '../../parts/app-settings.ts';
import { Screen } from '../../parts/frame/screen-row.tsx';
import type { HeaderFacts } from '../../parts/header/header-facts.ts';
import { clockTimes, secondText, type Times } from '../../parts/look/time-notation.ts';
import type { FoundRequest } from '../reading/use-found-request.ts';

interface AbsentInvocationProps extends LogScreenProps {
  readonly run: RunKey;
  readonly header: HeaderFacts;
  readonly search: FoundRequest;
  /** Whether the runs around it are being read, and the span of the log in which they are. */
  readonly isReading: boolean;
  readonly around: LogSpan | null;
}

/** In place of an invocation of which nothing was read. */
export function AbsentInvocation({
  run,
  size,
  path,
  isRoot,
  settings,
  header,
  search,
  isReading,
  around,
}: AbsentInvocationProps) {
  const { look } = settings;
  const says = isReading
    ? awaitedWords(around, clockTimes({ ...header, look }))
    : run.requestId === null
      ? safe`no call is known whose line this is`
      : absenceWords(run.requestId, search, settings.fleet?.pastMs ?? null);
  const rows = tailWaitingRows({ ...size, header, path, isRoot, says, look });
  return <Screen rows={rows} columns={size.columns} height={size.rows} look={look} />;
}

/** What it waits for: calls that read the lines around it take turns with all others. */
export function awaitedWords(around: LogSpan | null, times: Times): SafeText {
  if (around === null) return safe`finding out when the call of this line ran`;
  const span = safe`${secondText(around.sinceMs, times)} to ${secondText(around.untilMs, times)}`;
  return safe`waiting for AWS to send all lines from ${span}: the log on screen holds only a part of what this call and those beside it said`;
}

function absenceWords(requestId: RawText, search: FoundRequest, pastMs: EpochMs | null): SafeText {
  const span =
    pastMs === null
      ? safe`the last ${ageInWords(SEARCHED_MS)}`
      : safe`the ${ageInWords(SEARCHED_MS)} before ${utcMinute(pastMs)}`;
  switch (search.kind) {
    case 'failed':
      return safe`request ${safeText(requestId)} was not found: ${safeText(search.error.name)}, ${safeText(search.error.message)}`;
    case 'unsearched':
      return safe`request ${safeText(requestId)} was not looked for: ${safeText(search.complaint)}`;
    case 'absent':
    case 'found':
      return safe`no line of ${span} names request ${safeText(requestId)}${pastMs === null ? safe`` : safe`; :at now looks in the newest`}`;
    case 'idle':
    case 'searching':
      return safe`looking for request ${safeText(requestId)} in ${span}`;
  }
}
