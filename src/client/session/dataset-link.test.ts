import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DATASETS } from '../../domain/catalogue/datasets.ts';
import { DEFAULT_VIEW_STATE } from '../view-state.ts';
import { decodeViewState, encodeViewState } from '../view-state-codec.ts';
import { datasetFiles, datasetLink, datasetSource, readDatasetLink } from './dataset-link.ts';

const choice = fc
  .constantFrom(...DATASETS)
  .chain((dataset) =>
    fc.tuple(
      fc.constant(dataset),
      dataset.opens === 'whole'
        ? fc.constant([])
        : fc.uniqueArray(fc.constantFrom(...dataset.languages), { minLength: 1, maxLength: 6 }),
    ),
  );

describe('datasets in links', () => {
  it('come back as they were, through the address too', () => {
    fc.assert(
      fc.property(choice, ([dataset, languages]) => {
        const link = datasetLink(dataset, languages);
        const address = encodeViewState({ ...DEFAULT_VIEW_STATE, corpusId: link });
        expect(decodeViewState(address).corpusId).toBe(link);
        const read = readDatasetLink(link, DATASETS);
        expect(read?.dataset.id).toBe(dataset.id);
        expect(read?.languages).toEqual([...languages].sort());
      }),
    );
  });

  it('ask anew for more languages than a link takes', () => {
    const dataset = DATASETS.find(({ languages, opens }) => opens === 'by-language' && languages.length > 30);
    if (dataset === undefined) throw new Error('No dataset has as many.');
    expect(datasetLink(dataset, dataset.languages)).toBe(dataset.id);
  });

  it('mean nothing where a dataset or a language is not known', () => {
    expect(readDatasetLink('0123456789abcdef', DATASETS)).toBeNull();
    expect(readDatasetLink('miracl-xx', DATASETS)).toBeNull();
    expect(readDatasetLink('xquad-r-en', DATASETS)).toBeNull();
  });

  it('are fetched with the files of the languages that were chosen, and no others', () => {
    fc.assert(
      fc.property(choice, ([dataset, languages]) => {
        const files = datasetFiles(dataset, languages);
        const source = datasetSource(dataset, languages);
        expect(source.kind === 'urls' && source.urls).toEqual(files.map(({ url }) => url));
        expect(files.length).toBeGreaterThan(0);
        for (const { lang } of files) {
          if (dataset.opens === 'by-language' && lang !== null) expect(languages).toContain(lang);
        }
      }),
    );
  });
});
