import { Box, Text } from 'ink';
import { memo } from 'react';
import { drawLine } from '../../terminal/draw-line.ts';
import type { Line } from '../../terminal/line.ts';
import type { Look } from './look.ts';

/** One row of a screen: what it says, and whether it is the selected one. */
export interface ScreenRow {
  readonly line: Line;
  readonly isSelected?: boolean;
}

export const BLANK: ScreenRow = { line: [] };

interface ScreenProps {
  readonly rows: readonly ScreenRow[];
  readonly columns: number;
  readonly height: number;
  readonly look: Look;
}

/**
 * Exactly `columns` × `height` cells. Each row is one ready ANSI string, keyed by its place: React then changes text
 * in place and lays nothing out anew. A root one row too high would make Ink clear the screen at every frame.
 */
export function Screen({ rows, columns, height, look }: ScreenProps) {
  return (
    <Box flexDirection="column" width={columns} height={height}>
      {Array.from({ length: height }, (_, place) => {
        const { line, isSelected = false } = rows[place] ?? BLANK;
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place on the screen
        return <Row key={place} text={drawLine(line, columns, look.theme, { band: isSelected })} />;
      })}
    </Box>
  );
}

const Row = memo(function Row({ text }: { readonly text: string }) {
  return <Text wrap="truncate">{text}</Text>;
});
