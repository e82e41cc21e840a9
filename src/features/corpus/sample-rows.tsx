import type { SampleRow } from '../../protocol/inspection.ts';
import { LanguageTag } from '../../ui/language-tag.tsx';
import { TextInLanguage } from '../../ui/text-in-language.tsx';

const KINDS: Readonly<Record<SampleRow['kind'], string>> = {
  passage: 'passage',
  query: 'query',
  judgement: 'judgement',
  generated: 'generated query',
};

/** The first rows as they would be read. */
export function SampleRows({ rows }: { readonly rows: readonly SampleRow[] }) {
  if (rows.length === 0) {
    return <p className="text-sm text-soft">Nothing of its beginning can be read this way.</p>;
  }
  return (
    <div>
      <h4 className="mb-1 text-sm font-medium">First rows, as they would be read</h4>
      <ul className="space-y-2">
        {rows.map((row, index) => (
          <li key={index} className="border-l-2 border-line pl-3">
            <p className="flex flex-wrap items-baseline gap-x-2 text-xs text-faint">
              <span>{KINDS[row.kind]}</span>
              <code className="[overflow-wrap:anywhere]">{row.id}</code>
              {row.lang !== null && <LanguageTag lang={row.lang} own />}
            </p>
            <TextInLanguage
              lang={row.lang ?? 'und'}
              as="p"
              className="line-clamp-3 max-w-[75ch] text-sm [overflow-wrap:anywhere]"
            >
              {row.text}
            </TextInLanguage>
          </li>
        ))}
      </ul>
    </div>
  );
}
