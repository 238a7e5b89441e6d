import type { FunctionReference } from '../../../lambda/function/function-reference.ts';
import { type RawText, rawText } from '../../../terminal/text.ts';

/** Where a function is, and how it and its log are named there. */
export interface TargetPlace {
  readonly region: RawText;
  /** Names the function, without a version or alias, to sources. */
  readonly functionName: RawText;
  /** Names the log group to sources: a name alone means one of the session's Region. */
  group(name: RawText): RawText;
}

/**
 * @param word as it was typed, of which `reference` is the meaning
 * @param home the session's Region
 */
export function placeOf(word: string, reference: FunctionReference, home: string): TargetPlace {
  const { name, qualifier, region, accountId } = reference;
  if (region === null || region === home) {
    return { region: rawText(home), functionName: rawText(name), group: (group) => group };
  }
  const partition = word.split(':')[1];
  return {
    region: rawText(region),
    functionName: rawText(qualifier === null ? word : word.slice(0, -qualifier.length - 1)),
    group: (group) => rawText(`arn:${partition}:logs:${region}:${accountId}:log-group:${group}`),
  };
}
