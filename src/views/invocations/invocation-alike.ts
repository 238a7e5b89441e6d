import type { ToldRun } from '../../logs/story/told-run.ts';
import { outcomeWord } from '../../print/invocation/run-words.ts';
import type { Line } from '../../terminal/line.ts';
import { durationText, groupedText, utcSecond } from '../../terminal/quantity.ts';
import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { InvocationScene } from './invocation-scene.ts';

/** How many ended so, since when, where and in which versions. */
export function alikeLine({ portrait }: InvocationScene): Line {
  const { runs, firstMs, environments, environmentsOfAll, versions } = portrait.alike;
  const told = versions.filter(({ alike }) => alike > 0);
  const names = told.map(({ version, alike }) =>
    told.length === 1 ? safeText(version ?? '?') : safe`${safeText(version ?? '?')} (${groupedText(alike)})`,
  );
  return [
    strong(groupedText(runs.length)),
    toned('dim', safe` like it since `),
    toned('fact', utcSecond(firstMs)),
    toned('dim', safe`   in `),
    toned('fact', groupedText(environments)),
    toned('dim', safe` of ${groupedText(environmentsOfAll)} environments   version `),
    toned('fact', joinSafe(names, safe`, `)),
  ];
}

/** What ran before and after it in its environment. */
export function neighbourLine({ portrait }: InvocationScene): Line {
  const { previous, next } = portrait.environment;
  return [...neighbour(safe`before`, previous), toned('fact', safe`     `), ...neighbour(safe`after`, next)];
}

function neighbour(which: Line[number]['text'], run: ToldRun | null): Line {
  if (run === null) return [toned('dim', safe`${which}  none seen`)];
  return [
    toned('dim', safe`${which}  ${utcSecond(run.startMs)}  `),
    outcomeWord(run.outcome),
    toned('fact', run.report === null ? safe`` : safe`  ${durationText(run.report.durationMs)}`),
    toned('dim', run.report?.maxMemoryMb == null ? safe`` : safe`  ${run.report.maxMemoryMb} MB`),
  ];
}
