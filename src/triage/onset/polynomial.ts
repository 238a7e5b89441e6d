/** Maps indexes to -1 to 1, so that their powers stay of similar size. */
function centred(place: number, length: number): number {
  return length <= 1 ? 0 : (2 * place) / (length - 1) - 1;
}

/** The powers of each index, shared by all fits of this length. */
export function powersOfPlaces(length: number, degree: number): Float64Array {
  const powers = new Float64Array(length * (degree + 1));
  for (let place = 0; place < length; place++) {
    const at = centred(place, length);
    for (let power = 0; power <= degree; power++) powers[place * (degree + 1) + power] = at ** power;
  }
  return powers;
}

/**
 * The values of the weighted least-squares polynomial.
 *
 * @param powers `powersOfPlaces` of the same length, to be shared by several fits
 */
export function polynomialThrough(
  values: readonly number[],
  weights: readonly number[],
  degree: number,
  powers: Float64Array = powersOfPlaces(values.length, degree),
): readonly number[] {
  const size = degree + 1;
  const matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const right = new Array<number>(size).fill(0);
  // Plain loops: a poll of the fleet runs thousands of fits.
  for (let place = 0; place < values.length; place++) {
    for (let one = 0; one < size; one++) {
      const weighted = (weights[place] ?? 0) * (powers[place * size + one] ?? 0);
      right[one] = (right[one] ?? 0) + weighted * (values[place] ?? 0);
      const row = matrix[one] ?? [];
      for (let other = 0; other < size; other++)
        row[other] = (row[other] ?? 0) + weighted * (powers[place * size + other] ?? 0);
    }
  }
  const coefficients = solved(matrix, right);
  return values.map((_, place) =>
    coefficients.reduce(
      (at, coefficient, power) => at + (powers[place * size + power] ?? 0) * coefficient,
      0,
    ),
  );
}

/** Gauss-Jordan elimination; undetermined coefficients are 0. */
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
