import { regionOfArn } from '../../lambda/region-of-arn.ts';
import type { Sources } from '../../monitor/sources.ts';

/** Asks about an ARN in the Region that it names, and about all else at home: a name means something in any Region. */
export function regionalSources(home: Sources, sourcesIn: (region: string) => Sources): Sources {
  const of = (word: string): Sources => {
    const region = regionOfArn(word);
    return region === null ? home : sourcesIn(region);
  };
  return {
    ...home,
    functions: {
      ...home.functions,
      configuration: (name, signal) => of(name).functions.configuration(name, signal),
      aliases: (name, token, signal) => of(name).functions.aliases(name, token, signal),
    },
    logs: {
      page: (question, signal) => of(question.group).logs.page(question, signal),
      live: (groupArn, pattern, signal) => of(groupArn).logs.live(groupArn, pattern, signal),
    },
  };
}
