import type { FunctionMinute } from './function-minute.ts';

/**
 * Works out an answer once for the same minutes. A judgement asks for changes in several of its rules, and finding them
 * is most of what it costs.
 */
export function onceFor<Answer>(
  answerTo: (minutes: readonly FunctionMinute[]) => Answer,
): (minutes: readonly FunctionMinute[]) => Answer {
  const answers = new WeakMap<readonly FunctionMinute[], { readonly answer: Answer }>();
  return (minutes) => {
    const known = answers.get(minutes) ?? { answer: answerTo(minutes) };
    answers.set(minutes, known);
    return known.answer;
  };
}
