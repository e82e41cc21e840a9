import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeLatex, unicodeScripts } from './latex-text.ts';
import type { TableData } from './table.ts';
import { toLatex } from './to-latex.ts';

const TABLE: TableData = {
  title: 'R@10 & mean, 100 %',
  columns: [
    { key: 'query', label: 'query', kind: 'text' },
    { key: 'A', label: 'R@10', group: 'A bag_hybrid', kind: 'number' },
    { key: 'A change', label: 'change', group: 'A bag_hybrid', kind: 'number', digits: 2 },
    { key: 'share', label: 'share', kind: 'percent' },
    { key: 'n', label: 'n', kind: 'number', digits: 0 },
  ],
  rows: [
    { query: 'am', A: 0.12345, 'A change': -0.5, share: 0.1234, n: 1190 },
    { query: 'km', A: null, 'A change': -0.001, share: 1, n: 0 },
  ],
  summary: [{ query: 'mean', A: 0.12345, 'A change': null }],
  notes: ['Whiskers: 95 %.'],
};

describe('toLatex', () => {
  it('writes a booktabs table with the digits that are shown', () => {
    expect(toLatex(TABLE)).toBe(
      String.raw`% R@10 & mean, 100 %
% Needs \usepackage{booktabs}.
% With pdfLaTeX also \usepackage[T1]{fontenc}.
\begin{table}
\centering
\caption{R@10 \& mean, 100 \%}
\begin{tabular}{lrrrr}
\toprule
\multicolumn{1}{l}{} & \multicolumn{2}{c}{A bag\_hybrid} & \multicolumn{2}{l}{} \\
\cmidrule(lr){2-3}
query & R@10 & change & share (\%) & n \\
\midrule
am & 0.123 & $-$0.50 & 12.3 & 1190 \\
km & -- & 0.00 & 100.0 & 0 \\
\midrule
mean & 0.123 & -- & -- & -- \\
\bottomrule
\end{tabular}
\par\smallskip
{\footnotesize Whiskers: 95 \%.\par}
\end{table}
`,
    );
  });

  it('says what other scripts need, and keeps them as they are', () => {
    const latex = toLatex({ ...TABLE, rows: [{ query: 'አማርኛ' }, { query: 'ខ្មែរ' }] });
    expect(latex).toContain('XeLaTeX or LuaLaTeX');
    expect(latex).toContain('% Ethiopic, Khmer;');
    expect(latex).toContain('\nአማርኛ & ');
    expect(unicodeScripts(['Español', 'Türkçe', '–'])).toBeNull();
    expect(unicodeScripts(['tiếng Việt'])).toEqual([]);
    expect(unicodeScripts(['over α'])).toEqual(['Greek']);
  });

  it('breaks a long table over pages, with its headings on each', () => {
    const latex = toLatex({ ...TABLE, rows: Array.from({ length: 169 }, () => ({ query: 'am', A: 1 })) });
    expect(latex).toContain('\\begin{longtable}{lrrrr}');
    expect(latex).toContain('\\usepackage{longtable}');
    expect(latex).not.toContain('{tabular}');
    expect(latex.match(/^am & /gm)).toHaveLength(169);
  });

  it('takes the digits of a row where rows differ', () => {
    const columns = [
      { key: 'x', label: 'x', kind: 'number' as const, digits: (row: object) => ('ranks' in row ? 1 : 3) },
    ];
    const latex = toLatex({ title: '', columns, rows: [{ x: 1 }, { x: 12.34, ranks: 1 }], notes: [] });
    expect(latex).toContain('\n1.000 \\\\\n12.3 \\\\\n');
  });
});

/** Undoes the escapes one by one; fails on anything that LaTeX would take for a command or an argument. */
function read(latex: string): string {
  const names: Readonly<Record<string, string>> = {
    textbackslash: '\\',
    textasciicircum: '^',
    textasciitilde: '~',
    textless: '<',
    textgreater: '>',
    textbar: '|',
    textasciigrave: '`',
  };
  const token =
    /\\symbol\{34\}|\\(text[a-z]+)\{\}|\\([{}$&#%_])|\{([[\]*])\}|\{\}|([^\\{}$&#%_^~<>|"`[\]*])/uy;
  let text = '';
  while (token.lastIndex < latex.length) {
    const at = token.lastIndex;
    const match = token.exec(latex);
    if (match === null) throw new Error(`not text: ${latex.slice(at, at + 20)}`);
    const [whole, name, sign, wrapped, plain] = match;
    if (whole === '\\symbol{34}') text += '"';
    else if (name !== undefined) text += names[name] ?? `?${name}?`;
    else text += sign ?? wrapped ?? plain ?? '';
  }
  return text;
}

describe('escapeLatex', () => {
  it('escapes each special character', () => {
    expect(escapeLatex('\\ { } $ & # % _ ^ ~ < > | " ` [a] *')).toBe(
      String.raw`\textbackslash{} \{ \} \$ \& \# \% \_ \textasciicircum{} \textasciitilde{} \textless{} \textgreater{} \textbar{} \symbol{34} \textasciigrave{} {[}a{]} {*}`,
    );
    expect(escapeLatex("a---b ''c'' ,,d")).toBe("a-{}-{}-b '{}'c'{}' ,{},d");
  });

  it('leaves the text as it was, on one line, for any text', () => {
    const special = fc.string({ unit: fc.constantFrom(...'\\{}$&#%_^~<>|"`[]*-\',\n a'.split('')) });
    fc.assert(
      fc.property(fc.oneof(special, fc.string({ unit: 'grapheme' })), (text) => {
        const latex = escapeLatex(text);
        expect(latex).not.toMatch(/[\r\n]|--|''|,,/);
        expect(read(latex)).toBe(
          text
            .replace(/[\s\u0085\u2028\u2029]+/g, ' ')
            .replace(/\p{Cc}/gu, '')
            .trim(),
        );
      }),
    );
  });

  it('keeps a title with line breaks inside its comment', () => {
    const latex = toLatex({ ...TABLE, title: 'a\n\\input{x}\u2028b' });
    expect(latex.split('\n')[0]).toBe('% a \\input{x} b');
  });
});
