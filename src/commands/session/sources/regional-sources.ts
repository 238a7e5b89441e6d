import { regionOfArn } from '../../../lambda/region-of-arn.ts';
import type { Sources } from '../../../monitor/sources.ts';

/**
 * Asks about an ARN in the Region that it names, and about all else at home, unless a Region is given: a name means
 * something in any Region.
 */
export function regionalSources(home: Sources, sourcesIn: (region: string) => Sources): Sources {
  const at = (region: string | null = null): Sources => (region === null ? home : sourcesIn(region));
  const of = (word: string): Sources => at(regionOfArn(word));
  return {
    ...home,
    functions: {
      ...home.functions,
      page: (token, signal, region) => at(region).functions.page(token, signal),
      tagged: (tags, token, signal, region) => at(region).functions.tagged(tags, token, signal),
      configuration: (name, signal) => of(name).functions.configuration(name, signal),
      aliases: (name, token, signal) => of(name).functions.aliases(name, token, signal),
    },
    logs: {
      page: (question, signal) => of(question.group).logs.page(question, signal),
      live: (groupArn, pattern, signal) => of(groupArn).logs.live(groupArn, pattern, signal),
    },
  };
}
