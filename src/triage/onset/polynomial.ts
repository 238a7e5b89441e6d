/** Places of a row as -1 to 1, so that powers of them stay of one size. */
function centred(place: number, length: number): number {
  return length <= 1 ? 0 : (2 * place) / (length - 1) - 1;
}

function powersAt(place: number, length: number, degree: number): readonly number[] {
  const at = centred(place, length);
  return Array.from({ length: degree + 1 }, (_, power) => at ** power);
}

/** The values of the polynomial that lies closest to `values`, by least squares and with a weight for each. */
export function polynomialThrough(
  values: readonly number[],
  weights: readonly number[],
  degree: number,
): readonly number[] {
  const size = degree + 1;
  const rows = values.map((_, place) => powersAt(place, values.length, degree));
  const matrix = Array.from({ length: size }, (_, one) =>
    Array.from({ length: size }, (_unused, other) =>
      sum(rows, (powers, place) => (weights[place] ?? 0) * (powers[one] ?? 0) * (powers[other] ?? 0)),
    ),
  );
  const right = Array.from({ length: size }, (_, one) =>
    sum(rows, (powers, place) => (weights[place] ?? 0) * (powers[one] ?? 0) * (values[place] ?? 0)),
  );
  const coefficients = solved(matrix, right);
  return rows.map((powers) =>
    powers.reduce((at, power, index) => at + power * (coefficients[index] ?? 0), 0),
  );
}

/** By Gauss and Jordan; what the values do not decide is 0. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
  for (let column = 0; column < rows.length; column++) {
    const best = bestPivot(rows, column);
    const pivot = rows[best];
    const value = pivot?.[column] ?? 0;
    if (pivot === undefined || Math.abs(value) < 1e-12) continue;
    rows[best] = rows[column] ?? pivot;
    rows[column] = pivot.map((each) => each / value);
    for (const [index, row] of rows.entries()) {
      const factor = row[column] ?? 0;
      if (index === column || factor === 0) continue;
      rows[index] = row.map((each, place) => each - factor * (rows[column]?.[place] ?? 0));
    }
  }
  return rows.map((row, index) => (Math.abs((row[index] ?? 0) - 1) < 1e-6 ? (row.at(-1) ?? 0) : 0));
}

function bestPivot(rows: readonly (readonly number[])[], column: number): number {
  let best = column;
  for (let index = column + 1; index < rows.length; index++) {
    if (Math.abs(rows[index]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = index;
  }
  return best;
}

function sum<Item>(items: readonly Item[], of: (item: Item, place: number) => number): number {
  return items.reduce((total, item, place) => total + of(item, place), 0);
}
