import { type RawText, rawText } from '../terminal/text.ts';

/**
 * The X-Ray trace that a REPORT names, in either log format: `1-67a1f0c3-5b1e0d7c2f1a4be8d3c4b5a6`. Null if it names
 * none: tracing is off, or the call was not sampled.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-traceids
 */
export function traceIdOf(message: RawText): RawText | null {
  const id = /(?:XRAY TraceId: |Root=)(1-[0-9a-f]{8}-[0-9a-f]{24})\b/.exec(message.slice(0, 4_000))?.[1];
  return id === undefined ? null : rawText(id);
}
