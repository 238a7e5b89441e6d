import { type Run, runProgram } from './run-program.ts';

/** Something to run repeatedly. */
export interface Candidate {
  readonly name: string;
  readonly command: readonly string[];
  readonly budget?: string;
}

/** All runs of each candidate. They run in turns, because a machine's speed varies over time. */
export async function runsInTurns(
  candidates: readonly Candidate[],
  rounds: number,
  env: Readonly<Record<string, string>>,
  until: 'end' | 'first line',
): Promise<readonly (readonly Run[])[]> {
  const runs: Run[][] = candidates.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { command }] of candidates.entries()) {
      runs[index]?.push(await runProgram(command, env, until));
    }
  }
  return runs;
}
