/** The training half does not hold what a control needs. The message says what, and what a person can do. */
export class CannotFit extends Error {
  override readonly name = 'CannotFit';
}
