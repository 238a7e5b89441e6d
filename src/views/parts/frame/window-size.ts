/** The terminal's size in cells. */
export interface WindowSize {
  readonly columns: number;
  readonly rows: number;
}
