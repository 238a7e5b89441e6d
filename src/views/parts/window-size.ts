/** Of the terminal, in cells. */
export interface WindowSize {
  readonly columns: number;
  readonly rows: number;
}
