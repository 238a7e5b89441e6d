import type { LogLevel } from '../../../lambda/line/shape/log-level.ts';
import { cutEnd } from '../../../terminal/display-width.ts';
import type { Line } from '../../../terminal/line.ts';
import { groupedText } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { toned } from '../../../terminal/words.ts';
import type { Look } from '../../parts/look/look.ts';
import { choosesSome } from '../state/tail-choice.ts';
import type { TailScene } from './tail-scene.ts';

/**
 * Which rows are selected, and how many that hides; empty where all are shown. @param isBrief says only the words of a
 * filter, and names a pattern without its text
 */
export function choiceWords(scene: TailScene, isBrief = false): Line {
  const { state, counts, look } = scene;
  const { choice } = state;
  if (!choosesSome(choice)) return [];
  const { words, level, requestId, patternId } = choice;
  const dot = toned('dim', safe` ${look.glyphs.middleDot} `);
  const parts: readonly SafeText[] = [
    ...(level === null ? [] : [levelWords(level, look)]),
    ...(words.trim() === ''
      ? []
      : [isBrief ? safeText(words.trim()) : safe`filter ${safeText(words.trim())}`]),
    ...(requestId === null ? [] : [safe`request ${safeText(requestId.slice(0, 8))}`]),
    ...(patternId === null ? [] : [isBrief ? safe`one pattern` : patternWords(patternId, scene)]),
  ];
  return [...parts.flatMap((part): Line => [toned('focus', part), dot]), toned('dim', hiddenWords(counts))];
}

function hiddenWords({ memoryCount, chosenCount }: TailScene['counts']): SafeText {
  if (chosenCount === null) return safe`counting`;
  return safe`${groupedText(memoryCount - chosenCount)} of ${groupedText(memoryCount)} hidden`;
}

const LONGEST_PATTERN = 40;

function patternWords(patternId: number, { patterns, look }: TailScene): SafeText {
  const sample = patterns.find(({ pattern }) => pattern.id === patternId)?.pattern.sample;
  return sample === undefined
    ? safe`one pattern`
    : safe`like ${cutEnd(safeText(sample.slice(0, 2 * LONGEST_PATTERN)), LONGEST_PATTERN, look.glyphs.ellipsis)}`;
}

function levelWords(level: LogLevel, { glyphs }: Look): SafeText {
  const word = safe`level ${glyphs.atLeast} ${safeText(level)}`;
  return level === 'WARN' ? safe`${word} or END` : word;
}
