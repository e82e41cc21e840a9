/** A file as Playwright hands it to an input. */
export interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export function textFile(name: string, text: string): TestFile {
  return { name, mimeType: 'application/json', buffer: Buffer.from(text) };
}

/** One object a line. */
export function jsonLines(name: string, rows: readonly unknown[]): TestFile {
  return textFile(name, rows.map((row) => JSON.stringify(row)).join('\n') + '\n');
}

/** Parallel passages in English and Spanish with one query each: `groups` rows of a shard. */
export function parallelRows(groups: number): readonly unknown[] {
  return Array.from({ length: groups }, (_, index) => {
    const n = String(index + 1);
    return [
      {
        id: `en-${n}`,
        lang: 'en',
        group: `p${n}`,
        text: `Lighthouse number ${n} stands on the northern coast.`,
      },
      { id: `es-${n}`, lang: 'es', group: `p${n}`, text: `El faro número ${n} está en la costa norte.` },
      {
        id: `q-en-${n}`,
        lang: 'en',
        group: `q${n}`,
        text: `Where does lighthouse ${n} stand?`,
        relevant: [`en-${n}`, `es-${n}`],
      },
    ];
  }).flat();
}
