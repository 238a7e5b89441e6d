/**
 * Ink's output for a frame, shortened without changing its effect: Ink steps over each unchanged row, and repeats every
 * style of a row's unchanged start. This cuts a clock tick to a third.
 */
export function squeezedFrame(frame: string): string {
  return frame.replace(STEPS_DOWN, stepsDown).replace(STYLES, mergedStyles);
}

const STEPS_DOWN = /(?:\x1b\[E){2,}/g;
const STYLES = /(?:\x1b\[\d+(?:;\d+)*m){2,}/g;
const STEP_LENGTH = '\x1b[E'.length;

function stepsDown(steps: string): string {
  return `\x1b[${steps.length / STEP_LENGTH}E`;
}

/** A colour with its channels counts as one parameter here. */
const PARAMETER = /[34]8;2;\d+;\d+;\d+|[34]8;5;\d+|\d+/g;

/** Merges styles without text in between; unchanged where one is unknown. */
function mergedStyles(styles: string): string {
  const latest = new Map<StyleKind, string>();
  for (const parameter of styles.match(PARAMETER) ?? []) {
    const kind = kindOf(parameter);
    if (kind === null) return styles;
    if (kind === 'reset') latest.clear();
    if (parameter === '22') for (const weight of ['bold', 'faint'] as const) latest.delete(weight);
    // Setting a key again would keep its old place in a Map.
    latest.delete(kind);
    latest.set(kind, parameter);
  }
  return latest.size === 0 ? styles : `\x1b[${[...latest.values()].join(';')}m`;
}

type StyleKind = 'reset' | 'bold' | 'faint' | 'plain' | 'inverse' | 'foreground' | 'background';

function kindOf(parameter: string): StyleKind | null {
  if (/^(?:38;|3[0-79]$|9[0-7]$)/.test(parameter)) return 'foreground';
  if (/^(?:48;|4[0-79]$|10[0-7]$)/.test(parameter)) return 'background';
  switch (parameter) {
    case '0':
      return 'reset';
    case '1':
      return 'bold';
    case '2':
      return 'faint';
    case '22':
      return 'plain';
    case '7':
    case '27':
      return 'inverse';
    default:
      return null;
  }
}
