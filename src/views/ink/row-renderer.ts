/** Ink's nodes for `<Box>` and `<Text>`, as far as they are used here. */
interface InkNode {
  readonly nodeName: string;
  /** For a text node. */
  readonly nodeValue?: string;
  readonly childNodes?: readonly InkNode[];
}

interface Frame {
  readonly output: string;
  readonly outputHeight: number;
  readonly staticOutput: string;
}

/**
 * Replaces Ink's renderer in the bundle, which splits every row of every frame into cells, twice, to layer them. A
 * screen here is a column of finished rows (parts/screen-row.tsx): safe text with styles, exactly as wide as the
 * screen.
 */
export default function rowRenderer(root: InkNode): Frame {
  if (last !== null && !hasRoom()) return last;
  const rows = rowsOf(root);
  last = {
    output: rows.map((row) => row.trimEnd()).join('\n'),
    outputHeight: rows.length,
    staticOutput: '',
  };
  return last;
}

/**
 * From now on there is no new frame while the terminal has no room for one: Ink gets the last frame again, and so
 * writes nothing.
 *
 * @param isFree whether the terminal has taken all frames so far
 */
export function drawIntoRoom(isFree: () => boolean): void {
  last = null;
  hasRoom = isFree;
}

/** Ink loads this module by itself, so what it has to know is kept here. */
let hasRoom = () => true;
let last: Frame | null = null;

function rowsOf(node: InkNode): readonly string[] {
  const { childNodes = [] } = node;
  return node.nodeName === 'ink-text' ? [childNodes.map(textOf).join('')] : childNodes.flatMap(rowsOf);
}

function textOf({ nodeValue = '' }: InkNode): string {
  return nodeValue;
}
