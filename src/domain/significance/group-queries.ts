/** One query's value of a measure. */
export interface QueryValue {
  readonly query: string;
  /** Parallel queries share a group; `null` for a query that stands alone. 5 and '5' are one group. */
  readonly group: string | number | null;
  /** `null` where the measure is undefined, for one because nothing is judged relevant. */
  readonly value: number | null;
}

export interface GroupedValues {
  /** Mean of each question, by `questionKey`, in the order in which the questions appear. */
  readonly values: ReadonlyMap<string, number>;
  /** Questions left out, since none of their queries has a value. */
  readonly dropped: number;
  /** Questions whose mean is over some of their queries only, since others have no value. */
  readonly partial: number;
}

/** A group and a query of the same name stay apart. */
export function questionKey({ query, group }: Pick<QueryValue, 'query' | 'group'>): string {
  return group === null ? `query ${query}` : `group ${group}`;
}

/**
 * One value for each question: parallel queries ask the same thing in several languages, rise and fall together, and
 * would make a paired test believe in more evidence than there is. Undefined values are left out of a question's mean.
 *
 * Arms can be compared by their means only where both have values for the same queries of a question; a `partial`
 * above 0 is the sign to look.
 */
export function groupQueries(queries: Iterable<QueryValue>): GroupedValues {
  const questions = new Map<string, { sum: number; n: number; size: number }>();
  for (const query of queries) {
    const key = questionKey(query);
    const question = questions.get(key) ?? { sum: 0, n: 0, size: 0 };
    questions.set(key, question);
    question.size += 1;
    if (query.value === null) continue;
    question.sum += query.value;
    question.n += 1;
  }
  const values = new Map<string, number>();
  let dropped = 0;
  let partial = 0;
  for (const [key, { sum, n, size }] of questions) {
    if (n === 0) dropped += 1;
    else values.set(key, sum / n);
    if (n > 0 && n < size) partial += 1;
  }
  return { values, dropped, partial };
}
