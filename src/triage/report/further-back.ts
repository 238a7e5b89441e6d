import type { Line } from '../../terminal/line.ts';
import { ageInWords, durationInWords, groupedText, percentText, utcMinute } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { quoted, strong, words } from '../../terminal/words.ts';
import { countChanges } from '../onset/count-changes.ts';
import type { CaseFile } from './case-file/case-file.ts';
import type { CallBin, FoundPattern, FurtherPart, FurtherReading } from './case-file/further-reading.ts';
import type { Claim, Evidence } from './claims/claim.ts';

type Read = Extract<FurtherReading, { readonly kind: 'read' }>;

const MOST_PATTERNS = 5;
const LONGEST_PATTERN = 140;
const BYTES_PER_MB = 1_000_000;

/** What hours of the log show: calls, failures and their changes, durations, and error messages. */
export function furtherBack(file: CaseFile): readonly Claim[] {
  const { further } = file;
  if (further === null) return [];
  if (further.kind === 'underWay')
    return [{ says: words`${progressText(further.readBytes, further)}`, evidence: [] }];
  if (further.kind === 'unread')
    return [{ says: words`not read: ${quoted(safeText(further.because))}`, evidence: [] }];
  const evidence = [queryEvidence(file, further)];
  const says: readonly Line[] = [
    ...partLines(further.calls, safe`how calls ended`, (bins) => callLines(further, bins)),
    ...partLines(further.patterns, safe`which errors are the commonest`, (patterns) =>
      patterns.slice(0, MOST_PATTERNS).map(patternLine),
    ),
    words`${queriesText(further.queries)} read ${sizeText(further.scannedBytes)}: ${dollarsText(further.dollars)} by list price`,
  ];
  return says.map((line) => ({ says: line, evidence }));
}

function queryEvidence({ configuration }: CaseFile, { fromMs, toMs }: Read): Evidence {
  return { source: 'log', logGroup: configuration.logGroup, fromMs, toMs, requestId: null };
}

/** The answer of one query is shown even if the other failed. */
function partLines<Item>(
  part: FurtherPart<Item>,
  what: SafeText,
  linesOf: (items: readonly Item[]) => readonly Line[],
): readonly Line[] {
  return part.kind === 'read'
    ? linesOf(part.items)
    : [words`${what} was not read: ${quoted(safeText(part.because))}`];
}

function callLines(read: Read, bins: readonly CallBin[]): readonly Line[] {
  return [callsLine(read, bins), ...failureChanges(bins), ...durationLine(read, bins)];
}

function callsLine({ fromMs, toMs }: Read, bins: readonly CallBin[]): Line {
  const sum = (of: (bin: CallBin) => number) => bins.reduce((total, bin) => total + of(bin), 0);
  const calls = sum((bin) => bin.calls);
  const coldStarts = sum((bin) => bin.coldStarts);
  const span = words`in ${ageInWords(toMs - fromMs)} since ${utcMinute(fromMs)}`;
  if (calls === 0) return words`no call ended ${span}`;
  return words`${strong(groupedText(calls))} calls ${span}: ${groupedText(sum((bin) => bin.timeouts))} timed out, ${groupedText(sum((bin) => bin.crashes))} crashed or ran out of memory, ${percentText(coldStarts / calls)} % started cold`;
}

function failureChanges(bins: readonly CallBin[]): readonly Line[] {
  const row = bins.map(({ timeouts, crashes, calls }) => ({ count: timeouts + crashes, total: calls }));
  return countChanges(row).map(({ place, before, after }) => {
    const at = utcMinute(bins[place]?.startMs ?? 0);
    return words`since ${strong(at)} ${percentText(after)} % end so, ${percentText(before)} % before`;
  });
}

function durationLine(read: Read, bins: readonly CallBin[]): readonly Line[] {
  const [first, ...later] = withoutCutEnds(bins, read);
  const last = later.at(-1);
  if (first?.p50Ms == null || last?.p50Ms == null) return [];
  const longestMs = Math.max(...bins.map(({ maxMs }) => maxMs ?? 0));
  const memory = bins.flatMap(({ maxMemoryMb }) => maxMemoryMb ?? []);
  const used = memory.length === 0 ? safe`` : safe`; at most ${groupedText(Math.max(...memory))} MB used`;
  return [
    words`duration p50 ${durationInWords(first.p50Ms)} at first, ${strong(durationInWords(last.p50Ms))} at last; p99 ${durationInWords(first.p99Ms ?? 0)} and ${durationInWords(last.p99Ms ?? 0)}; longest ${durationInWords(longestMs)}${used}`,
  ];
}

/** A span seldom begins and ends with a bin: quantiles of the few calls in the rest of one say nothing of the others. */
function withoutCutEnds(bins: readonly CallBin[], { fromMs, toMs }: Read): readonly CallBin[] {
  return bins.filter(({ startMs, endMs }) => {
    const readMs = Math.min(endMs, toMs) - Math.max(startMs, fromMs);
    return readMs >= (endMs - startMs) / 2;
  });
}

/** Placeholders of Logs Insights; a report uses a single sign for them. */
const TOKEN = /<(?:\*|[A-Za-z]+-\d{1,4})>/g;

function patternLine({ pattern, lines }: FoundPattern): Line {
  const says = safeText(saidIn(pattern).replace(TOKEN, '#').slice(0, LONGEST_PATTERN));
  return words`${strong(groupedText(lines))} error lines: ${quoted(says)}`;
}

/** The message in a pattern of JSON lines. */
function saidIn(pattern: string): string {
  const member = /"(?:errorMessage|message|msg)"\s?:\s?"((?:[^"\\]|\\.){1,400})"/.exec(pattern)?.[1];
  return member ?? pattern.split('\n')[0] ?? pattern;
}

function queriesText(queries: number): SafeText {
  return queries === 1 ? safe`1 query` : safe`${queries} queries`;
}

function sizeText(bytes: number): SafeText {
  const mb = bytes / BYTES_PER_MB;
  return mb >= 1_000 ? safe`${safeText((mb / 1_000).toFixed(1))} GB` : safe`${groupedText(Math.ceil(mb))} MB`;
}

function dollarsText(dollars: number): SafeText {
  return dollars < 0.01 ? safe`less than $0.01` : safeText(`$${dollars.toFixed(2)}`);
}

/** Shown before anything is billed. */
export function estimateText({
  bytes,
  dollars,
}: {
  readonly bytes: number;
  readonly dollars: number;
}): SafeText {
  return safe`Logs Insights will read about ${sizeText(bytes)}: ${dollarsText(dollars)} by list price`;
}

/** What it has read so far: queries may take a minute. */
export function progressText(readBytes: number, { bytes }: { readonly bytes: number }): SafeText {
  return safe`Logs Insights is still reading: ${sizeText(readBytes)} of about ${sizeText(bytes)}`;
}
