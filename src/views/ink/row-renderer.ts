/** What Ink makes of `<Box>` and `<Text>`, as far as it is read here. */
interface InkNode {
  readonly nodeName: string;
  /** Of a text node. */
  readonly nodeValue?: string;
  readonly childNodes?: readonly InkNode[];
}

interface Frame {
  readonly output: string;
  readonly outputHeight: number;
  readonly staticOutput: string;
}

/**
 * What the bundle gives Ink in place of its own renderer, which takes every row of every frame to pieces, cell by cell and
 * twice, to lay them over each other. A screen here is a column of rows that are ready (parts/screen-row.tsx): safe text
 * and styles, exactly as wide as the screen.
 */
export default function rowRenderer(root: InkNode): Frame {
  const rows = rowsOf(root);
  return {
    output: rows.map((row) => row.trimEnd()).join('\n'),
    outputHeight: rows.length,
    staticOutput: '',
  };
}

function rowsOf(node: InkNode): readonly string[] {
  const { childNodes = [] } = node;
  return node.nodeName === 'ink-text' ? [childNodes.map(textOf).join('')] : childNodes.flatMap(rowsOf);
}

function textOf({ nodeValue = '' }: InkNode): string {
  return nodeValue;
}
