/**
 * A recipe, trained or fitted, that has nothing to work on in this data. The message says what is missing and what to choose instead;
 * the engine passes it on as CrosslensError `not-possible`.
 */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}
