import { BM25_ID } from '../../protocol/lexical.ts';
import { ChoiceCard } from './encoder-card.tsx';

const SCRIPTS: readonly (readonly [scripts: string, treatment: string])[] = [
  [
    'Khmer, Thai, Lao, Burmese',
    'words by the browser’s dictionary (Intl.Segmenter); zero-width spaces are dropped',
  ],
  ['Chinese, Japanese', 'words by the dictionary, and the characters of longer words'],
  ['Ethiopic', 'letters that sound alike folded into one; one prefix and one suffix taken off'],
  ['Arabic', 'short vowels and lengthening strokes dropped, variants of a letter folded'],
  ['Latin, Greek', 'words at spaces, lower case, accents dropped'],
  ['all others', 'words at spaces, lower case, NFKC; marks stay part of the word'],
];

/** The lexical arm, so that a dense encoder is always seen beside word matching. */
export function Bm25Card() {
  return (
    <ChoiceCard
      id={BM25_ID}
      name="BM25"
      summary="Ranks by words in common, weighted by how rare they are. It knows no meaning and crosses languages only by names and numbers: the line that an encoder has to beat."
    >
      <table className="w-full text-left text-xs">
        <thead className="text-faint">
          <tr>
            <th className="py-0.5 pr-4 font-medium">Script</th>
            <th className="py-0.5 font-medium">How a text becomes terms</th>
          </tr>
        </thead>
        <tbody>
          {SCRIPTS.map(([scripts, treatment]) => (
            <tr key={scripts} className="border-t border-line align-baseline">
              <th scope="row" className="w-2/5 py-1 pr-4 font-medium">
                {scripts}
              </th>
              <td className="py-1 text-soft">{treatment}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ChoiceCard>
  );
}
